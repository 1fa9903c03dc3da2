import { ForbiddenException, Get, Post } from '@nestjs/common';
import type { Shape } from '#client';
import { languages } from '#contracts';
import { Failure, read, readTagged } from '../api/api.js';
import { bodyOf, faultsIn, nearest, valuesIn, type Fault, type Field, type Values } from '../form/form.js';
import { idOf } from '../form/form.view.js';
import { isOwn } from '../kit/practices.js';
import { Pages, Redirect, type Page } from '../page/page.js';
import { Visited, type Visit } from '../page/visit.js';
import { inWork } from '../work/in-work.js';
import { editPage, lockedPage, newPage, type Editing } from './edit.view.js';
import { digestsIn } from './keeping.js';
import { digestsOf, mergedWith, patchOf } from './merging.js';
import { ownPlace } from './own-place.js';
import { fieldsOf, sheetSections } from './sheet.fields.js';

type Practice = Shape<'PracticeView'>;
type Whole = Shape<'FactSheetDto'>;

/** What is on the page, and what of it has been saved. */
type Held = Editing & { readonly practice: Practice };

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
      const factSheet = { originalLanguage: lang, title: { [lang]: title }, ...(await ownPlace(visit)) } as Whole;
      const { id } = await read(visit.api.POST('/v1/practices', { body: factSheet }));
      return new Redirect(visit.to(`/work/practices/${id}/edit`));
    } catch (error) {
      return newPage(visit, form, newFaults(error));
    }
  }

  @Get(':id/edit')
  async edit(@Visited() visit: Visit): Promise<Page | Redirect> {
    if (!visit.me) return new Redirect(visit.signIn, 302);
    const held = await this.shown(visit);
    const { practice } = held;
    if (practice.status === 'submitted') return lockedPage(visit, practice, practice.factSheet as Whole);
    const [more, state] = [visit.query.get('more') ?? undefined, visit.query.has('saved') ? ('saved' as const) : undefined]; // prettier-ignore
    return editPage(visit, { ...held, more, state });
  }

  /**
   * What is sound is saved; what is not stays on the page, with what is wrong. The script that saves while somebody
   * writes gets the same page, and takes from it what has changed.
   */
  @Post(':id/edit')
  async save(@Visited() visit: Visit): Promise<Page | Redirect> {
    const { form } = visit;
    const lang = form.get('lang') ?? '';
    const sections = sheetSections(visit, (languages as readonly string[]).includes(lang) ? lang : visit.lang);
    const fields = fieldsOf(sections);
    // As the API would hold it: so that gaps in lists close, and errors find their place.
    const typed = valuesIn(fields, bodyOf(fields, form));
    // Signed out meanwhile: what was typed stays on the page, and can be saved after signing in again.
    if (!visit.me) {
      const given = { sections, values: typed, tag: form.get('tag') ?? '', was: digestsIn(form), faults: [] };
      return editPage(visit, { ...given, state: 'signed-out' });
    }
    const { practice, tag, sheet } = await this.read(visit);
    const now = valuesIn(fields, sheet);
    const { changed, conflicts, values } = mergedWith(fields, typed, digestsIn(form), now);
    const fresh = { practice, sections, values, tag, was: digestsOf(fields, now), faults: [] };
    if (conflicts.length > 0) {
      const theirs = new Map(conflicts.map((field) => [field.pointer, now] as const));
      return editPage(visit, { ...fresh, state: 'unsaved', theirs });
    }
    const saved = await this.saveSound(visit, fresh, changed);
    const isAlone = visit.query.has('autosave');
    const more = fields.find((field) => idOf(field) === form.get('then')) && form.get('then');
    if (isAlone || saved.faults.length > 0) return editPage(visit, { ...saved, more });
    try {
      return await this.goOn(visit, form, saved.tag);
    } catch (error) {
      return editPage(visit, { ...saved, faults: faultsIn(fields, error) });
    }
  }

  /** What the preview shows is submitted as it is: nothing is typed there. */
  @Post(':id/submission')
  async submit(@Visited() visit: Visit): Promise<Page | Redirect> {
    const path = `/work/practices/${visit.params['id'] ?? ''}/edit`;
    if (!visit.me) return new Redirect(visit.to(path));
    try {
      return await this.goOn(visit, new Map([['then', 'submit']]), visit.form.get('tag') ?? '');
    } catch (error) {
      const isOther = error instanceof Failure && [409, 412, 428].includes(error.problem.status);
      if (isOther) return new Redirect(visit.to(`/practices/${visit.params['id'] ?? ''}?version=draft&changed`));
      const editing = await this.shown(visit);
      return editPage(visit, { ...editing, faults: faultsIn(fieldsOf(editing.sections), error) });
    }
  }

  /** Saves these fields, or those of them that the API takes. */
  private async saveSound(visit: Visit, editing: Held, changed: readonly Field[]): Promise<Held> {
    const fields = fieldsOf(editing.sections);
    const { values } = editing;
    const faults: Fault[] = [];
    for (let sound = changed; sound.length > 0;) {
      try {
        const { data: practice, tag } = await this.patch(visit, patchOf(sound, values), editing.tag);
        const was = { ...editing.was, ...digestsOf(sound, values) };
        return { ...editing, practice, tag, was, faults, state: 'saved' };
      } catch (error) {
        const found = faultsIn(fields, error);
        faults.push(...found);
        const rest = sound.filter((field) => !found.some(({ pointer }) => nearest([field], pointer)));
        // What is wrong is none of these: it was wrong before.
        if (rest.length === sound.length) break;
        sound = rest;
      }
    }
    return { ...editing, faults, state: faults.length > 0 ? 'unsaved' : 'saved' };
  }

  /** What was asked for besides saving: to submit, to answer a request, or one more thing of a list. */
  private async goOn(visit: Visit, form: Values, tag: string): Promise<Redirect> {
    const path = { id: visit.params['id'] ?? '' };
    const [what = '', number] = (form.get('then') ?? '').split(' ');
    if (what === 'submit') {
      await read(
        visit.api.POST('/v1/practices/{id}/submission', { params: { path, header: { 'If-Match': tag } }, body: {} }),
      );
      return new Redirect(visit.to(`/work/practices/${path.id}/edit?done=submitted`));
    }
    if (what === 'preview') return new Redirect(visit.to(`/practices/${path.id}?version=draft`));
    if (what === 'answer') {
      const body = { answer: form.get(`answer ${number}`) ?? '' };
      const params = { path: { ...path, number: Number(number) } };
      await read(visit.api.POST('/v1/practices/{id}/change-request/{number}/answer', { params, body }));
    }
    // An address with a fragment would take the focus from the new entry.
    const more = what !== 'answer' && /^[\w-]+$/.test(what) ? `&more=${what}` : '';
    return new Redirect(visit.to(`/work/practices/${path.id}/edit?saved=1${more}`));
  }

  private async patch(visit: Visit, body: object, tag: string): Promise<{ data: Practice; tag: string }> {
    const params = { path: { id: visit.params['id'] ?? '' }, header: { 'If-Match': tag } };
    const headers = { 'content-type': 'application/merge-patch+json' };
    return readTagged(visit.api.PATCH('/v1/practices/{id}', { params, body: body as never, headers }));
  }

  /** The form as it opens. */
  private async shown(visit: Visit): Promise<Held> {
    const { practice, tag, sheet } = await this.read(visit);
    const sections = sheetSections(visit, sheet.originalLanguage);
    const values = valuesIn(fieldsOf(sections), sheet);
    return { practice, sections, values, tag, was: digestsOf(fieldsOf(sections), values), faults: [] };
  }

  /** The version in work, or the published one, beside which saving opens one. @throws {ForbiddenException} for those who may not write it */
  private async read(visit: Visit): Promise<{ practice: Practice; sheet: Whole; tag: string }> {
    const { data: practice, tag } = await inWork(visit);
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
