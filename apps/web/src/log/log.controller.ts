import { ForbiddenException, Get } from '@nestjs/common';
import { postgres } from '#validation';
import { read } from '../api/api.js';
import { Pages, Redirect, type Page } from '../page/page.js';
import { Visited, type Visit } from '../page/visit.js';
import { peopleNamed } from '../work/people-named.js';
import { isAbout, logPage, ofDecision, ofStep } from './log.view.js';

/** What was done in the network, by whom and why, for those who answer for it. */
@Pages('work/log')
export class LogController {
  @Get()
  async log(@Visited() visit: Visit): Promise<Page | Redirect> {
    if (!visit.me) return new Redirect(visit.signIn, 302);
    if (!visit.me.roles.some((role) => role === 'steering' || role === 'admin')) throw new ForbiddenException();
    const params = { query: { limit: 50, ...askedIn(visit) } };
    const [list, { items: colleagues }] = await Promise.all([
      isAbout(visit, 'members')
        ? read(visit.api.GET('/v1/membership-decisions', { params })).then(({ items, ...page }) => ({
            ...page,
            lines: items.map((decision) => ofDecision(visit, decision)),
          }))
        : read(visit.api.GET('/v1/practice-steps', { params })).then(({ items, ...page }) => ({
            ...page,
            lines: items.map((step) => ofStep(visit, step)),
          })),
      read(visit.api.GET('/v1/principals', { params: { query: { role: ['steering'], limit: 100 } } })),
    ]);
    const { by } = params.query;
    const named = await peopleNamed(visit, [by, ...list.lines.map((line) => line.by)]);
    return logPage(visit, list, named, colleagues);
  }
}

/** What the address asks of the list; a day that none is counts as none. */
function askedIn({ query }: Visit) {
  const asked = (name: string, isTaken: (value: string) => boolean) => {
    const value = query.get(name) ?? '';
    return isTaken(value) ? { [name]: value } : {};
  };
  return {
    ...asked('by', (id) => /^[\x21-\x7e]{1,100}$/.test(id)),
    ...asked('since', postgres.date),
    ...asked('until', postgres.date),
    ...asked('cursor', (cursor) => cursor !== ''),
  } as { readonly by?: string; readonly since?: string; readonly until?: string; readonly cursor?: string };
}
