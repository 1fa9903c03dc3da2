import type { Shape } from '#client';
import type { Field } from '../form/form.js';
import { labelOf } from '../kit/fields.js';
import { sheetOf, type Practice as Listed } from '../kit/practices.js';
import { titleIn, Words, type Text } from '../kit/text.js';
import { unturned } from '../words/unturned.js';
import type { Page } from '../page/page.js';
import type { Visit } from '../page/visit.js';
import type { Key } from '../words/keys.js';
import { changedWords } from '../sheet/changed-words.js';
import { Side, wholeOf } from '../sheet/versions.view.js';
import { stepPage, workplacePage, type Untaken, UUID } from '../work/workplace.js';
import { partsOf } from './comments.js';

type Practice = Shape<'PracticeView'>;

/** The practice that remains, in all its languages. */
export type Other = Practice & { readonly title: Readonly<Record<string, string>> };

type Step = 'merger' | 'reversal' | 'withdrawal';

/** The longest reason that the registry takes. */
const MOST = 2000;

export const reasonField = ({ t }: Visit, step: Step, hint: Key = `review.${step}.reason.hint`): Field => ({
  pointer: '/reason',
  kind: 'lines',
  label: t(`review.${step}.reason`),
  hint: t(hint),
  isRequired: true,
  maxLength: MOST,
});

/** The other one, as the address names it: by its id, or by its address among the words that are searched. */
export const chosenIn = (query: URLSearchParams): string | undefined =>
  (UUID.exec(query.get('into') ?? '') ?? UUID.exec(query.get('q') ?? ''))?.[0];

type Sheet = Readonly<Record<string, unknown>> & { readonly originalLanguage: string };
const sheetIn = ({ factSheet }: Practice): Sheet => factSheet;
export const titleOf = (visit: Visit, practice: Practice): Text =>
  titleIn((sheetIn(practice)['title'] ?? {}) as Readonly<Record<string, string>>, visit);

interface Merging {
  /** Unknown to somebody who has been signed out; so is all that follows. */
  readonly practice?: Practice;
  readonly tag?: string;
  readonly into: string | undefined;
  readonly other?: Other | undefined;
  readonly similar?: readonly Shape<'SimilarPracticeView'>[];
  readonly found?: readonly Listed[] | undefined;
  readonly why?: Untaken | undefined;
}

const trailOf = (visit: Visit, practice?: Practice) =>
  [
    ['/work/queue', visit.t('review.queue.title')],
    ...(practice ? [[`/work/practices/${practice.id}/review`, titleOf(visit, practice).text] as const] : []),
  ] as const;

/** First asks which other practice is the same; then shows both, what will happen, and asks why. */
export function mergerPage(visit: Visit, merging: Merging): Page {
  const { t } = visit;
  const { practice, tag, into, other, why } = merging;
  const title = practice ? t('review.merger.title', { title: titleOf(visit, practice).text }) : t('review.merger');
  const more = { lead: t('review.merger.lead'), trail: trailOf(visit, practice) };
  if (practice && !other) return workplacePage(visit, title, <Choose visit={visit} {...merging} practice={practice} />, more); // prettier-ignore
  return stepPage(visit, {
    title,
    ...more,
    about: practice && other && <Both visit={visit} practice={practice} other={other} />,
    fields: [reasonField(visit, 'merger')],
    values: visit.form,
    faults: why?.faults ?? [],
    refusal: why?.refusal,
    hidden: {
      tag: tag ?? visit.form.get('tag') ?? '',
      into: other?.id ?? into ?? '',
      status: practice?.status ?? visit.form.get('status') ?? '',
    },
    submit: t('review.merger.submit'),
  });
}

/** Those alike, those found by words, and the words. */
function Choose({ visit, practice, into, similar = [], found }: Merging & { visit: Visit; practice: Practice }) {
  const { t, words } = visit;
  const to = (id: string) => visit.to(`/work/practices/${practice.id}/merger?into=${id}`);
  return (
    <>
      {into !== undefined && (
        <div class="notice" role="alert">
          <p>{t('review.merger.unknown')}</p>
        </div>
      )}
      <section class="panel stack" aria-labelledby="alike">
        <h2 id="alike">{t('review.similar')}</h2>
        {similar.length === 0 && <p>{t('review.similar.none')}</p>}
        <ul class="feed">
          {similar.map((one) => (
            <li>
              <a href={to(one.id)}>
                <Words text={titleIn(one.title, visit)} visit={visit} />
              </a>{' '}
              <span class="small quiet">
                {t('review.similar.score', { score: words.percent(one.score * 100) })} ·{' '}
                {words.list(one.countries.map((code) => words.code('countries', code)))}
              </span>
            </li>
          ))}
        </ul>
      </section>
      <section class="panel stack" aria-labelledby="search-other">
        <h2 id="search-other">{t('review.merger.other')}</h2>
        <form method="get" class="stack">
          <div class="field">
            <label for="words">{t('review.merger.words')}</label>
            <input id="words" name="q" type="text" value={visit.query.get('q') ?? ''} maxLength={500} />
          </div>
          <button class="plain" type="submit">
            {t('review.merger.find')}
          </button>
        </form>
        {found?.length === 0 && <p>{t('review.merger.unknown')}</p>}
        <ul class="feed">
          {found?.map((one) => (
            <li>
              <a href={to(one.id)}>
                <Words text={sheetOf(one).title} visit={visit} />
              </a>{' '}
              {one.ownerName && (
                <span class="small quiet">
                  <bdi>{one.ownerName}</bdi>
                </span>
              )}
            </li>
          ))}
        </ul>
      </section>
    </>
  );
}

