import { ForbiddenException, Get, NotFoundException, Post } from '@nestjs/common';
import type { Shape } from '#client';
import { Failure, read, readTagged, readIfThere } from '../api/api.js';
import { digestsIn } from '../edit/keeping.js';
import { digestsOf, mergedWith } from '../edit/merging.js';
import { faultsIn, type Values } from '../form/form.js';
import { isLanguage } from '../kit/languages.js';
import { isOwn } from '../kit/practices.js';
import { Pages, Redirect, type Page } from '../page/page.js';
import { Visited, type Visit } from '../page/visit.js';
import { bodyOf, pairsOf, partsOf, sentOf, sourceOf, valueAt, type Whole } from './pairs.js';
import { languagesPage, translationPage, type Translating } from './translate.view.js';

/** How often a save is repeated when others save at the same moment. */
const MOST_TRIES = 5;

/** How many older versions are read to show what has changed. */
const MOST_VERSIONS = 5;

/** Translating a practice, the original beside it. */
@Pages('work/practices/:id/translations')
export class TranslateController {
  @Get()
  async list(@Visited() visit: Visit): Promise<Page | Redirect> {
    if (!visit.me) return new Redirect(visit.signIn, 302);
    const { id = '' } = visit.params;
    const into = visit.query.get('into');
    if (into) return new Redirect(visit.to(`/work/practices/${id}/translations/${encodeURIComponent(into)}`));
    const { practice } = await this.practice(visit);
    const { items } = await read(visit.api.GET('/v1/practices/{id}/translations', { params: { path: { id } } }));
    return languagesPage(visit, practice, items);
  }

  @Get(':language')
  async translate(@Visited() visit: Visit): Promise<Page | Redirect> {
    if (!visit.me) return new Redirect(visit.signIn, 302);
    const shown = await this.read(visit);
    if (!shown) return new Redirect(visit.to(`/work/practices/${visit.params['id']}/translations`));
    const job = visit.query.get('job');
    return translationPage(visit, { ...shown, ...(job ? { job: await this.job(visit, job) } : {}) });
  }

  @Post(':language')
  async save(@Visited() visit: Visit): Promise<Page | Redirect> {
    const { form } = visit;
    for (let tries = 1; ; tries += 1) {
      const now = await this.read(visit);
      if (!now) return new Redirect(visit.to(`/work/practices/${visit.params['id']}/translations`));
      const fields = pairsOf(now.parts).map(({ field }) => field);
      const checked = new Set(fields.map(({ pointer }) => pointer).filter((pointer) => form.has(`checked ${pointer}`)));
      const typed = { ...now, checked, version: Number(form.get('version')) || now.version };
      // Signed out meanwhile: what was typed stays on the page, and can be saved after signing in again.
      if (!visit.me) return translationPage(visit, { ...typed, values: form, was: digestsIn(form), isSignedOut: true });
      const { conflicts, values } = mergedWith(fields, form, digestsIn(form), now.values);
      if (conflicts.length > 0) {
        const theirs = new Map(conflicts.map((field) => [field.pointer, now.values] as const));
        return translationPage(visit, { ...typed, values, theirs });
      }
      try {
        await this.put(visit, typed, values);
        return await this.goOn(visit, form);
      } catch (error) {
        const isLate = error instanceof Failure && error.problem.status === 412;
        if (isLate && tries < MOST_TRIES) continue;
        if (error instanceof Failure && error.problem.code === 'translation.no-machine') {
          return translationPage(visit, { ...(await this.read(visit))!, isMachineless: true });
        }
        return translationPage(visit, { ...typed, values, faults: faultsIn(fields, error) });
      }
    }
  }

  private async put(visit: Visit, { parts, texts, version, checked, tag }: Stored, values: Values): Promise<void> {
    const sent = sentOf(pairsOf(parts), texts, values, checked);
    const human = texts.filter(({ translation }) => translation === 'human').length;
    if (sent.texts.size === 0 && sent.kept.length === human) return;
    const { id, lang } = pathOf(visit);
    const body = { ...bodyOf(sent.texts), kept: [...sent.kept], basedOnVersion: version };
    const params = { path: { id, lang }, header: { 'If-Match': tag } };
    await read(visit.api.PUT('/v1/practices/{id}/translations/{lang}', { params, body }));
  }

