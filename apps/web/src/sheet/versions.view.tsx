import type { ComponentChildren } from 'preact';
import type { Shape } from '#client';
import { languages } from '#contracts';
import { PageHead } from '../page/page-head.js';
import { labelOf, named } from '../kit/fields.js';
import { sheetOf, type Practice } from '../kit/practices.js';
import { titleIn, Words } from '../kit/text.js';
import { Page } from '../page/page.js';
import type { Visit } from '../page/visit.js';
import { unturned } from '../words/unturned.js';
import type { CodeList } from '../words/words.js';
import { amountsIn, countIn, type Funding, type Reached } from './in-words.js';
import { changedWords, type Piece } from './changed-words.js';

export type Version = Shape<'VersionView'>;
export type Change = Shape<'FieldChangeView'>;

/** All versions of a practice, and what one of them changed, side by side with the one before. */
export function versionsPage(
  visit: Visit,
  practice: Practice,
  versions: readonly Version[],
  chosen: number,
  changes: readonly Change[],
): Page {
  const { t, words } = visit;
  const { title } = sheetOf(practice);
  const newestFirst = versions.toSorted((a, b) => b.version - a.version);
  const isFirst = chosen === newestFirst.at(-1)?.version;
  const at = newestFirst.findIndex(({ version }) => version === chosen);
  const sides = [newestFirst[at + 1], newestFirst[at]] as const;
  return new Page(
    t('sheet.versions.of', { title: title.text }),
    <div class="stack">
      <PageHead title={t('sheet.versions')} lead={<Words text={title} visit={visit} />} />
      <div class="beside side-start">
        <ol class="chain" aria-label={t('sheet.versions')}>
          {newestFirst.map((version, index) => (
            <li class={version.version === chosen ? 'here' : undefined}>
              <a
                href={`?version=${version.version}#changes`}
                aria-current={version.version === chosen ? 'true' : undefined}
              >
                {t('sheet.version', { version: version.version, date: words.day(version.publishedAt ?? '') })}
              </a>
              <p class="small">{said(visit, practice, version, newestFirst[index + 1])}</p>
              {version.reason && (
                <p class="small quiet">
                  <q dir="auto">{version.reason}</q>
                </p>
              )}
            </li>
          ))}
        </ol>
        <section class="panel" aria-labelledby="changes">
          <h2 id="changes">{t('sheet.versions.changes', { version: chosen })}</h2>
          {changes.length === 0 && <p>{t(isFirst ? 'sheet.versions.first' : 'sheet.versions.none')}</p>}
          {byField(changes).map(([field, parts]) => (
            <FieldChanged visit={visit} field={field} parts={parts} sides={sides} />
          ))}
        </section>
      </div>
    </div>,
    { isUnlisted: true, trail: [[`/practices/${practice.id}`, title.text]] },
  );
}

/** The version before, and the one that changed it. */
export type Both = readonly [was: Version | undefined, is: Version | undefined];

/** The changes of each field together, in the order of the fact sheet. */
export function byField(changes: readonly Change[]): [string, Change[]][] {
  const fieldOf = ({ pointer }: Change) => pointer.split('/')[1] ?? '';
  return [...new Set(changes.map(fieldOf))].map((key) => [key, changes.filter((change) => fieldOf(change) === key)]);
}

/** The language of a changed text; a change of anything else has none. */
const languageOf = ({ pointer }: Change): string | undefined => {
  const last = pointer.split('/').slice(2).at(-1);
  return languages.find((lang) => lang === last);
};

/** What a field said and says: in the reader's language at once, in the others on demand. */
export function FieldChanged({
  visit,
  field,
  parts,
  sides,
  children,
}: {
  visit: Visit;
  field: string;
  parts: readonly Change[];
  sides: Both;
  /** What else is said of the field. */
  children?: ComponentChildren;
}) {
  const { t, words } = visit;
  const changed = [...new Set(parts.flatMap((part) => languageOf(part) ?? []))];
  const first = changed.find((lang) => lang === visit.lang) ?? changed[0];
  const others = changed.filter((lang) => lang !== first);
  const inLanguage = (lang: string) => <Sides visit={visit} field={field} parts={parts} sides={sides} lang={lang} />;
  const label = labelOf(visit, field);
  return (
    <section class="change">
      <h3>
        {label ?? <code>{`/${field}`}</code>}
        {first !== undefined && first !== visit.lang && ` (${words.language(first)})`}
      </h3>
      {inLanguage(first ?? visit.lang)}
      {others.length > 0 && (
        <details>
          <summary>{t('sheet.versions.languages', { languages: words.list(others.map(words.language)) })}</summary>
          {others.map((lang) => (
            <section class="change">
              <h4>{words.language(lang)}</h4>
              {inLanguage(lang)}
            </section>
          ))}
        </details>
      )}
      {children}
    </section>
  );
}

/** Both sides, with the words marked that only one of them has. */
function Sides({
  visit,
  field,
  parts,
  sides,
  lang,
}: {
  visit: Visit;
  field: string;
  parts: readonly Change[];
  sides: Both;
  lang: string;
}) {
  const places = new Set(parts.map(({ pointer }) => Number(pointer.split('/')[2])));
  const textIn = (version: Version | undefined) =>
    textOf(visit, field, (version?.factSheet as Readonly<Record<string, unknown>> | undefined)?.[field], places, lang);
  const [was, is] = sides;
  const [old, now] = changedWords(textIn(was), textIn(is));
  const nameOf = (version: Version | undefined) =>
    visit.t('sheet.versions.number', { version: version?.version ?? '' });
  return (
    <>
      <Side visit={visit} name={nameOf(was)} pieces={old} lang={lang} isOld />
      <Side visit={visit} name={nameOf(is)} pieces={now} lang={lang} />
    </>
  );
}

