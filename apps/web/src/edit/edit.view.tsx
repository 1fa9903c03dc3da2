import type { ComponentChildren } from 'preact';
import type { Shape } from '#client';
import { nearest, type Fault, type Field, type Values } from '../form/form.js';
import { Form, Input, OnEnter, Summary } from '../form/form.view.js';
import { PageHead } from '../page/page-head.js';
import { Page, type PageMore } from '../page/page.js';
import type { Visit } from '../page/visit.js';
import { workplacePage } from '../work/workplace.js';
import { Conflict, Links, theirNotes, written } from './keeping.js';
import { languageOptions } from '../kit/languages.js';
import { SignedOut } from '../kit/signed-out.js';
import type { Digests } from './merging.js';
import { fieldsOf, type Section } from './sheet.fields.js';

type Practice = Shape<'PracticeView'>;

/** A fact sheet while somebody writes it. */
export interface Editing {
  /** Unknown to somebody who has been signed out. */
  readonly practice?: Practice;
  readonly sections: readonly Section[];
  readonly values: Values;
  readonly tag: string;
  readonly was: Digests;
  readonly faults: readonly Fault[];
  /** What others have saved in the fields that both changed. */
  readonly theirs?: ReadonlyMap<string, Values>;
  /** What has become of what was typed; undefined: nothing was sent yet. What is wrong is never saved. */
  readonly state?: 'saved' | 'unsaved' | 'signed-out' | undefined;
  /** The list that has room for one more thing. */
  readonly more?: string | undefined;
}

const unlisted = (visit: Visit, name: string, more: PageMore = {}): PageMore => ({
  isUnlisted: true,
  trail: [
    ['/work', visit.t('work.title')],
    ['/work/practices', visit.t('work.practices.title')],
  ],
  ...more,
});

/** A new fact sheet: its title, and the language in which it will be written. */
export function newPage(visit: Visit, values: Values, faults: readonly Fault[]): Page {
  const { t } = visit;
  const fields: readonly Field[] = [
    { pointer: '/title', kind: 'text', label: t('sheet.versions.title'), hint: t('edit.title.hint'), isRequired: true, maxLength: 300 },
    { pointer: '/originalLanguage', kind: 'select', label: t('edit.language'), hint: t('edit.language.hint'), isRequired: true, options: languageOptions(visit) },
  ]; // prettier-ignore
  const title = t('work.practices.new');
  return new Page(
    title,
    <div class="stack">
      <PageHead title={title} lead={t('edit.new.lead')} />
      <section class="panel stack" aria-label={title}>
        <Form visit={visit} fields={fields} values={values} faults={faults} submit={t('edit.begin')} />
      </section>
    </div>,
    unlisted(visit, title, faults.length > 0 ? { status: 422 } : {}),
  );
}

/** A fact sheet that waits for the secretariat: it can be read, not changed. */
export const lockedPage = (visit: Visit, { id }: Practice, sheet: Shape<'FactSheetDto'>): Page =>
  workplacePage(
    visit,
    titleOf(sheet),
    <p class="actions">
      <a class="button" href={visit.to('/work/practices')}>
        {visit.t('work.practices.title')}
      </a>
      <a href={visit.to(`/practices/${id}?version=draft`)}>{visit.t('edit.read')}</a>
    </p>,
    { lead: visit.t('edit.locked'), trail: [['/work/practices', visit.t('work.practices.title')]] },
  );

const titleOf = ({ title, originalLanguage }: Shape<'FactSheetDto'>): string =>
  (title as Readonly<Record<string, string | null>>)[originalLanguage] ?? '';

/** The fact sheet as a form: what waits first, then each part. */
export function editPage(visit: Visit, editing: Editing): Page {
  const { practice, sections, values, faults, theirs, state, more } = editing;
  const { t } = visit;
  const fields = fieldsOf(sections);
  const name = values.get(fields[0]!.pointer) ?? '';
  const title = t('edit.of', { title: name });
  const notes = notesOn(visit, editing);
  const needed = missingIn(editing);
  const path = practice ? `/work/practices/${practice.id}/edit` : visit.path;
  const status = state === 'signed-out' ? 401 : theirs ? 409 : faults.length > 0 ? 422 : 200;
  return new Page(
    title,
    <div class="stack">
      <PageHead title={<bdi>{name}</bdi>} lead={t(practice?.publishedAt ? 'edit.lead.published' : 'edit.lead')}>
        {practice?.publishedAt && (
          <p>
            <a href={visit.to(`/work/practices/${practice.id}/translations`)}>{t('translate.title')}</a>
          </p>
        )}
      </PageHead>
      {state === 'signed-out' && <SignedOut visit={visit} />}
      {theirs && <Conflict visit={visit} fields={fields} theirs={theirs} />}
      <Asked visit={visit} editing={editing} />
      <lra-autosave data-away={t('edit.away')}>
        <form method="post" action={visit.to(path)} class="beside side-start edit" novalidate>
          <Side visit={visit} editing={editing} />
          <div class="stack">
            <OnEnter />
            <div data-follows="faults">
              {faults.length > 0 && (
                <Summary visit={visit} fields={fields} faults={faults} isSeen={more !== undefined} />
              )}
            </div>
            {notes.get('')}
            {sections.map((section) => (
              <section id={`part-${section.id}`} class="panel stack" aria-labelledby={`h-${section.id}`}>
                <h2 id={`h-${section.id}`}>{section.title}</h2>
                {section.fields.map((field) => (
                  <Input {...{ visit, field, values, faults, notes, needed, more }} />
                ))}
              </section>
            ))}
            <input type="hidden" name="lang" value={languageIn(fields)} />
            <input type="hidden" name="tag" value={editing.tag} />
            <input type="hidden" name="was" value={written(editing.was)} />
            <div class="save">
              <p class="small" role="status" data-follows="state">
                {saidOf(visit, editing)}
              </p>
              <div class="actions">
                <button type="submit">{t('edit.save')}</button>
                <button class="plain" type="submit" name="then" value="preview">
                  {t('edit.preview')}
                </button>
                <button class="plain" type="submit" name="then" value="submit">
                  {t('edit.submit')}
                </button>
              </div>
            </div>
          </div>
        </form>
      </lra-autosave>
    </div>,
    unlisted(visit, name, { status }),
  );
}