  /** What was asked for besides saving: a machine’s suggestions for what is missing. */
  private async goOn(visit: Visit, form: Values): Promise<Redirect> {
    if (form.get('then') !== 'machine') return new Redirect(visit.to(`${visit.path}?done=translation`));
    const params = { path: pathOf(visit) };
    const { id } = await read(visit.api.POST('/v1/practices/{id}/translations/{lang}/machine', { params }));
    return new Redirect(visit.to(`${visit.path}?job=${id}`));
  }

  /** The translation as it is; undefined where there is nothing to translate. */
  private async read(visit: Visit): Promise<(Translating & Stored) | undefined> {
    const path = pathOf(visit);
    const { practice, sheet, tag } = await this.practice(visit);
    if (practice.status !== 'published' || sheet.originalLanguage === path.lang) return undefined;
    const { texts } = await read(visit.api.GET('/v1/practices/{id}/translations/{lang}', { params: { path } })).catch(
      (error: unknown) => {
        if (error instanceof Failure && error.problem.status === 404) return { texts: [] };
        throw error;
      },
    );
    const parts = partsOf(visit, sheet, path.lang);
    const values: Values = new Map(texts.map(({ pointer, text }) => [pointer, text]));
    const was = digestsOf(pairsOf(parts).map(({ field }) => field), values); // prettier-ignore
    const { version } = practice;
    const before = await this.sourcesBefore(visit, texts, sheet.originalLanguage);
    return { practice, lang: path.lang, parts, texts, values, was, version, before, tag, faults: [], checked: new Set() };
  } // prettier-ignore

  /** What the original said when the translations that are stale by now were made. */
  private async sourcesBefore(visit: Visit, texts: Stored['texts'], original: string): Promise<ReadonlyMap<string, string>> {
    const stale = texts.filter((one) => one.stale);
    const numbers = [...new Set(stale.map(({ basedOnVersion }) => basedOnVersion))].toSorted((a, b) => b - a);
    const { id } = pathOf(visit);
    const versions = await Promise.all(
      numbers.slice(0, MOST_VERSIONS).map(async (number) => {
        const params = { path: { id, number } };
        return readIfThere(visit.api.GET('/v1/practices/{id}/versions/{number}', { params }));
      }),
    );
    return new Map(
      stale.flatMap(({ pointer, basedOnVersion }) => {
        const sheet = versions.find((one) => one?.version === basedOnVersion)?.factSheet;
        const source = sheet && sourceOf(valueAt(sheet, pointer) as never, original);
        return source ? [[pointer, source.text] as const] : [];
      }),
    );
  } // prettier-ignore

  private async job(visit: Visit, jobId: string): Promise<Shape<'TranslationJobView'> | undefined> {
    const params = { path: { id: pathOf(visit).id, jobId } };
    return readIfThere(visit.api.GET('/v1/practices/{id}/translation-jobs/{jobId}', { params }));
  }

  /** As everyone sees it: that is what is translated. @throws {ForbiddenException} for those who may not */
  private async practice(visit: Visit) {
    const { id } = pathOf(visit);
    const { data: practice, tag } = await readTagged(visit.api.GET('/v1/practices/{id}', { params: { path: { id } } }));
    if (visit.me && !isOwn(visit, practice) && !visit.me.roles.includes('steering')) throw new ForbiddenException();
    return { practice, sheet: practice.factSheet as Whole, tag };
  }
}

type Stored = Pick<Translating, 'parts' | 'version' | 'checked'> & {
  readonly texts: readonly Shape<'TranslatedTextView'>[];
  readonly tag: string;
};

/** @throws {NotFoundException} for what is no language */
function pathOf({ params }: Visit) {
  const { id = '', language } = params;
  if (language !== undefined && !isLanguage(language)) throw new NotFoundException();
  return { id, lang: language as Shape<'TranslationView'>['language'] };
}