/** What will happen, and where the two differ, side by side. */
function Both({ visit, practice, other }: { visit: Visit; practice: Practice; other: Other }) {
  const { t, words } = visit;
  const [title, remaining] = [unturned(titleOf(visit, practice).text), unturned(titleOf(visit, other).text)];
  const [one, two] = [sheetIn(practice), sheetIn(other)];
  const names = partsOf(visit).flatMap(({ fields }) => fields.map(({ field }) => field));
  const said = (sheet: Sheet, field: string) => wholeOf(visit, field, sheet[field], sheet.originalLanguage);
  const told = names.filter((field) => field !== 'contacts' && (said(one, field) !== '' || said(two, field) !== ''));
  const differing = told.filter((field) => said(one, field) !== said(two, field));
  const same = told.filter((field) => !differing.includes(field)).flatMap((field) => labelOf(visit, field) ?? []);
  const isInWork = practice.publishedAt !== null && practice.status !== 'published';
  return (
    <>
      <section class="panel stack" aria-labelledby="what">
        <h2 id="what">{t('review.merger.what')}</h2>
        {isInWork && <p class="notice">{t('review.merger.what.in-work')}</p>}
        <ul class="points" dir="auto">
          <li>{t('review.merger.what.leads', { title, other: remaining })}</li>
          <li>{t('review.merger.what.stays', { other: remaining })}</li>
          {practice.adoptions.count > 0 && <li>{t('review.merger.what.adoptions', { count: practice.adoptions.count })}</li>}
          {practice.ownerName && <li>{t('review.merger.what.owner', { owner: unturned(practice.ownerName) })}</li>}
          <li>{t('review.merger.what.undo')}</li>
        </ul>
        <p class="actions">
          <a href={visit.to(`/work/practices/${practice.id}/merger`)}>{t('review.merger.another')}</a>
          {practice.status === 'published' && (
            <a href={visit.to(`/work/practices/${other.id}/merger?into=${practice.id}`)}>{t('review.merger.round')}</a>
          )}
        </p>
      </section>
      <section class="panel" aria-labelledby="differences">
        <h2 id="differences">{t('review.merger.differences')}</h2>
        {differing.length === 0 && <p>{t('review.merger.none')}</p>}
        {differing.map((field) => {
          const [was, is] = changedWords(said(one, field), said(two, field));
          return (
            <section class="change">
              <h3>{labelOf(visit, field) ?? field}</h3>
              <Side visit={visit} name={t('review.merger.this')} pieces={was} lang={one.originalLanguage} isOld />
              <Side visit={visit} name={t('review.merger.remaining')} pieces={is} lang={two.originalLanguage} />
            </section>
          );
        })}
        {same.length > 0 && <p class="small quiet">{t('review.merger.same', { fields: words.list(same) })}</p>}
      </section>
    </>
  ); // prettier-ignore
}

/** A practice that was merged, by whose reason, and where it leads. */
export interface Merged {
  readonly title: Readonly<Record<string, string>>;
  readonly other: Practice;
  readonly step: Shape<'StepView'>;
  readonly tag: string;
}

/** A merged practice is to stand for itself again. @param merged undefined for somebody who has been signed out */
export function reversalPage(visit: Visit, merged: Merged | undefined, why?: Untaken): Page {
  const { t, words } = visit;
  const told = merged && {
    title: unturned(titleIn(merged.title, visit).text),
    other: unturned(titleOf(visit, merged.other).text),
    day: words.day(merged.step.at),
  };
  return stepPage(visit, {
    title: told ? t('review.reversal.title', told) : t('review.reversal'),
    trail: trailOf(visit),
    lead: t('review.reversal.lead'),
    about: merged && told && (
      <section class="panel stack" aria-label={t('review.reversal.merged', told)}>
        <p dir="auto">{t('review.reversal.merged', told)}</p>
        <blockquote dir="auto">{merged.step.reason}</blockquote>
        <p>
          <a href={visit.to(`/practices/${merged.other.id}`)}>
            <Words text={titleOf(visit, merged.other)} visit={visit} />
          </a>
        </p>
      </section>
    ),
    fields: [reasonField(visit, 'reversal')],
    values: visit.form,
    faults: why?.faults ?? [],
    refusal: why?.refusal,
    hidden: { tag: merged?.tag ?? visit.form.get('tag') ?? '' },
    submit: t('review.reversal.submit'),
  });
}

/** A practice is to leave the registry for good. @param practice undefined for somebody who has been signed out */
export function withdrawalPage(visit: Visit, practice: Practice | undefined, tag: string, why?: Untaken): Page {
  const { t } = visit;
  const isDraft = practice?.publishedAt === null;
  return stepPage(visit, {
    title: practice ? t('review.withdrawal.title', { title: titleOf(visit, practice).text }) : t('review.withdrawal'),
    lead: t(isDraft ? 'review.withdrawal.lead.draft' : 'review.withdrawal.lead'),
    fields: [reasonField(visit, 'withdrawal', isDraft ? 'review.withdrawal.reason.hint.draft' : undefined)],
    values: visit.form,
    faults: why?.faults ?? [],
    refusal: why?.refusal,
    hidden: { tag: practice ? tag : (visit.form.get('tag') ?? '') },
    submit: t('review.withdrawal.submit'),
  });
}
