import { ForbiddenException, Get, Post } from '@nestjs/common';
import type { Shape } from '#client';
import { read, readIfThere } from '../api/api.js';
import { Pages, Redirect, type Page } from '../page/page.js';
import { Visited, type Visit } from '../page/visit.js';
import { takeStep } from '../work/workplace.js';
import {
  deadLettersPage, discardFields, discardJobPage, discardPage, hooksPage, jobsPage, redriveJobPage, redrivePage, systemPage,
} from './operate.view.js'; // prettier-ignore

type Discard = Shape<'DiscardDto'>;

/** What the operator sees of the system, and does for what has failed. */
@Pages('work/system')
export class OperateController {
  /** What a part that does not respond would tell is left out, and its absence said. */
  @Get()
  async show(@Visited() visit: Visit): Promise<Page | Redirect> {
    if (!visit.me) return new Redirect(visit.signIn, 302);
    const { api } = visit;
    const counted = { limit: 1, total: true } as const;
    const of = (query: object) => ({ params: { query: { ...counted, ...query } } });
    const apps = await read(api.GET('/v1/operations/outbox')); // tells, too, whether the visitor may ask
    const [dead, parked, jobs, hooks, deliveries, imports] = await Promise.all([
      readIfThere(api.GET('/v1/operations/dead-letters', of({ state: 'dead' }))),
      readIfThere(api.GET('/v1/operations/dead-letters', of({ state: 'parked' }))),
      readIfThere(api.GET('/v1/operations/jobs', of({}))),
      readIfThere(api.GET('/v1/subscriptions', of({ state: ['failed'] }))),
      readIfThere(api.GET('/v1/deliveries/counts')),
      readIfThere(api.GET('/v1/imports', { params: { query: { state: ['queued', 'running'], limit: 100 } } })),
    ]);
    const counts = { dead: dead?.total, parked: parked?.total, jobs: jobs?.total, hooks: hooks?.total };
    return systemPage(visit, { apps, ...counts, deliveries, imports: imports?.items });
  }

  @Get('dead-letters')
  async deadLetters(@Visited() visit: Visit): Promise<Page | Redirect> {
    if (!visit.me) return new Redirect(visit.signIn, 302);
    const query = asked(visit, ['state', 'group', 'cursor']);
    return deadLettersPage(visit, await read(visit.api.GET('/v1/operations/dead-letters', { params: { query } })));
  }

  @Get('dead-letters/:id/redrive')
  async askRedrive(@Visited() visit: Visit): Promise<Page | Redirect> {
    return visit.me ? redrivePage(visit, await letterOf(visit)) : new Redirect(visit.signIn, 302);
  }

  @Post('dead-letters/:id/redrive')
  redrive(@Visited() visit: Visit): Promise<Page | Redirect> {
    return takeStep(
      visit,
      [],
      () => read(visit.api.POST('/v1/operations/dead-letters/{id}/redrive', { params: idOf(visit) })),
      async (why) => redrivePage(visit, visit.me && (await letterOf(visit)), why),
      ({ outcome }) => `/work/system/dead-letters?done=redrive-${outcome}`,
    );
  }

  @Get('dead-letters/:id/discard')
  async askDiscard(@Visited() visit: Visit): Promise<Page | Redirect> {
    return visit.me ? discardPage(visit, await letterOf(visit)) : new Redirect(visit.signIn, 302);
  }

  @Post('dead-letters/:id/discard')
  discard(@Visited() visit: Visit): Promise<Page | Redirect> {
    const params = idOf(visit);
    return takeStep(
      visit,
      discardFields(visit),
      (body) => read(visit.api.POST('/v1/operations/dead-letters/{id}/discard', { params, body: body as Discard })),
      async (why) => discardPage(visit, visit.me && (await letterOf(visit)), visit.form, why),
      '/work/system/dead-letters?done=discarded-event',
    );
  }

  @Get('webhooks')
  async hooks(@Visited() visit: Visit): Promise<Page | Redirect> {
    if (!visit.me) return new Redirect(visit.signIn, 302);
    if (!visit.me.roles.includes('admin')) throw new ForbiddenException();
    const query = { ...asked(visit, ['cursor']), state: ['failed' as const] };
    return hooksPage(visit, await read(visit.api.GET('/v1/subscriptions', { params: { query } })));
  }

  @Get('jobs')
  async jobs(@Visited() visit: Visit): Promise<Page | Redirect> {
    if (!visit.me) return new Redirect(visit.signIn, 302);
    const query = asked(visit, ['kind', 'cursor']);
    return jobsPage(visit, await read(visit.api.GET('/v1/operations/jobs', { params: { query } })));
  }

  @Get('jobs/:id/redrive')
  async askRedriveJob(@Visited() visit: Visit): Promise<Page | Redirect> {
    return visit.me ? redriveJobPage(visit, await jobOf(visit)) : new Redirect(visit.signIn, 302);
  }

  @Post('jobs/:id/redrive')
  redriveJob(@Visited() visit: Visit): Promise<Page | Redirect> {
    return takeStep(
      visit,
      [],
      () => read(visit.api.POST('/v1/operations/jobs/{id}/redrive', { params: idOf(visit) })),
      async (why) => redriveJobPage(visit, visit.me && (await jobOf(visit)), why),
      ({ outcome }) => `/work/system/jobs?done=job-${outcome}`,
    );
  }

  @Get('jobs/:id/discard')
  async askDiscardJob(@Visited() visit: Visit): Promise<Page | Redirect> {
    return visit.me ? discardJobPage(visit, await jobOf(visit)) : new Redirect(visit.signIn, 302);
  }

  @Post('jobs/:id/discard')
  discardJob(@Visited() visit: Visit): Promise<Page | Redirect> {
    const params = idOf(visit);
    return takeStep(
      visit,
      discardFields(visit),
      (body) => read(visit.api.POST('/v1/operations/jobs/{id}/discard', { params, body: body as Discard })),
      async (why) => discardJobPage(visit, visit.me && (await jobOf(visit)), visit.form, why),
      '/work/system/jobs?done=discarded-job',
    );
  }
}

const idOf = (visit: Visit) => ({ path: { id: visit.params['id'] ?? '' } });

const letterOf = (visit: Visit) => read(visit.api.GET('/v1/operations/dead-letters/{id}', { params: idOf(visit) }));
const jobOf = (visit: Visit) => read(visit.api.GET('/v1/operations/jobs/{id}', { params: idOf(visit) }));

/** What of the address the API is asked by. */
const asked = (visit: Visit, names: readonly string[]): object =>
  Object.fromEntries(names.flatMap((name) => (visit.query.has(name) ? [[name, visit.query.get(name)]] : [])));
