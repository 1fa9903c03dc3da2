import { ForbiddenException, Get, Post } from '@nestjs/common';
import { Failure, read, readTagged } from '../api/api.js';
import { isOwn } from '../kit/practices.js';
import { Pages, Redirect, type Page } from '../page/page.js';
import { Visited, type Visit } from '../page/visit.js';
import { takeStep, type Untaken } from '../work/workplace.js';
import { inWork } from '../work/in-work.js';
import { forSecretary } from './for-secretary.js';
import { chosenIn, mergerPage, reasonField, reversalPage, withdrawalPage, type Other } from './merger.view.js';

interface Reason {
  readonly reason: string;
}

/** How many practices a search for the other one shows. */
const FOUND = 10;

/** Steps by which a practice leaves the registry: into another that is the same, or for good. */
@Pages('work/practices/:id')
export class MergerController {
  /** Asks for the other one, and shows both side by side once it is named. */
  @Get('merger')
  async choose(@Visited() visit: Visit): Promise<Page | Redirect> {
    if (!visit.me) return new Redirect(visit.signIn, 302);
    forSecretary(visit);
    return this.mergerPage(visit, chosenIn(visit.query));
  }

  @Post('merger')
  async merge(@Visited() visit: Visit): Promise<Page | Redirect> {
    const { form } = visit;
    const into = form.get('into') || undefined;
    if (visit.me) forSecretary(visit);
    const isInQueue = form.get('status') === 'submitted';
    const params = { path: pathOf(visit), header: { 'If-Match': form.get('tag') ?? '' } };
    return takeStep(
      visit,
      [reasonField(visit, 'merger')],
      (body) =>
        read(visit.api.POST('/v1/practices/{id}/merger', { params, body: { into: into ?? '', ...(body as Reason) } })),
      (why) => this.mergerPage(visit, into, why),
      isInQueue ? '/work/queue?done=practice-merged' : `/work/practices/${into ?? ''}/review?done=practice-merged`,
    );
  }

  private async mergerPage(visit: Visit, into: string | undefined, why?: Untaken): Promise<Page> {
    if (!visit.me) return mergerPage(visit, { into, why });
    const { data: practice, tag } = await inWork(visit);
    const path = { id: practice.id };
    const q = visit.query.get('q')?.trim() ?? '';
    const [similar, found, other] = await Promise.all([
      read(visit.api.GET('/v1/practices/{id}/similar', { params: { path } })),
      into === undefined && q !== ''
        ? read(visit.api.GET('/v1/practices', { params: { query: { q: q.slice(0, 500), limit: FOUND, localised: true } } })) // prettier-ignore
        : undefined,
      into === undefined ? undefined : otherFor(visit, into, practice.id),
    ]);
    return mergerPage(visit, {
      practice,
      tag,
      into,
      other,
      similar: similar.items.filter(({ status }) => status === 'published'),
      found: found?.items.filter(({ id }) => id !== practice.id),
      why,
    });
  }

  @Get('merger-reversal')
  async askReversal(@Visited() visit: Visit): Promise<Page | Redirect> {
    if (!visit.me) return new Redirect(visit.signIn, 302);
    forSecretary(visit);
    return this.reversalPage(visit);
  }

  @Post('merger-reversal')
  async reverse(@Visited() visit: Visit): Promise<Page | Redirect> {
    if (visit.me) forSecretary(visit);
    const params = { path: pathOf(visit), header: { 'If-Match': visit.form.get('tag') ?? '' } };
    return takeStep(
      visit,
      [reasonField(visit, 'reversal')],
      (body) => read(visit.api.POST('/v1/practices/{id}/merger-reversal', { params, body: body as Reason })),
      async (why) => {
        const page = await this.reversalPage(visit, why);
        return page instanceof Redirect ? reversalPage(visit, undefined, why) : page;
      },
      `/work/practices/${params.path.id}/review?done=merger-reversed`,
    );
  }

  /** A merged practice shows nothing itself but its history and its versions. */
  private async reversalPage(visit: Visit, why?: Untaken): Promise<Page | Redirect> {
    if (!visit.me) return reversalPage(visit, undefined, why);
    const path = pathOf(visit);
    const [other, history] = await Promise.all([
      // The API leads on from here to the other, in all its languages.
      read(visit.api.GET('/v1/practices/{id}', { params: { path } })),
      read(visit.api.GET('/v1/practices/{id}/history', { params: { path, query: { limit: 100 } } })),
    ]);
    const [newest] = history.items;
    const step = history.items.find(({ kind }) => kind === 'merge');
    if (other.id === path.id || !newest || !step) return new Redirect(visit.to(`/work/practices/${other.id}/review`));
    const { factSheet } = await read(
      visit.api.GET('/v1/practices/{id}/versions/{number}', { params: { path: { ...path, number: step.version } } }),
    );
    const merged = { title: factSheet.title as Other['title'], other, step, tag: `"${newest.revision}"` };
    return reversalPage(visit, merged, why);
  }

  @Get('withdrawal')
  async askWithdrawal(@Visited() visit: Visit): Promise<Page | Redirect> {
    return visit.me ? this.withdrawalPage(visit) : new Redirect(visit.signIn, 302);
  }

  @Post('withdrawal')
  async withdraw(@Visited() visit: Visit): Promise<Page | Redirect> {
    const params = { path: pathOf(visit), header: { 'If-Match': visit.form.get('tag') ?? '' } };
    return takeStep(
      visit,
      [reasonField(visit, 'withdrawal')],
      (body) => read(visit.api.POST('/v1/practices/{id}/withdrawal', { params, body: body as Reason })),
      (why) => this.withdrawalPage(visit, why),
      `${visit.me?.roles.includes('steering') ? '/work/queue' : '/work/practices'}?done=practice-withdrawn`,
    );
  }

  /** @throws {ForbiddenException} for those who are neither its owner nor of the secretariat */
  private async withdrawalPage(visit: Visit, why?: Untaken): Promise<Page> {
    if (!visit.me) return withdrawalPage(visit, undefined, '', why);
    const { data: practice, tag } = await inWork(visit);
    if (!isOwn(visit, practice) && !visit.me.roles.includes('steering')) throw new ForbiddenException();
    return withdrawalPage(visit, practice, tag, why);
  }
}

const pathOf = (visit: Visit) => ({ id: visit.params['id'] ?? '' });

/** The published practice that remains; undefined: there is none with that id, or it is the same one. */
async function otherFor(visit: Visit, id: string, than: string): Promise<Other | undefined> {
  try {
    const { data } = await readTagged(visit.api.GET('/v1/practices/{id}', { params: { path: { id } } }));
    return data.id === than || data.status !== 'published' ? undefined : (data as unknown as Other);
  } catch (error) {
    if (error instanceof Failure && [404, 410, 422].includes(error.problem.status)) return undefined;
    throw error;
  }
}
