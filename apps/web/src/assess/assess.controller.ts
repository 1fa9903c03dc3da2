import { Get, Post } from '@nestjs/common';
import type { Shape } from '#client';
import { Failure, read, readTagged } from '../api/api.js';
import { faultsOfSending, valuesIn } from '../form/form.js';
import { Pages, Redirect, type Page } from '../page/page.js';
import { Visited, type Visit } from '../page/visit.js';
import type { ListQuery } from '../search/search.query.js';
import type { Key } from '../words/keys.js';
import {
  assessmentsPage, assessPage, conflictPage, fieldsOf, assessmentWithdrawalPage, type Assessing, type Assessment,
} from './assess.view.js'; // prettier-ignore

type Scores = Shape<'AssessmentDto'>;

/** What has been given for a practice: the visitor's own, and those of others. */
interface Given {
  readonly own?: Assessment;
  readonly tag: string;
  readonly others: readonly Assessment[];
}

/** Reviewers judge practices. */
@Pages('work')
export class AssessController {
  @Get('assessments')
  async list(@Visited() visit: Visit): Promise<Page | Redirect> {
    if (!visit.me) return new Redirect(visit.signIn, 302);
    const cursor = visit.query.get('cursor');
    const [waiting, given] = await Promise.all([
      listOf(visit, { ...toAssess, limit: 100 }),
      listOf(visit, { assessedBy: 'me', sort: 'updated', total: true, ...(cursor ? { cursor } : {}) }),
    ]);
    return assessmentsPage(visit, waiting, given);
  }

  @Get('practices/:id/assessment')
  async show(@Visited() visit: Visit): Promise<Page | Redirect> {
    if (!visit.me) return new Redirect(visit.signIn, 302);
    const practice = await practiceOf(visit);
    try {
      const given = await givenOf(visit);
      const values = valuesIn(fieldsOf(visit), given.own);
      return assessPage(visit, { ...given, practice, values, faults: [], next: await nextOf(visit, practice.id) });
    } catch (error) {
      const why = partialityIn(error);
      if (why === undefined) throw error;
      return conflictPage(visit, practice, why);
    }
  }

  /** Gives an assessment, or changes it. Whatever happens, what was typed stays. */
  @Post('practices/:id/assessment')
  async give(@Visited() visit: Visit): Promise<Page | Redirect> {
    const { form } = visit;
    const tag = form.get('tag') ?? '';
    const typed: Assessing = { values: form, faults: [], tag, others: [] };
    if (!visit.me) return assessPage(visit, { ...typed, status: 401 });
    try {
      const [practice, given] = await Promise.all([practiceOf(visit), givenOf(visit)]);
      const now: Assessing = { ...typed, ...given, practice };
      if (form.get('version') !== String(practice.version))
        return assessPage(visit, { ...now, note: 'assess.newVersion', status: 409 });
      if (tag !== given.tag) return assessPage(visit, { ...now, note: 'assess.changedMeanwhile', status: 409 });
      const faults = await faultsOfSending(fieldsOf(visit), form, (body) => send(visit, given, body as Scores));
      if (faults.length > 0) return assessPage(visit, { ...now, faults, status: 422 });
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      return assessPage(visit, { ...typed, note: noteOn(error), status: error.problem.status });
    }
    return new Redirect(visit.to(`${pathOf(visit)}?done=${tag ? 'reassessed' : 'assessed'}`));
  }

  @Get('practices/:id/assessment/withdrawal')
  async askWithdrawal(@Visited() visit: Visit): Promise<Page | Redirect> {
    if (!visit.me) return new Redirect(visit.signIn, 302);
    const [practice, { own, tag }] = await Promise.all([practiceOf(visit), givenOf(visit)]);
    return own ? assessmentWithdrawalPage(visit, practice, tag) : new Redirect(visit.to(pathOf(visit)), 302);
  }

  @Post('practices/:id/assessment/withdrawal')
  async withdraw(@Visited() visit: Visit): Promise<Page | Redirect> {
    const [practice, { own, tag }] = await Promise.all([practiceOf(visit), givenOf(visit)]);
    if (!own) return new Redirect(visit.to(pathOf(visit)));
    // It was changed elsewhere since it was seen: asked again.
    if (visit.form.get('tag') !== tag) return assessmentWithdrawalPage(visit, practice, tag, true);
    const params = { path: { id: practice.id, assessmentId: own.id }, header: { 'If-Match': tag } };
    await read(visit.api.DELETE('/v1/practices/{id}/assessments/{assessmentId}', { params }));
    return new Redirect(visit.to(`${pathOf(visit)}?done=assessment-withdrawn`));
  }
}

const toAssess = { waitingFor: 'me', status: ['published'] } satisfies ListQuery;

const listOf = (visit: Visit, query: ListQuery) =>
  read(visit.api.GET('/v1/practices', { params: { query: { ...query, localised: true } } }));

const idOf = (visit: Visit) => ({ path: { id: visit.params['id'] ?? '' } });
const pathOf = (visit: Visit): string => `/work/practices/${visit.params['id']}/assessment`;

const practiceOf = (visit: Visit) =>
  read(visit.api.GET('/v1/practices/{id}', { params: { ...idOf(visit), query: { localised: true } } }));

/** @throws {Failure} also for somebody who would judge the own work */
async function givenOf(visit: Visit): Promise<Given> {
  const params = idOf(visit);
  const { items } = await read(visit.api.GET('/v1/practices/{id}/assessments', { params }));
  const others = items.filter(({ assessorId }) => assessorId !== visit.me?.id);
  const own = items.find((one) => !others.includes(one));
  if (!own) return { tag: '', others };
  const one = { path: { ...params.path, assessmentId: own.id } };
  const { data, tag } = await readTagged(visit.api.GET('/v1/practices/{id}/assessments/{assessmentId}', { params: one })); // prettier-ignore
  return { own: data, tag, others };
}

function send(visit: Visit, { own, tag }: Given, body: Scores): Promise<unknown> {
  const { path } = idOf(visit);
  if (!own) return read(visit.api.POST('/v1/practices/{id}/assessments', { params: { path }, body }));
  const params = { path: { ...path, assessmentId: own.id }, header: { 'If-Match': tag } };
  return read(visit.api.PUT('/v1/practices/{id}/assessments/{assessmentId}', { params, body }));
}

/** What waits for the visitor first, apart from the practice that is shown. */
async function nextOf(visit: Visit, shown: string): Promise<Shape<'PracticeView'> | undefined> {
  const { items } = await listOf(visit, { ...toAssess, limit: 2 });
  return items.find(({ id }) => id !== shown);
}

/** Why somebody may not judge a practice. */
const partialities: Readonly<Record<string, Key>> = {
  'assessment.conflict-of-interest': 'assess.conflict',
  'assessment.without-affiliation': 'assess.affiliation',
};

const partialityIn = (error: unknown): Key | undefined =>
  error instanceof Failure ? partialities[error.problem.code] : undefined;

/** Why what was typed could not be taken. */
const noteOn = (failure: Failure): Key =>
  partialityIn(failure) ?? ([404, 410].includes(failure.problem.status) ? 'assess.gone' : 'assess.refused');
