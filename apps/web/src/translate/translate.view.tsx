import type { ComponentChildren } from 'preact';
import type { Shape } from '#client';
import { euLanguages, languages } from '#contracts';
import { Conflict, theirNotes, written } from '../edit/keeping.js';
import { SignedOut } from '../kit/signed-out.js';
import type { Digests } from '../edit/merging.js';
import type { Fault, Values } from '../form/form.js';
import { idOf, Input, Summary } from '../form/form.view.js';
import { Tag } from '../kit/practices.js';
import { titleIn, Words } from '../kit/text.js';
import type { Page } from '../page/page.js';
import type { Visit } from '../page/visit.js';
import { changedWords } from '../sheet/changed-words.js';
import { workplacePage } from '../work/workplace.js';
import { pairsOf, partsOf, type Pair, type Part, type Whole } from './pairs.js';

type Practice = Shape<'PracticeView'>;
type Summarised = Shape<'TranslationSummaryView'>;
type Stored = Shape<'TranslatedTextView'>;

/** A translation while somebody writes it. */
export interface Translating {
  readonly practice: Practice;
  readonly lang: string;
  readonly parts: readonly Part[];
  readonly texts: readonly Stored[];
  readonly values: Values;
  readonly was: Digests;
  /** The published version beside which it is written. */
  readonly version: number;
  /** What the original said when a text was made that is stale by now. */
  readonly before: ReadonlyMap<string, string>;
  readonly faults: readonly Fault[];
  /** Places where the text is said to be right as it is. */
  readonly checked: ReadonlySet<string>;
  readonly theirs?: ReadonlyMap<string, Values>;
  readonly job?: Shape<'TranslationJobView'> | undefined;
  readonly isSignedOut?: boolean;
  readonly isMachineless?: boolean;
}

const titleOf = (visit: Visit, { factSheet }: Practice) => titleIn((factSheet as Whole).title, visit);

const trailOf = (visit: Visit, { id }: Practice, title: string) =>
  [
    ['/work/practices', visit.t('work.practices.title')],
    [`/practices/${id}`, title],
  ] as const;

/** Into which languages a practice is translated, how far, and into which it could be. */
export function languagesPage(visit: Visit, practice: Practice, made: readonly Summarised[]): Page {
  const { t, words } = visit;
  const sheet = practice.factSheet as Whole;
  const title = titleOf(visit, practice);
  const at = (lang: string) => visit.to(`/work/practices/${practice.id}/translations/${lang}`);
  const taken = new Set<string>([sheet.originalLanguage, ...made.map(({ language }) => language)]);
  const byName = (all: readonly string[]) =>
    all
      .filter((lang) => !taken.has(lang))
      .map((lang) => [lang, words.language(lang)] as const)
      .toSorted(([, a], [, b]) => a.localeCompare(b, visit.lang));
  const inEurope = byName(euLanguages);
  const others = byName(languages.filter((lang) => !(euLanguages as readonly string[]).includes(lang)));
  const body =
    practice.status === 'published' ? (
      <>
        {made.length > 0 && (
          <section class="stack" aria-labelledby="made">
            <h2 id="made">{t('translate.made')}</h2>
            <ul class="stack">
              {made
                .toSorted((a, b) => b.stale - a.stale || words.language(a.language).localeCompare(words.language(b.language), visit.lang))
                .map((one) => (
                  <li class="panel section-head">
                    <a href={at(one.language)}>{words.language(one.language)}</a>
                    <State visit={visit} of={one} total={pairsOf(partsOf(visit, sheet, one.language)).length} />
                  </li>
                ))}
            </ul>
          </section>
        )}
        <section class="panel stack" aria-labelledby="missing">
          <h2 id="missing">{t('translate.missing')}</h2>
          <ul class="chips">
            {inEurope.map(([lang, name]) => (
              <li>
                <a class="chip" href={at(lang)}>{name}</a>
              </li>
            ))}
          </ul>
          <form class="stack" method="get" action={visit.to(`/work/practices/${practice.id}/translations`)}>
            <div class="field">
              <label for="into">{t('translate.other')}</label>
              <select id="into" name="into">
                {others.map(([lang, name]) => (
                  <option value={lang}>{name}</option>
                ))}
              </select>
            </div>
            <button class="plain" type="submit">
              {t('translate.begin')}
            </button>
          </form>
        </section>
      </>
    ) : (
      <div class="notice">
        <p>{t('translate.unpublished')}</p>
      </div>
    ); // prettier-ignore
  return workplacePage(visit, t('translate.title'), body, {
    lead: <Words text={title} visit={visit} />,
    trail: trailOf(visit, practice, title.text),
  });
}

/** How far a translation is. */
function State({ visit: { t }, of: { human, machine, stale }, total }: { visit: Visit; of: Summarised; total: number }) {
  const missing = Math.max(0, total - human - machine);
  return (
    <ul class="tags" aria-label={t('sheet.state')}>
      {stale > 0 && <Tag strong>{t('translate.count.stale', { count: stale })}</Tag>}
      {machine > 0 && <Tag>{t('translate.count.machine', { count: machine })}</Tag>}
      {human > 0 && <Tag>{t('translate.count.human', { count: human })}</Tag>}
      <Tag>{missing > 0 ? t('translate.count.missing', { count: missing }) : t('translate.whole')}</Tag>
    </ul>
  );
} // prettier-ignore

