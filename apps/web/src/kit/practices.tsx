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

/** Whether the visitor writes it as an editor of its owner. */
export const isOwn = ({ me }: Visit, { ownerMemberId }: Practice): boolean =>
  me?.memberId !== undefined && me.memberId === ownerMemberId && me.roles.includes('member-editor');

/** Whether the visitor, as an editor of another member, may record that it adopts it. */
export const mayAdopt = ({ me }: Visit, { ownerMemberId, status }: Practice): boolean =>
  status === 'published' &&
  me?.memberId !== undefined &&
  me.memberId !== ownerMemberId &&
  me.roles.includes('member-editor');

/** The one list of practices there is: what matters of each, in the order given. */
export function Practices({
  items,
  visit,
  inColumns,
}: {
  items: readonly Listed[];
  visit: Visit;
  inColumns?: boolean;
}) {
  const searched = wordsFoundIn(items);
  return (
    <ol class={inColumns ? 'cards columns' : 'cards'}>
      {items.map((practice) => (
        <PracticeCard practice={practice} visit={visit} searched={searched} />
      ))}
    </ol>
  );
}

/** What the search found in any text of a list, in small letters. */
const wordsFoundIn = (items: readonly Listed[]): ReadonlySet<string> =>
  new Set(
    items
      .flatMap(({ highlights = [] }) => highlights)
      .flatMap(({ parts, code }) => (code === undefined ? parts.filter(({ match }) => match) : []))
      .map(({ text }) => text.toLowerCase()),
  );

/** A text with the words marked that the search found, here or in its neighbours. */
const Searched = ({ text, searched, visit }: { text: Text; searched: ReadonlySet<string>; visit: Visit }) => {
  const parts = text.text.split(/([\p{L}\p{M}\p{N}]+)/u);
  const found = parts.map((part) => ({ text: part, match: searched.has(part.toLowerCase()) }));
  return <Found highlight={{ lang: text.lang, parts: found }} visit={visit} />;
};

function PracticeCard({
  practice,
  visit,
  searched,
}: {
  practice: Listed;
  visit: Visit;
  searched: ReadonlySet<string>;
}) {
  const { t, words } = visit;
  const { title, themes = [], targetGroups = [] } = sheetOf(practice);
  const purpose = purposeOf(practice);
  const adopted = practice.adoptions.count;
  const found = practice.highlights ?? [];
  const inTitle = found.find(({ pointer, lang }) => pointer === '/title' && lang === title.lang);
  const names = found.filter(({ code }) => code !== undefined).map(textOf);
  const inTexts = found.filter((one) => one !== inTitle && one.lang !== null && one.code === undefined);
  // Each card says why it is here: by a piece that tells nothing else, if need be.
  const inText = inTexts.find(tells) ?? (inTitle || names.length > 0 ? undefined : inTexts[0]);
  const isPurpose = inText !== undefined && fieldOf(inText) === purpose?.field;
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
      {purpose && !isPurpose && (
        <p class="excerpt">
          {practice.highlights ? (
            <Searched text={short(purpose.text)} searched={searched} visit={visit} />
          ) : (
            <Words text={short(purpose.text)} visit={visit} />
          )}
        </p>
      )}
      {inText && (
        <p class={isPurpose ? 'excerpt' : 'excerpt small'}>
          {!isPurpose && (
            <span class="quiet">{t('kit.practice.in', { part: labelOf(visit, fieldOf(inText)) ?? '' })}</span>
          )}{' '}
          <Found highlight={inText} visit={visit} />
        </p>
      )}
      {practice.highlights && !inTitle && !inText && (
        <p class="small quiet">
          {names.length > 0 ? t('kit.practice.related', { names: words.list(names) }) : t('kit.practice.meant')}
        </p>
      )}
      <ul class="tags topics" aria-label={t('kit.practice.for')}>
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

/** A piece of text shorter than this tells nothing. */
const SOMETHING = 40;
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
const Found = ({
  highlight: { lang, parts },
  visit,
}: {
  highlight: Pick<Highlight, 'lang' | 'parts'>;
  visit: Visit;
}) => (
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
