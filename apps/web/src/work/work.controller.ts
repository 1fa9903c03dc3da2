import { Get } from '@nestjs/common';
import { read, readIfThere } from '../api/api.js';
import { Pages, Redirect, type Page } from '../page/page.js';
import { Visited, type Visit } from '../page/visit.js';
import type { ListQuery } from '../search/search.query.js';
import { workPage } from './work.view.js';
import { outdatedPage, workPracticesPage } from './work-practices.view.js';

/** What of a list's address in the API the page of that list takes. */
const taken = ['waitingFor', 'assignedTo', 'status', 'member', 'cursor'] as const;

/** How many of what was handed in the first page of a workplace shows. */
const LATEST = 3;

/** What the visitor's member has with the secretariat, or published, latest change first; undefined for others. */
function handedInBy(visit: Visit, more: ListQuery) {
  const { memberId, roles = [] } = visit.me ?? {};
  if (memberId === undefined || !roles.includes('member-editor')) return undefined;
  const query: ListQuery = { status: ['submitted', 'published'], member: [memberId], sort: 'updated', localised: true, ...more }; // prettier-ignore
  return readIfThere(visit.api.GET('/v1/practices', { params: { query } }));
}

@Pages('work')
export class WorkController {
  @Get()
  async work(@Visited() visit: Visit): Promise<Page | Redirect> {
    if (!visit.me) return new Redirect(visit.signIn, 302);
    const [told, handedIn] = await Promise.all([read(visit.api.GET('/v1/me')), handedInBy(visit, { limit: LATEST })]);
    return workPage(visit, told, handedIn?.items);
  }

  /** One queue, if the address names one; else what waits for the visitor, and then what else their member has. */
  @Get('practices')
  async practices(@Visited() visit: Visit): Promise<Page | Redirect> {
    if (!visit.me) return new Redirect(visit.signIn, 302);
    const list = (query: ListQuery) =>
      read(visit.api.GET('/v1/practices', { params: { query: { ...query, localised: true } } }));
    const asked = Object.fromEntries(taken.flatMap((name) => (visit.query.has(name) ? [[name, visit.query.get(name)]] : []))) as ListQuery; // prettier-ignore
    if (asked.waitingFor === 'translator') return outdatedPage(visit, await list(asked));
    if (asked.waitingFor ?? asked.assignedTo) return workPracticesPage(visit, await list(asked));
    const { cursor } = asked;
    const [waiting, others] = await Promise.all([
      list({ waitingFor: 'me', limit: 100 }),
      handedInBy(visit, cursor ? { cursor } : {}),
    ]);
    return workPracticesPage(visit, { ...waiting, next: null }, others);
  }
}
