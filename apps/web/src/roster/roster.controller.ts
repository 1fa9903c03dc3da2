import { Get, Post } from '@nestjs/common';
import type { Shape } from '#client';
import { countries } from '#contracts';
import { read, readTagged } from '../api/api.js';
import { Pages, type Page, type Redirect } from '../page/page.js';
import { Visited, type Visit } from '../page/visit.js';
import { peopleNamed } from '../work/people-named.js';
import { takeStep, type Untaken } from '../work/workplace.js';
import { assertSecretary, changeFields, changePage, changes, rosterPage, seatPage, states, type Change } from './roster.view.js'; // prettier-ignore

/** Addresses of the changes: each is a step with a page of its own. */
const steps = changes.map((change) => `:id/${change}`);

/** Memberships, for those who decide on them. */
@Pages('work/members')
export class RosterController {
  @Get()
  async list(@Visited() visit: Visit): Promise<Page | Redirect> {
    const denied = assertSecretary(visit);
    if (denied) return denied;
    const asked = (name: string) => visit.query.get(name)?.trim() ?? '';
    const status = states.find((one) => one === asked('status'));
    const country = countries.find((one) => one === asked('country'));
    const [q, cursor] = [asked('q').slice(0, 200), asked('cursor')];
    const query = {
      limit: 50, total: true, facets: ['country' as const],
      ...(status ? { status: [status] } : {}), ...(country ? { country: [country] } : {}),
      ...(q ? { q } : {}), ...(cursor ? { cursor } : {}),
    }; // prettier-ignore
    return rosterPage(visit, await read(visit.api.GET('/v1/members', { params: { query } })));
  }

  @Get(':id')
  async show(@Visited() visit: Visit): Promise<Page> {
    const path = pathOf(visit);
    const [member, { items: history }] = await Promise.all([
      read(visit.api.GET('/v1/members/{id}', { params: { path } })),
      read(visit.api.GET('/v1/members/{id}/history', { params: { path, query: { limit: 100 } } })),
    ]);
    const named = await peopleNamed(
      visit,
      history.map(({ by }) => by),
    );
    return seatPage(visit, member, history, named);
  }

  @Get(steps)
  async ask(@Visited() visit: Visit): Promise<Page | Redirect> {
    return (
      assertSecretary(visit) ?? changePage(visit, changeIn(visit), await memberIn(visit), new Map(), { faults: [] })
    );
  }

  /** With the tag of what was shown: so a membership is changed as it was seen. */
  @Post(steps)
  change(@Visited() visit: Visit): Promise<Page | Redirect> {
    const change = changeIn(visit);
    const params = { path: pathOf(visit), header: { 'If-Match': visit.form.get('tag') ?? '' } };
    const send = (typed: object) => {
      const body = typed as Shape<'MembershipChangeDto'>;
      return read(visit.api.POST(`/v1/members/{id}/${change}`, { params, body }));
    };
    const again = async (why: Untaken) => {
      // The place of a change is public: what was typed stays without signing in again.
      return changePage(visit, change, await memberIn(visit), visit.form, why);
    };
    return takeStep(visit, changeFields(visit), send, again, `/work/members/${params.path.id}?done=${change}`);
  }
}

const pathOf = (visit: Visit) => ({ id: visit.params['id'] ?? '' });
const changeIn = ({ path }: Visit): Change => changes.find((one) => path.endsWith(`/${one}`))!;
const memberIn = (visit: Visit) => readTagged(visit.api.GET('/v1/members/{id}', { params: { path: pathOf(visit) } }));