export const Side = ({
  visit,
  name,
  pieces,
  lang,
  isOld,
}: {
  visit: Visit;
  name: string;
  pieces: readonly Piece[];
  lang: string;
  isOld?: boolean;
}) => (
  <div>
    <p class="small quiet">{name}</p>
    {pieces.length === 0 ? (
      <p class="quiet">{visit.t('sheet.versions.empty')}</p>
    ) : (
      <p class="text" dir="auto" lang={lang === visit.lang ? undefined : lang}>
        {pieces.map(({ text, changed }) => (changed ? isOld ? <del>{text}</del> : <ins>{text}</ins> : text))}
      </p>
    )}
  </div>
);

/** In a sentence: who changed what. */
function said(visit: Visit, { ownerName }: Practice, version: Version, before: Version | undefined): string {
  const { t, words } = visit;
  const member = ownerName ? unturned(ownerName) : t('sheet.versions.secretariat');
  if (!before) return t('sheet.versions.said.first', { member });
  const [was, is] = [before.factSheet, version.factSheet] as unknown as Record<string, unknown>[];
  const changed = Object.keys({ ...was, ...is }).filter(
    (field) => JSON.stringify(was?.[field]) !== JSON.stringify(is?.[field]),
  );
  const names = changed.flatMap((field) => labelOf(visit, field) ?? []);
  return names.length > 0
    ? t('sheet.versions.said.changed', { member, fields: words.list(names) })
    : t('sheet.versions.said.other', { member });
}

/** A text by its language. */
export const isTexts = (value: object): value is Readonly<Record<string, string>> =>
  Object.keys(value).every((key) => (languages as readonly string[]).includes(key));

/** What a field says, in words: a line for each of several things, of those at the places that changed. */
function textOf(visit: Visit, field: string, value: unknown, places: ReadonlySet<number>, lang: string): string {
  if (!Array.isArray(value)) return value && isTexts(value) ? (value[lang] ?? '') : valueOf(visit, field, value, lang);
  const things = value as unknown[];
  return things.some((one) => typeof one === 'object')
    ? things
        .filter((_, at) => places.has(at))
        .map((one) => valueOf(visit, field, one, lang))
        .join('\n')
    : valueOf(visit, field, things, lang);
}

/** All that a field says in one language, in words. */
export const wholeOf = (visit: Visit, field: string, value: unknown, lang: string): string =>
  textOf(visit, field, value, new Set(Array.isArray(value) ? value.keys() : []), lang);

/** A value in words, as the fact sheet shows it. */
function valueOf(visit: Visit, field: string, value: unknown, lang: string): string {
  const { t, words } = visit;
  if (value === null || value === undefined) return '';
  if (Array.isArray(value)) return value.map((one) => valueOf(visit, field, one, lang)).join(', ');
  if (typeof value === 'boolean') return words.code('evaluationConducted', value ? 'yes' : 'no');
  if (typeof value === 'number' && field !== 'basicPrinciples') return words.number(value);
  if (typeof value !== 'object') {
    const list = codesIn[field] ?? named[field]?.[1];
    return list ? words.code(list, value as string | number) : `${value as string | number}`;
  }
  if (isTexts(value)) return value[lang] ?? titleIn(value, visit).text;
  const {
    name: called, value: reached, baseline, unit, year, conducted, kind, start, end, ongoing, ...rest
  } = value as Readonly<Record<string, unknown>>; // prettier-ignore
  const said = (part: unknown, list = field) => valueOf(visit, list, part, lang);
  const all = (parts: readonly string[], between = ' · ') => parts.filter(Boolean).join(between);
  const others = Object.entries(rest).map(([part, one]) => said(one, part));
  if (field === 'indicators') {
    const number = (of: unknown) => all([said(of), said(unit, 'unit')], ' ');
    const measured = all([
      typeof baseline === 'number' ? t('sheet.versions.baseline', { value: number(baseline) }) : '',
      typeof reached === 'number' ? t('sheet.versions.reached', { value: number(reached) }) : '',
      typeof year === 'number' ? t('sheet.versions.year', { year: String(year) }) : '',
    ], ', '); // prettier-ignore
    return measured ? t('sheet.versions.named', { name: said(called), value: measured }) : said(called);
  }
  if (field === 'evaluation') {
    const how = all([said(conducted), said(kind, 'evaluationKinds')], ', ').toLocaleLowerCase(visit.lang);
    return all([how && t('sheet.versions.named', { name: t('figures.by.evaluation'), value: how }), ...others], '\n');
  }
  if (field === 'funding') {
    const { sources, unknown } = rest;
    const from = said(sources, 'sources');
    return all([
      ...amountsIn(visit, value as Funding).map((amount) => all(amount, ' ')),
      from && t('sheet.versions.named', { name: t('search.facet.fundingSource'), value: from }),
      unknown ? words.code('amountPeriods', 'not-stated') : '',
    ], '\n'); // prettier-ignore
  }
  if (field === 'beneficiaries')
    return all(['count' in value ? countIn(visit, value as Reached) : '', said(rest['counted'])], ' ');
  const days = [start, end].map((day) => (typeof day === 'string' ? words.day(day) : ''));
  const kindOf = said(kind, field === 'partners' ? 'partnerKinds' : 'organiserKinds');
  const open = ongoing === true ? t('kit.practice.ongoing') : '';
  return all([said(called, 'name'), kindOf, all(days, '–'), open, ...others]);
}

/** The lists of codes inside fields that consist of several things. */
const codesIn: Readonly<Record<string, CodeList>> = {
  evaluationKinds: 'evaluationKinds',
  partnerKinds: 'partnerKinds',
  organiserKinds: 'organiserKinds',
  sources: 'fundingSources',
};
