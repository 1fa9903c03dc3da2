import { Get, Post } from '@nestjs/common';
import { Failure, read, readIfThere } from '../api/api.js';
import { Pages, Redirect, type Page } from '../page/page.js';
import { Visited, type Visit } from '../page/visit.js';
import { commentsIn, faultsOf, partsOf, wholeField } from './comments.js';
import {
  applicationWaiting, choiceIn, merged, practicesOf, practiceWaiting, type Beginning, type OneWaiting,
} from './queue.js'; // prettier-ignore
import { inWork } from '../work/in-work.js';
import { peopleNamed } from '../work/people-named.js';
import { shownAgain } from '../work/workplace.js';
import { forSecretary } from './for-secretary.js';
import { queuePage } from './queue.view.js';
import { keptPage, reviewPage, type Reviewed, type Told } from './review.view.js';

/** How many of each list the queue shows at most. */
const MOST = 30;

/** What waits for the secretariat, and how it decides on practices. */
@Pages('work')
export class ReviewController {
  @Get('queue')
  async queue(@Visited() visit: Visit): Promise<Page | Redirect> {
    if (!visit.me) return new Redirect(visit.signIn, 302);
    forSecretary(visit);
    const choice = choiceIn(visit.query);
    const query = { ...practicesOf[choice], sort: 'due', localised: true, limit: MOST, total: true } as const;
    const [practices, applications] = await Promise.all([
      read(visit.api.GET('/v1/practices', { params: { query } })),
      choice === 'me' ? none : applicationsFor(visit),
    ]);
    const lists = {
      practice: { items: practices.items.map(practiceWaiting), total: practices.total ?? 0 },
      application: applications ?? none,
    };
    return queuePage(visit, {
      items: merged<OneWaiting>(lists.practice, lists.application),
      totals: { practice: lists.practice.total, application: lists.application.total },
      isPartial: applications === undefined,
      named: await peopleNamed(
        visit,
        practices.items.map(({ caretaker }) => caretaker?.assigneeId),
      ),
    });
  }

  /** From the queue: to look after a practice, or no longer. */
  @Post('practices/:id/care')
  async care(@Visited() visit: Visit): Promise<Redirect> {
    if (!visit.me) return new Redirect(visit.signIn, 302);
    forSecretary(visit);
    const step = visit.form.get('step') === 'release' ? 'release' : 'take';
    await takeCare(visit, step);
    return new Redirect(toQueue(visit, step === 'take' ? 'practice-taken' : 'practice-released'));
  }

  @Get('practices/:id/review')
  async review(@Visited() visit: Visit): Promise<Page | Redirect> {
    if (!visit.me) return new Redirect(visit.signIn, 302);
    forSecretary(visit);
    const reviewed = await readFor(visit);
    // The API has led on from a practice that was merged into this one.
    if (reviewed.practice.id !== visit.params['id'])
      return new Redirect(visit.to(`/work/practices/${reviewed.practice.id}/review`));
    return reviewPage(visit, reviewed, { typed: new Map(), faults: [] });
  }

  /** One form for all comments; its buttons say what is to be done. Whatever happens, what was typed stays. */
  @Post('practices/:id/review')
  async decide(@Visited() visit: Visit): Promise<Page | Redirect> {
    const { form } = visit;
    if (!visit.me) return keptPage(visit, form);
    forSecretary(visit);
    const fields = [wholeField(visit), ...partsOf(visit).flatMap((part) => part.fields)];
    const again = (told: Partial<Told>): Promise<Page> =>
      shownAgain(visit, fields, async () =>
        reviewPage(visit, await readFor(visit), { typed: form, faults: [], ...told }),
      );
    const comments = commentsIn(fields, form);
    const step = form.get('step') ?? '';
    if (step === 'ask' && comments.length === 0) return again({ notice: 'no-comments' });
    if (step === 'publish' && comments.length > 0) return again({ notice: 'comments' });
    try {
      return await this.take(visit, step, comments, again);
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      const { status, code } = error.problem;
      if (status === 409 || status === 412 || status === 410)
        return again({ notice: 'changed', seen: form.get('tag') ?? '' });
      if (code === 'practice.not-complete') return again({ notice: 'incomplete' });
      return again({ faults: faultsOf(comments, error) });
    }
  }

