import type { Shape } from '#client';
import { themes } from '#contracts';
import { PageHead } from '../page/page-head.js';
import { Pager } from '../kit/pager.js';
import { Said } from '../kit/said.js';
import { titleIn, Words } from '../kit/text.js';
import { mapCountries } from '../map/europe-map.js';
import { Page } from '../page/page.js';
import type { Visit } from '../page/visit.js';
import type { Key } from '../words/keys.js';

/** Events that are news to people, what they care for most first. One line, with its messages, makes another kind. */
export const kindsOfNews = [
  'practice.labelled', 'practice.published', 'practice.adopted', 'practice.updated', 'member.approved',
  'practice.label-lost', 'member.ended', 'practice.withdrawn', 'practice.merged',
] as const; // prettier-ignore
type Kind = (typeof kindsOfNews)[number];

type Event = Shape<'CloudEventView'>;

interface News {
  readonly items: readonly Event[];
  readonly next: string | null;
}

/** Who did what is told, for what is known about them to be asked for. */
export const actorsIn = (items: readonly Event[]): string[] => [
  ...new Set(items.flatMap((event) => actorOf(event) ?? [])),
];

/** By their ids, what is told of members. */
export type Actors = ReadonlyMap<string, { readonly name: string; readonly country: string }>;

export function newsPage(visit: Visit, { items, next }: News, actors: Actors): Page {
  const { t, words } = visit;
  const isFiltered = filters.some((name) => visit.query.get(name));
  const days = [...new Set(items.map(({ time }) => words.day(time)))];
  return new Page(
    t('news.title'),
    <div class="stack">
      <PageHead title={t('news.title')} lead={t('news.lead')} />
      <Filter visit={visit} />
      {items.length === 0 && (
        <div class="notice">
          <p>
            {t(isFiltered ? 'news.none.filtered' : 'news.none')}{' '}
            {isFiltered && <a href={visit.to('/news')}>{t('news.everything')}</a>}
          </p>
        </div>
      )}
      {days.map((day) => (
        <section class="day">
          <h2>{day}</h2>
          <div class="stack">
            {byKind(items.filter(({ time }) => words.day(time) === day)).map(([kind, events]) => (
              <section class="panel">
                <h3>{t(`news.kind.${kind}`)}</h3>
                <Together visit={visit} kind={kind} events={events} actors={actors} />
              </section>
            ))}
          </div>
        </section>
      ))}
      <Pager visit={visit} next={next} />
    </div>,
    { description: t('news.lead') },
  );
}

const filters = ['about', 'theme', 'country', 'member'] as const;

/** Narrows the news by what happened, theme and country; the member of whose page one came stays. */
function Filter({ visit }: { visit: Visit }) {
  const { t, words, query, lang } = visit;
  const member = query.get('member');
  const kinds = (['practice', 'member'] as const).flatMap((about): [string, string][] => [
    [about, t(`news.about.${about}`)],
    ...kindsOfNews
      .filter((kind) => kind.startsWith(`${about}.`))
      .map((kind): [string, string] => [kind, `– ${t(`news.kind.${kind}`)}`]),
  ]);
  const named = (list: 'countries' | 'themes', codes: readonly string[]): [string, string][] =>
    codes
      .map((code): [string, string] => [code, words.code(list, code)])
      .toSorted(([, one], [, other]) => one.localeCompare(other, lang));
  const choices = [
    ['about', t('news.filter'), t('news.all'), kinds],
    ['theme', t('search.facet.theme'), t('news.all.theme'), named('themes', themes)],
    ['country', t('search.facet.country'), t('members.country.all'), named('countries', mapCountries)],
  ] as const;
  return (
    <form method="get" class="actions no-print">
      {choices.map(([name, label, all, options]) => (
        <div class="field">
          <label for={name}>{label}</label>
          <select id={name} name={name}>
            <option value="">{all}</option>
            {options.map(([code, called]) => (
              <option value={code} selected={query.get(name) === code}>
                {called}
              </option>
            ))}
          </select>
        </div>
      ))}
      {member && <input type="hidden" name="member" value={member} />}
      <button type="submit" class="plain">
        {t('members.show')}
      </button>
    </form>
  );
}

/** What of one kind is told of a day before one asks for more. */
const AT_ONCE = 4;

const kindOf = ({ type }: Pick<Event, 'type'>): Kind =>
  type.replace(/^eu\.lra-network\./, '').replace(/\.v\d+$/, '') as Kind;

interface Told {
  readonly title?: Readonly<Record<string, string>>;
  readonly name?: string;
  readonly countries?: readonly string[];
  readonly themes?: readonly string[];
  readonly ownerMemberId?: string | null;
  readonly adopterMemberId?: string;
}

const actorOf = ({ data }: Event): string | undefined => {
  const { adopterMemberId, ownerMemberId } = data as Told;
  return adopterMemberId ?? ownerMemberId ?? undefined;
};

/** What happened in the same way, the newest first. */
const byKind = (events: readonly Event[]): (readonly [Kind, Event[]])[] =>
  kindsOfNews
    .map((kind) => [kind, events.filter((event) => kindOf(event) === kind)] as const)
    .filter(([, some]) => some.length > 0);

/** Events of one kind and day: the newest at once, the rest of an import or the like on demand. */
function Together({
  visit,
  kind,
  events,
  actors,
}: {
  visit: Visit;
  kind: Kind;
  events: readonly Event[];
  actors: Actors;
}) {
  const { t, lang } = visit;
  const items = events.map((event) => <NewsItem visit={visit} event={event} actors={actors} />);
  const atOnce = items.length <= AT_ONCE + 1 ? items.length : AT_ONCE;
  const called = t(`news.kind.${kind}`);
  // Inside a sentence only German begins nouns with a capital.
  const more = { count: items.length - atOnce, kind: lang === 'de' ? called : called.toLocaleLowerCase(lang) };
  return (
    <ul class="feed">
      {items.slice(0, atOnce)}
      {more.count > 0 && (
        <li>
          <details>
            <summary>{t('news.more', more)}</summary>
            <ul class="feed">{items.slice(atOnce)}</ul>
          </details>
        </li>
      )}
    </ul>
  );
}

/** One event in a sentence, with whom and what it names, and beneath where and what it is about. */
function NewsItem({ visit, event, actors }: { visit: Visit; event: Event; actors: Actors }) {
  const { t, words } = visit;
  const kind = kindOf(event);
  const { title, name, countries = [], themes: about = [] } = event.data as Told;
  const isMember = kind.startsWith('member.');
  const actor = isMember ? event.subject : actorOf(event);
  const called = isMember ? (name ?? t('news.someone')) : actors.get(actor ?? '')?.name;
  const member = (
    <a href={visit.to(`/members/${actor}`)}>
      <bdi>{called}</bdi>
    </a>
  );
  const practice = (
    <a href={visit.to(`/practices/${event.subject}`)}>
      {title ? <Words text={titleIn(title, visit)} visit={visit} /> : t('news.untitled')}
    </a>
  );
  // An adoption happens where the adopter is.
  const where = kind === 'practice.adopted' ? [actors.get(actor ?? '')?.country ?? []].flat() : countries;
  const labels = [
    ...where.map((code) => words.code('countries', code)),
    ...about.map((code) => words.code('themes', code)),
  ];
  return (
    <li>
      <p>
        <Said
          visit={visit}
          message={`news.${called === undefined ? 'told' : 'said'}.${kind}` as Key}
          parts={{ member, practice }}
        />
      </p>
      {labels.length > 0 && <p class="small quiet">{labels.join(' · ')}</p>}
    </li>
  );
}
