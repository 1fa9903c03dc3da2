import type { Shape } from '#client';
import { PageHead } from '../page/page-head.js';
import { sheetOf, type Practice } from '../kit/practices.js';
import { isProse } from '../kit/prose.js';
import { Words } from '../kit/text.js';
import { Page } from '../page/page.js';
import type { Visit } from '../page/visit.js';
import { unturned } from '../words/unturned.js';
import type { Key } from '../words/keys.js';
import type { CodeList } from '../words/words.js';

type Version = Shape<'VersionView'>;
type Change = Shape<'FieldChangeView'>;

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
  return new Page(
    t('sheet.versions.of', { title: title.text }),
    <div class="stack">
      <PageHead title={t('sheet.versions')} lead={<Words text={title} visit={visit} />} />
      <div class="beside side-start">
        <ol class="chain" aria-label={t('sheet.versions')}>
          {newestFirst.map((version, index) => (
            <li class={version.version === chosen ? 'here' : undefined}>
              <a href={`?version=${version.version}`} aria-current={version.version === chosen ? 'true' : undefined}>
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
          {byField(changes).map(([pointer, parts]) => (
            <section class="change">
              <h3>{fieldName(visit, pointer)}</h3>
              <Side visit={visit} name={t('sheet.versions.before')} text={textOf(visit, parts, 'before')} isOld />
              <Side visit={visit} name={t('sheet.versions.after')} text={textOf(visit, parts, 'after')} />
            </section>
          ))}
        </section>
      </div>
    </div>,
    { isUnlisted: true, trail: [[`/practices/${practice.id}`, title.text]] },
  );
}

/** Whether a change is one of a text in one language; everything else is shown field by field. */
const isText = (pointer: string): boolean => {
  const [, field = ''] = pointer.split('/');
  return isProse(field) || field === 'title';
};

/** The changes of each text, and of each other field together. */
function byField(changes: readonly Change[]): [string, Change[]][] {
  const keyOf = ({ pointer }: Change) => (isText(pointer) ? pointer : `/${pointer.split('/')[1]}`);
  return [...new Set(changes.map(keyOf))].map((key) => [key, changes.filter((change) => keyOf(change) === key)]);
}

/** What a field said on one side: a line for each of several things, such as figures. */
function textOf(visit: Visit, parts: readonly Change[], side: 'before' | 'after'): string {
  const lines = new Map<string, string[]>();
  for (const { pointer, [side]: value } of parts) {
    const line = pointer.split('/').slice(0, 3).join('/');
    const text = valueOf(visit, pointer, value);
    if (text !== '') lines.set(line, [...(lines.get(line) ?? []), text]);
  }
  return [...lines.values()].map((texts) => texts.join(' · ')).join('\n');
}

const Side = ({ visit, name, text, isOld }: { visit: Visit; name: string; text: string; isOld?: boolean }) => (
  <div>
    <p class="small quiet">{name}</p>
    {text === '' ? (
      <p class="quiet">{visit.t('sheet.versions.empty')}</p>
    ) : (
      <p class="text" dir="auto">
        {isOld ? <del>{text}</del> : <ins>{text}</ins>}
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

/** Fields that have a name on the fact sheet, with the list that names their codes. */
const named: Readonly<Record<string, readonly [Key, CodeList?]>> = {
  title: ['sheet.versions.title'],
  organiser: ['sheet.versions.organiser'],
  originalLanguage: ['sheet.versions.language'],
  countries: ['sheet.fact.country', 'countries'],
  place: ['sheet.fact.place'],
  period: ['sheet.fact.when'],
  targetGroups: ['search.facet.targetGroup', 'targetGroups'],
  beneficiaries: ['sheet.fact.reached'],
  themes: ['search.facet.theme', 'themes'],
  aims: ['search.facet.aim', 'aims'],
  range: ['search.facet.range', 'ranges'],
  dimensions: ['figures.by.dimension', 'dimensions'],
  funding: ['search.facet.fundingSource', 'fundingSources'],
  partners: ['sheet.fact.partners'],
  indicators: ['sheet.indicators'],
  evaluation: ['sheet.evaluation', 'evaluationConducted'],
  links: ['sheet.links'],
  replicated: ['figures.by.replicated', 'replicated'],
  basicPrinciples: ['figures.by.basicPrinciple', 'basicPrinciples'],
  objectivesAchieved: ['sheet.versions.achieved', 'objectivesAchieved'],
  nationalProgramme: ['sheet.versions.programme'],
  projectType: ['sheet.versions.kind'],
  licence: ['sheet.versions.licence', 'licences'],
};

const labelOf = ({ t }: Visit, field: string): string | undefined => {
  const key = isProse(field) ? (`sheet.field.${field}` as Key) : named[field]?.[0];
  return key && t(key);
};

/** A field as the fact sheet names it, with the language of its text; one that has no name there as the API names it. */
function fieldName(visit: Visit, pointer: string) {
  const [, field = '', lang] = pointer.split('/');
  const label = labelOf(visit, field);
  if (label === undefined) return <code>{pointer}</code>;
  return lang !== undefined && isText(pointer) ? `${label} (${visit.words.language(lang)})` : label;
}

/** A value in words, as the fact sheet shows it. */
function valueOf(visit: Visit, pointer: string, value: unknown): string {
  if (value === null || value === undefined) return '';
  if (Array.isArray(value)) return value.map((one) => valueOf(visit, pointer, one)).join(', ');
  if (typeof value === 'object') return valuesOf(visit, pointer, value).join(' · ');
  const [, field = ''] = pointer.split('/');
  const list = named[field]?.[1];
  return list && typeof value !== 'boolean'
    ? visit.words.code(list, value as string | number)
    : `${value as string | number | boolean}`;
}

const valuesOf = (visit: Visit, pointer: string, value: object): string[] =>
  Object.values(value).map((one) => valueOf(visit, pointer, one));