  private async take(
    visit: Visit,
    step: string,
    items: ReturnType<typeof commentsIn>,
    again: (told: Partial<Told>) => Promise<Page>,
  ): Promise<Page | Redirect> {
    const params = { path: { id: visit.params['id'] ?? '' }, header: { 'If-Match': visit.form.get('tag') ?? '' } };
    switch (step) {
      case 'publish':
      case 'publish-alone':
        await read(visit.api.POST('/v1/practices/{id}/publication', { params, body: {} }));
        return new Redirect(`${toQueue(visit, 'practice-published')}&of=${params.path.id}`);
      case 'ask':
        await read(visit.api.POST('/v1/practices/{id}/change-request', { params, body: { items: [...items] } }));
        return new Redirect(toQueue(visit, 'practice-returned'));
      case 'take':
      case 'release':
        await takeCare(visit, step, params.header);
        return again({});
      default:
        return again({});
    }
  }
}

const none: Beginning<never> = { items: [], total: 0 };

/** Undefined: they cannot be told at present. */
async function applicationsFor(visit: Visit): Promise<Beginning<OneWaiting> | undefined> {
  const query = { status: ['applied' as const], limit: MOST, total: true };
  const listed = await readIfThere(visit.api.GET('/v1/membership-applications', { params: { query } }));
  return listed && { items: listed.items.map(applicationWaiting), total: listed.total ?? 0 };
}

/** The queue that the visitor came from. */
function toQueue(visit: Visit, done: string): string {
  const choice = choiceIn(visit.query);
  return visit.to(`/work/queue?${choice ? `assignedTo=${choice}&` : ''}done=${done}`);
}

/** Gives the visitor the care of a practice, or takes it from whoever has it. */
async function takeCare(visit: Visit, step: 'take' | 'release', header = {}): Promise<void> {
  const params = { path: { id: visit.params['id'] ?? '' }, header };
  const held = step === 'release' ? await caretakerOf(visit) : 'me';
  if (held === undefined) return;
  const body = { task: 'edit' as const, assigneeId: held, ended: step === 'release' };
  await read(visit.api.POST('/v1/practices/{id}/assignment', { params, body }));
}

async function caretakerOf(visit: Visit): Promise<string | undefined> {
  const params = { path: { id: visit.params['id'] ?? '' } };
  const { items } = await read(visit.api.GET('/v1/practices/{id}/assignments', { params }));
  return items.find(({ task }) => task === 'edit')?.assigneeId;
}

/** Everything that one should know to decide: the version in work, or the published one if there is none. */
async function readFor(visit: Visit): Promise<Reviewed> {
  const { data: practice, tag } = await inWork(visit);
  const path = { id: practice.id };
  const version = (number: number) =>
    read(visit.api.GET('/v1/practices/{id}/versions/{number}', { params: { path: { ...path, number } } }));
  const [is, changes, similar, assignments, history, mergers] = await Promise.all([
    version(practice.version),
    read(
      visit.api.GET('/v1/practices/{id}/versions/{number}/changes', {
        params: { path: { ...path, number: practice.version } },
      }),
    ),
    read(visit.api.GET('/v1/practices/{id}/similar', { params: { path } })),
    read(visit.api.GET('/v1/practices/{id}/assignments', { params: { path } })),
    read(visit.api.GET('/v1/practices/{id}/history', { params: { path, query: { limit: 100 } } })),
    read(visit.api.GET('/v1/practices/{id}/mergers', { params: { path, query: { limit: 100 } } })),
  ]);
  const caretaker = assignments.items.find(({ task }) => task === 'edit');
  const [was, named] = await Promise.all([
    changes.from === null ? undefined : version(changes.from),
    peopleNamed(visit, [caretaker?.assigneeId]),
  ]);
  return {
    practice,
    tag,
    sides: [was, is],
    changes: changes.items,
    similar: similar.items,
    caretaker,
    history: history.items,
    mergers: mergers.items,
    named,
  };
}