/** How much the secretariat asks, and where. */
function Asked({ visit: { t }, editing: { practice, sections } }: { visit: Visit; editing: Editing }) {
  const open = (practice?.changeRequest ?? []).filter(({ state }) => state === 'open');
  if (open.length === 0) return null;
  const fields = fieldsOf(sections);
  const asked = new Set(open.map(({ pointer }) => placeOf(fields, pointer)));
  return (
    <section class="notice stack" aria-label={t('edit.asked')}>
      <p>{t('edit.asked.count', { count: open.length })}</p>
      <Links fields={fields.filter(({ pointer }) => asked.has(pointer))} />
    </section>
  );
}

/** The pointer of the field that a comment is about; empty: it is about the whole. */
const placeOf = (fields: readonly Field[], pointer: string): string =>
  (pointer && fields.find((field) => field.pointer === nearest(fields, pointer) || nearest([field], pointer))?.pointer) || ''; // prettier-ignore

/** What has become of what was typed. */
function saidOf({ t, words }: Visit, editing: Editing): string {
  const { state, faults, theirs } = editing;
  if (state === undefined) return '';
  if (state === 'signed-out' || theirs) return t('edit.unsaved');
  if (faults.length > 0) return t('edit.saved.but', { fields: words.list(wrongIn(editing).map(({ label }) => label)) });
  return t(state === 'saved' ? 'edit.saved' : 'edit.unsaved');
}

/** Fields in which something is wrong: of a list, the list. */
function wrongIn({ sections, faults }: Editing): readonly Field[] {
  return fieldsOf(sections).filter((field) => faults.some(({ pointer }) => nearest([field], pointer)));
}

/** Fields that are empty, and must not be when it is submitted. */
function missingIn({ practice, sections }: Editing): ReadonlySet<string> {
  const fields = fieldsOf(sections);
  return new Set(practice?.completeness.missing.flatMap((pointer) => nearest(fields, pointer) ?? []));
}

const languageIn = (fields: readonly Field[]): string => fields[0]!.lang ?? '';

/** The parts, and what publication still needs. */
function Side({ visit: { t }, editing }: { visit: Visit; editing: Editing }) {
  const { practice, sections } = editing;
  const fields = fieldsOf(sections);
  const missing = missingIn(editing);
  const wrong = wrongIn(editing).filter(({ pointer }) => !missing.has(pointer));
  return (
    <div class="stack">
      <nav class="panel stack" aria-labelledby="parts">
        <h2 id="parts">{t('edit.parts')}</h2>
        <ul class="links">
          {sections.map(({ id, title }) => (
            <li>
              <a href={`#part-${id}`}>{title}</a>
            </li>
          ))}
        </ul>
      </nav>
      {practice && (
        <section class="panel stack" aria-labelledby="missing" data-follows="missing">
          <h2 id="missing">{t('edit.complete', { percent: practice.completeness.percent })}</h2>
          {wrong.length > 0 && (
            <>
              <p>{t('edit.wrong')}</p>
              <Links fields={wrong} />
            </>
          )}
          {missing.size > 0 ? (
            <>
              <p>{t('edit.missing')}</p>
              <Links fields={fields.filter(({ pointer }) => missing.has(pointer))} />
            </>
          ) : (
            wrong.length === 0 && <p>{t('edit.whole')}</p>
          )}
        </section>
      )}
    </div>
  );
}

/** What the secretariat asks at a field, and what somebody else has saved there. */
function notesOn(visit: Visit, { practice, sections, theirs }: Editing): ReadonlyMap<string, ComponentChildren> {
  const { t } = visit;
  const fields = fieldsOf(sections);
  const notes = new Map<string, ComponentChildren[]>();
  const add = (pointer: string, note: ComponentChildren) => notes.set(pointer, [...(notes.get(pointer) ?? []), note]);
  for (const { pointer, comment, number, state, answer } of practice?.changeRequest ?? []) {
    const id = `answer-${number}`;
    add(
      placeOf(fields, pointer),
      <div class="notice stack">
        <p>{t('edit.asked')}</p>
        <blockquote dir="auto">{comment}</blockquote>
        {state === 'answered' ? (
          <p>{answer === undefined ? t('edit.answered') : t('edit.answered.words', { answer })}</p>
        ) : (
          <div class="field">
            <label for={id}>{t('edit.answer')}</label>
            <textarea id={id} name={`answer ${number}`} rows={2} maxLength={2000}></textarea>
            <button class="plain" type="submit" name="then" value={`answer ${number}`}>
              {t('edit.answer.send')}
            </button>
          </div>
        )}
      </div>,
    );
  }
  for (const [pointer, note] of theirNotes({ visit, fields, theirs: theirs ?? new Map() })) add(pointer, note);
  return new Map([...notes].map(([pointer, all]) => [pointer, <>{all}</>]));
}
