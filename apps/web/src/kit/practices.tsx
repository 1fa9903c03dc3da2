import type { ComponentChildren } from 'preact';
import type { Shape } from '#client';
import type { Visit } from '../page/visit.js';
import { labelOf } from './fields.js';
import { prose } from './prose.js';
import { shortened, Words, type Text } from './text.js';

export type Practice = Shape<'PracticeView'>;
/** In a list, with what the search found of it if that was asked for. */
export type Listed = Practice & Pick<Shape<'ListedPracticeView'>, 'highlights'>;
type Highlight = NonNullable<Listed['highlights']>[number];
export type Sheet = Shape<'LocalisedFactSheetView'>;

/** The fact sheet as a list asked for it: in one language. */
export const sheetOf = ({ factSheet }: Practice): Sheet => factSheet as Sheet;

/** The one list of practices there is: what matters of each, in the order given. */
export const Practices = ({
  items,
  visit,
  inColumns,
}: {
  items: readonly Listed[];
  visit: Visit;
  inColumns?: boolean;
}) => (
  <ol class={inColumns ? 'cards columns' : 'cards'}>
    {items.map((practice) => (
      <PracticeCard practice={practice} visit={visit} />
    ))}
  </ol>
);

function PracticeCard({ practice, visit }: { practice: Listed; visit: Visit }) {
  const { t, words } = visit;
  const { title, themes = [], targetGroups = [] } = sheetOf(practice);
  const purpose = purposeOf(practice);
  const adopted = practice.adoptions.count;
  const found = practice.highlights ?? [];
  const inTitle = found.find(({ pointer, lang }) => pointer === '/title' && lang === title.lang);
  const inText = found.find((one) => one !== inTitle && one.lang !== null && one.code === undefined && tells(one));
  const isPurpose = inText !== undefined && fieldOf(inText) === purpose?.field;
  const isEnough = inText !== undefined && (isPurpose || textOf(inText).length >= ENOUGH);
  const names = found.filter(({ code }) => code !== undefined).map(textOf);
  return (
    <li class="card">
      <h3>
        <a href={visit.to(`/practices/${practice.id}`)}>
          {inTitle ? <Found highlight={inTitle} visit={visit} /> : <Words text={title} visit={visit} />}
        </a>
      </h3>
      <p class="small quiet" dir="auto">
        {inShort(practice, visit)}
        {adopted > 0 && ` · ${t('kit.practice.adoptions', { count: adopted })}`}
      </p>
      {purpose && !isEnough && (
        <p class="excerpt">
          <Words text={short(purpose.text)} visit={visit} />
        </p>
      )}
      {inText && (
        <p class={isEnough ? 'excerpt' : 'excerpt small'}>
          {!isPurpose && (
            <span class="quiet">{t('kit.practice.in', { part: labelOf(visit, fieldOf(inText)) ?? '' })}</span>
          )}{' '}
          <Found highlight={inText} visit={visit} />
        </p>
      )}
      {practice.highlights && found.length === names.length && (
        <p class="small quiet">
          {names.length > 0 ? t('kit.practice.related', { names: words.list(names) }) : t('kit.practice.meant')}
        </p>
      )}
      <ul class="tags" aria-label={t('kit.practice.for')}>
        {practice.label.awarded && <LabelTag visit={visit} />}
        {themes.slice(0, 1).map((theme) => (
          <Tag>{words.code('themes', theme)}</Tag>
        ))}
        {targetGroups.slice(0, 2).map((group) => (
          <Tag>{words.code('targetGroups', group)}</Tag>
        ))}
      </ul>
    </li>
  );
}

/** A piece of text this long tells by itself what a practice is about; one that is not even so long tells nothing. */
const [ENOUGH, SOMETHING] = [120, 40];
const textOf = ({ parts }: Highlight): string => parts.map(({ text }) => text).join('');
const fieldOf = ({ pointer }: Highlight): string => pointer.split('/')[1] ?? '';
const tells = (one: Highlight): boolean => fieldOf(one) === 'title' || textOf(one).length >= SOMETHING;

/** What tells a reader most about a practice: its purpose, or else whatever prose comes first. */
const purposeOf = (practice: Practice): { readonly field: string; readonly text: Text } | undefined => {
  const { evaluation, ...sheet } = sheetOf(practice);
  const texts = [...prose.map((field) => [field, sheet[field]] as const), ['evaluation', evaluation?.summary] as const];
  return texts.flatMap(([field, text]) => (text ? [{ field, text }] : []))[0];
};

/** A piece of text with what the search found in it marked. */
const Found = ({ highlight: { lang, parts }, visit }: { highlight: Highlight; visit: Visit }) => (
  <bdi lang={lang === null || lang === visit.lang ? undefined : lang}>
    {parts.map(({ text, match }) => (match ? <mark>{text}</mark> : text))}
  </bdi>
);

/** Where, by whom and when. */
export function inShort(practice: Practice, visit: Visit): ComponentChildren {
  const { countries = [], organiser, period } = sheetOf(practice);
  const where = visit.words.list(countries.map((code) => visit.words.code('countries', code)));
  const told = [where, organiser?.name && <bdi>{organiser.name}</bdi>, yearsOf(period, visit)].filter(Boolean);
  return told.map((part, index) => [index > 0 && ' · ', part]);
}

const short = (text: Text): Text => ({ ...text, text: shortened(text.text, 260) });

export const Tag = ({ children, strong }: { children: ComponentChildren; strong?: boolean }) => (
  <li class={strong ? 'tag strong' : 'tag'}>{children}</li>
);

/** That peers found it good: it leads to how they judge. */
export const LabelTag = ({ visit }: { visit: Visit }) => (
  <li>
    <a class="tag strong" href={visit.to('/judging')}>
      {visit.words.code('labels', 'good-practice')}
    </a>
  </li>
);

/** From when to when. */
export function yearsOf(period: Sheet['period'], visit: Visit): string | undefined {
  if (!period) return undefined;
  const { start, end, ongoing } = period;
  const year = (date: string) => date.slice(0, 4);
  if (ongoing) return start ? visit.t('kit.practice.since', { start: year(start) }) : visit.t('kit.practice.ongoing');
  const years = [...new Set([start, end].flatMap((date) => (date ? [year(date)] : [])))];
  return years.length > 0 ? years.join('–') : undefined;
}
