import { ForbiddenException, Get, NotFoundException, Post } from '@nestjs/common';
import type { Shape } from '#client';
import { givenBy, roles, type Role } from '#identity';
import { read } from '../api/api.js';
import { Pages, Redirect, type Page } from '../page/page.js';
import { Visited, type Visit } from '../page/visit.js';
import { takeStep, type Untaken } from '../work/workplace.js';
import {
  fieldsOf, invitePage, peoplePage, removalPage, withdrawalPage, type Giver, type Member, type Names,
} from './people.view.js'; // prettier-ignore

/** Who may sign in for whom, and who is invited to: each visitor sees and gives what the API lets them. */
@Pages('work/people')
export class PeopleController {
  @Get()
  async list(@Visited() visit: Visit): Promise<Page> {
    const cursor = visit.query.get('cursor');
    const [people, { items: invitations, next }] = await Promise.all([
      read(visit.api.GET('/v1/persons', { params: { query: { limit: 50, ...(cursor ? { cursor } : {}) } } })),
      read(visit.api.GET('/v1/invitations', { params: { query: { state: ['open'], ...openFrom(visit) } } })),
    ]);
    const names = await namesOf(visit, [...people.items, ...invitations]);
    return peoplePage(visit, { people: people.items, next: people.next, invitations, more: next, names });
  }

  /** For whom, can be in the address. */
  @Get('new')
  async begin(@Visited() visit: Visit): Promise<Page | Redirect> {
    if (!visit.me) return new Redirect(visit.signIn, 302);
    const member = visit.query.get('member');
    const typed = new Map(member ? [['/roles/member-editor', 'yes'], ['/memberId', member]] as const : []); // prettier-ignore
    return invitePage(visit, await givenIn(visit), typed, { faults: [] });
  }

  @Post('new')
  async invite(@Visited() visit: Visit): Promise<Page | Redirect> {
    const giver = await givenIn(visit);
    const [only] = giver.roles;
    const send = (typed: object) => {
      // What has but one answer is not asked.
      const body = (giver.roles.length === 1 ? { ...typed, roles: [only] } : typed) as Shape<'InvitationDto'>;
      return read(visit.api.POST('/v1/invitations', { body }));
    };
    const again = (why: Untaken) => invitePage(visit, giver, visit.form, why);
    return takeStep(visit, fieldsOf(visit, giver), send, again, '/work/people?done=invited');
  }

  @Get('invitations/:id/withdrawal')
  async beforeWithdrawal(@Visited() visit: Visit): Promise<Page> {
    return withdrawalPage(visit, await invitationIn(visit), { faults: [] });
  }

  @Post('invitations/:id/withdrawal')
  withdraw(@Visited() visit: Visit): Promise<Page | Redirect> {
    const send = () => read(visit.api.DELETE('/v1/invitations/{id}', { params: { path: pathOf(visit) } }));
    const again = async (why: Untaken) => withdrawalPage(visit, visit.me && (await invitationIn(visit)), why);
    return takeStep(visit, [], send, again, '/work/people?done=invitationWithdrawn');
  }

  @Get(':id/removal')
  async beforeRemoval(@Visited() visit: Visit): Promise<Page> {
    return removalPage(visit, await personIn(visit), { faults: [] });
  }

  @Post(':id/removal')
  remove(@Visited() visit: Visit): Promise<Page | Redirect> {
    const send = () => read(visit.api.DELETE('/v1/persons/{id}', { params: { path: pathOf(visit) } }));
    const again = async (why: Untaken) => removalPage(visit, visit.me && (await personIn(visit)), why);
    return takeStep(visit, [], send, again, '/work/people?done=personRemoved');
  }
}

const pathOf = (visit: Visit) => ({ id: visit.params['id'] ?? '' });
const openFrom = ({ query }: Visit) => {
  const cursor = query.get('open');
  return { limit: 50, ...(cursor ? { cursor } : {}) };
};

const invitationIn = async (visit: Visit) =>
  listed(await read(visit.api.GET('/v1/invitations', { params: { query: { id: [pathOf(visit).id] } } })));
const personIn = async (visit: Visit) =>
  listed(await read(visit.api.GET('/v1/persons', { params: { query: { id: [pathOf(visit).id] } } })));

function listed<T>({ items: [first] }: { readonly items: readonly T[] }): T {
  if (first === undefined) throw new NotFoundException();
  return first;
}

/** The names of the members that somebody is or would be bound to. */
async function namesOf(visit: Visit, bound: readonly { readonly memberId: string | null }[]): Promise<Names> {
  const id = [...new Set(bound.flatMap(({ memberId }) => memberId ?? []))];
  if (id.length === 0) return new Map();
  const { items } = await read(visit.api.GET('/v1/members', { params: { query: { id, limit: id.length } } }));
  return new Map(items.map((member) => [member.id, member.name]));
}

/** Those who give rights, whoever gives most first: a form that was sent by somebody signed out says what it asked. */
const givers = ['admin', 'steering', 'member-editor'] as const satisfies Role[];

/** @throws {ForbiddenException} for those who give no rights */
async function givenIn(visit: Visit): Promise<Giver> {
  const held = visit.me ? visit.me.roles : [visit.form.get('as')];
  const as = givers.find((one) => held.includes(one));
  if (as === undefined) throw new ForbiddenException();
  const given = as === 'admin' ? roles : givenBy(as);
  return { as, roles: given, members: as === 'member-editor' ? [] : await membersOf(visit) };
}

/** Everybody for whom one can act. */
async function membersOf(visit: Visit): Promise<readonly Member[]> {
  const found: Member[] = [];
  for (let cursor: string | null | undefined = undefined; cursor !== null;) {
    const query = { status: ['approved' as const], limit: 1000, ...(cursor ? { cursor } : {}) };
    const page: { items: Member[]; next: string | null } = await read(visit.api.GET('/v1/members', { params: { query } })); // prettier-ignore
    found.push(...page.items);
    cursor = page.next;
  }
  return found;
}
