import { ForbiddenException, Get, Post } from '@nestjs/common';
import type { Shape } from '#client';
import { languages } from '#contracts';
import { Failure, read, readTagged } from '../api/api.js';
import { bodyOf, faultsIn, valuesIn, type Fault, type Values } from '../form/form.js';
import { isOwn } from '../kit/practices.js';
import { Pages, Redirect, type Page } from '../page/page.js';
import { Visited, type Visit } from '../page/visit.js';
import { editPage, lockedPage, newPage, type Editing } from './edit.view.js';
import { digestsOf, mergedWith, patchOf, type Digests } from './merging.js';
import { fieldsOf, sheetSections } from './sheet.fields.js';

type Practice = Shape<'PracticeView'>;
type Whole = Shape<'FactSheetDto'>;

/** What the script that saves while somebody writes is told. */
interface Saved {
  readonly state: 'saved' | 'unsaved';
  readonly said: string;
  readonly tag: string;
  readonly was: string;
}

/** Writing a fact sheet. */
@Pages('work/practices')
export class EditController {
  @Get('new')
  begin(@Visited() visit: Visit): Page | Redirect {
    return visit.me
      ? newPage(visit, new Map([['/originalLanguage', visit.lang]]), [])
      : new Redirect(visit.signIn, 302);
  }

  @Post('new')
  async create(@Visited() visit: Visit): Promise<Page | Redirect> {
    const { form } = visit;
    const [lang, title] = [form.get('/originalLanguage') ?? '', form.get('/title')?.trim() ?? ''];
    try {
      const factSheet = { originalLanguage: lang, title: { [lang]: title } } as Whole;
      const { id } = await read(visit.api.POST('/v1/practices', { body: factSheet }));
      return new Redirect(visit.to(`/work/practices/${id}/edit`));
    } catch (error) {
      return newPage(visit, form, newFaults(error));
    }
  }

  @Get(':id/edit')
  async edit(@Visited() visit: Visit): Promise<Page | Redirect> {
    if (!visit.me) return new Redirect(visit.signIn, 302);
    const { practice, tag, sheet } = await this.read(visit);
    if (practice.status === 'submitted') return lockedPage(visit, practice, sheet);
    const sections = sheetSections(visit, sheet.originalLanguage);
    const values = valuesIn(fieldsOf(sections), sheet);
    const was = digestsOf(fieldsOf(sections), values);
    return editPage(visit, { practice, sections, values, tag, was, faults: [], isSaved: visit.query.has('saved') });
  }

  @Post(':id/edit')
  async save(@Visited() visit: Visit): Promise<Page | Redirect | Saved> {
    const { form } = visit;
    const lang = form.get('lang') ?? '';
    const sections = sheetSections(visit, (languages as readonly string[]).includes(lang) ? lang : visit.lang);
    const fields = fieldsOf(sections);
    // As the API would hold it: so that gaps in lists close, and errors find their place.
    const typed = valuesIn(fields, bodyOf(fields, form));
    const given = { sections, tag: form.get('tag') ?? '', was: digestsIn(form), faults: [] };
    const isAlone = visit.query.has('autosave');
    // Signed out meanwhile: what was typed stays on the page, and can be saved after signing in again.
    if (!visit.me)
      return isAlone ? unsaved(visit, given) : editPage(visit, { ...given, values: typed, isSignedOut: true });
    const { practice, tag, sheet } = await this.read(visit);
    const now = valuesIn(fields, sheet);
    const { changed, conflicts, values } = mergedWith(fields, typed, given.was, now);
    const fresh = { practice, sections, values, tag, was: digestsOf(fields, now) };
    if (conflicts.length > 0) {
      const theirs = new Map(conflicts.map((field) => [field.pointer, now] as const));
      return isAlone ? unsaved(visit, given) : editPage(visit, { ...fresh, faults: [], theirs });
    }
    let saved = tag;
    try {
      if (changed.length > 0) saved = await this.patch(visit, patchOf(changed, values), tag);
      if (isAlone)
        return { state: 'saved', said: visit.t('edit.saved'), tag: saved, was: written(digestsOf(fields, values)) };
      return await this.goOn(visit, form, saved);
    } catch (error) {
      if (isAlone) return unsaved(visit, given);
      const kept = saved === tag ? fresh : { ...fresh, tag: saved, was: digestsOf(fields, values) };
      return editPage(visit, { ...kept, faults: faultsIn(fields, error) });
    }
  }

  /** What was asked for besides saving: to submit, to answer a request, or one more thing of a list. */
  private async goOn(visit: Visit, form: Values, tag: string): Promise<Redirect> {
    const path = { id: visit.params['id'] ?? '' };
    const [what = '', number] = (form.get('then') ?? '').split(' ');
    if (what === 'submit') {
      await read(
        visit.api.POST('/v1/practices/{id}/submission', { params: { path, header: { 'If-Match': tag } }, body: {} }),
      );
      return new Redirect(visit.to(`/work/practices/${path.id}/edit`));
    }
    if (what === 'answer') {
      const body = { answer: form.get(`answer ${number}`) ?? '' };
      const params = { path: { ...path, number: Number(number) } };
      await read(visit.api.POST('/v1/practices/{id}/change-request/{number}/answer', { params, body }));
    }
    const place = /^[\w-]+$/.test(what) ? `#${what}` : '';
    return new Redirect(visit.to(`/work/practices/${path.id}/edit?saved=1${place}`));
  }

  private async patch(visit: Visit, body: object, tag: string): Promise<string> {
    const params = { path: { id: visit.params['id'] ?? '' }, header: { 'If-Match': tag } };
    const headers = { 'content-type': 'application/merge-patch+json' };
    const { tag: saved } = await readTagged(
      visit.api.PATCH('/v1/practices/{id}', { params, body: body as never, headers }),
    );
    return saved;
  }

  /** The version in work, or the published one, beside which saving opens one. @throws {ForbiddenException} for those who may not write it */
  private async read(visit: Visit): Promise<{ practice: Practice; sheet: Whole; tag: string }> {
    const of = (query: { version?: 'draft' }) =>
      readTagged(visit.api.GET('/v1/practices/{id}', { params: { path: { id: visit.params['id'] ?? '' }, query } }));
    const { data: practice, tag } = await of({ version: 'draft' }).catch((error: unknown) => {
      if (error instanceof Failure && error.problem.status === 404) return of({});
      throw error;
    });
    if (!isOwn(visit, practice) && !visit.me?.roles.includes('steering')) throw new ForbiddenException();
    return { practice, sheet: practice.factSheet as Whole, tag };
  }
}

/** Of a new fact sheet two things are asked, at other places than in the form of the whole. */
function newFaults(error: unknown): readonly Fault[] {
  const fields = [
    { pointer: '/title', kind: 'text', label: '' },
    { pointer: '/originalLanguage', kind: 'text', label: '' },
  ] as const;
  return faultsIn(fields, error);
}

export const written = (was: Digests): string => JSON.stringify(was);

function digestsIn(form: Values): Digests {
  try {
    return Object(JSON.parse(form.get('was') ?? '{}')) as Digests;
  } catch {
    return {}; // not as this form wrote it: everything counts as typed
  }
}

const unsaved = (visit: Visit, { tag, was }: Pick<Editing, 'tag' | 'was'>): Saved => ({
  state: 'unsaved',
  said: visit.t('edit.unsaved'),
  tag,
  was: written(was),
});