/** The original on one side, its translation as a form on the other. */
export function translationPage(visit: Visit, translating: Translating): Page {
  const { practice, lang, parts, values, faults, theirs, isSignedOut } = translating;
  const { t, words } = visit;
  const fields = pairsOf(parts).map(({ field }) => field);
  const notes = notesOn(visit, translating);
  const title = titleOf(visit, practice);
  const { title: titles } = practice.factSheet as Whole;
  const isPartlyOwn = (titles as Readonly<Record<string, string | null>>)[lang] !== undefined;
  const isGap = fields.some(({ pointer }) => !values.get(pointer)?.trim());
  const status = isSignedOut ? 401 : theirs ? 409 : faults.length > 0 ? 422 : 200;
  return workplacePage(
    visit,
    t('translate.into', { language: words.language(lang) }),
    <>
      {isSignedOut && <SignedOut visit={visit} />}
      {theirs && <Conflict visit={visit} fields={fields} theirs={theirs} />}
      <Machine visit={visit} translating={translating} />
      <lra-kept>
        <form method="post" action={visit.to(visit.path)} class="stack pairs" novalidate>
          {faults.length > 0 && <Summary visit={visit} fields={fields} faults={faults} />}
          {isPartlyOwn && <p class="small quiet">{t('translate.own')}</p>}
          {parts.map((part) => (
            <section class="panel" aria-labelledby={`h-${part.id}`}>
              <h2 id={`h-${part.id}`}>{part.title}</h2>
              {part.pairs.map((pair) => (
                <div class="change">
                  <Source visit={visit} pair={pair} before={translating.before.get(pair.field.pointer)} />
                  <Input visit={visit} field={pair.field} values={values} faults={faults} notes={notes} />
                </div>
              ))}
            </section>
          ))}
          <input type="hidden" name="version" value={translating.version} />
          <input type="hidden" name="was" value={written(translating.was)} />
          <div class="actions">
            <button type="submit">{t('edit.save')}</button>
            {isGap && (
              <button class="plain" type="submit" name="then" value="machine">
                {t('translate.machine.ask')}
              </button>
            )}
          </div>
        </form>
      </lra-kept>
    </>,
    {
      lead: <Words text={title} visit={visit} />,
      actions: <p>{t('translate.lead')}</p>,
      trail: [
        ...trailOf(visit, practice, title.text),
        [`/work/practices/${practice.id}/translations`, t('translate.title')],
      ],
      status,
    },
  );
}

/** What the original says; of what has changed since it was translated, the words that are new, and those before. */
function Source({ visit, pair, before }: { visit: Visit; pair: Pair; before: string | undefined }) {
  const { t, words } = visit;
  const { name, source } = pair;
  const lang = source.lang === visit.lang ? undefined : source.lang;
  const [old, now] = changedWords(before ?? source.text, source.text);
  return (
    <div class="stack">
      <p class="small quiet">{t('translate.original', { field: name, language: words.language(source.lang) })}</p>
      <p class="text" dir="auto" lang={lang}>
        {now.map(({ text, changed }) => (changed ? <ins>{text}</ins> : text))}
      </p>
      {before !== undefined && (
        <details>
          <summary>{t('translate.before')}</summary>
          <p class="text" dir="auto" lang={lang}>
            {old.map(({ text, changed }) => (changed ? <del>{text}</del> : text))}
          </p>
        </details>
      )}
    </div>
  );
}

/** What is to be known of a text: where it is from, whether the original has changed, and what others saved. */
function notesOn(visit: Visit, translating: Translating): ReadonlyMap<string, ComponentChildren> {
  const { parts, texts, theirs, checked } = translating;
  const fields = pairsOf(parts).map(({ field }) => field);
  const their = new Map(theirNotes({ visit, fields, theirs: theirs ?? new Map() }));
  return new Map(
    fields.map(({ pointer }) => {
      const text = texts.find((one) => one.pointer === pointer);
      return [
        pointer,
        <>
          {text && (text.stale || text.translation === 'machine') && (
            <Doubt visit={visit} text={text} isChecked={checked.has(pointer)} />
          )}
          {their.get(pointer)}
        </>,
      ];
    }),
  );
}

/** Why a text should be compared with the original, and that this has been done. */
function Doubt({ visit: { t }, text, isChecked }: { visit: Visit; text: Stored; isChecked: boolean }) {
  const id = `${idOf(text)}-checked`;
  return (
    <div class="notice">
      <p>{t(text.stale ? 'translate.stale' : 'translate.by.machine')}</p>
      <div class="choice">
        <input type="checkbox" id={id} name={`checked ${text.pointer}`} value="yes" checked={isChecked} />
        <label for={id}>{t('translate.checked')}</label>
      </div>
    </div>
  );
}

/** How far the machine is. */
function Machine({ visit, translating: { job, isMachineless } }: { visit: Visit; translating: Translating }) {
  const { t } = visit;
  if (isMachineless) {
    return (
      <div class="notice" role="alert">
        <p>{t('translate.machine.none')}</p>
      </div>
    );
  }
  if (!job) return null;
  return (
    <div class="notice stack" role="status">
      <p>{t(`translate.machine.${job.state}`)}</p>
      {job.reason && <p lang="en">{job.reason}</p>}
      {(job.state === 'queued' || job.state === 'running') && (
        <p>
          <a href={`?job=${job.id}`}>{t('translate.machine.look')}</a>
        </p>
      )}
    </div>
  );
}
