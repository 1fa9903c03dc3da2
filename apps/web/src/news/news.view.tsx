import type { ComponentChildren } from 'preact';
import type { Shape } from '#client';
import { themes } from '#contracts';
import { PageHead } from '../page/page-head.js';
import { Pager } from '../kit/pager.js';
import type { Practice } from '../kit/practices.js';
import { Said } from '../kit/said.js';
import { titleIn, Words } from '../kit/text.js';
import { aboutMembers, aboutPractices, subscribing } from '../subscribe/subscribing.js';
import { mapCountries } from '../map/europe-map.js';
import { Page } from '../page/page.js';
import type { Visit } from '../page/visit.js';

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
  readonly previous: string | null;
}

/** What became of practices that are no longer offered, by their ids: why, or what now tells of the same work. */
export type Fates = ReadonlyMap<string, { readonly reason?: string; readonly into?: Practice }>;

/** Of whom that is asked. */
export const goneIn = (items: readonly Event[]): string[] => [
  ...new Set(items.filter((event) => GONE.includes(kindOf(event))).map(({ subject }) => subject)),
];
const GONE: readonly Kind[] = ['practice.withdrawn', 'practice.merged'];

/** Who did what is told, for what is known about them to be asked for. */
export const actorsIn = (items: readonly Event[]): string[] => [
  ...new Set(items.flatMap((event) => actorOf(event) ?? [])),
];

/** By their ids, what is told of members. */
export type Actors = ReadonlyMap<string, { readonly name: string; readonly country: string }>;

export function newsPage(visit: Visit, { items, next, previous }: News, actors: Actors, fates: Fates): Page {
  const { t, words } = visit;
  const isFiltered = filters.some((name) => visit.query.get(name));
  const days = [...new Set(items.map(({ time }) => words.day(time)))];
  // The page may end within its last day: what it shows of that is not all.
  const isWhole = (day: string) => day !== days.at(-1) || next === null;
  return new Page(
    t('news.title'),
    <div class="stack">
      <PageHead title={t('news.title')} lead={t('news.lead')} />
      <Filter visit={visit} />
      <OfMember visit={visit} actors={actors} />
      <Onwards visit={visit} />
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
          <div class="panel">
            {byKind(items.filter(({ time }) => words.day(time) === day)).map(([kind, events]) => (
              <section>
                <h3>
                  {t(`news.kind.${kind}`)} {isWhole(day) && <span class="number">{words.number(events.length)}</span>}
                </h3>
                <Together
                  visit={visit}
                  kind={kind}
                  items={events.map((event) => (
                    <NewsItem visit={visit} event={event} actors={actors} fates={fates} />
                  ))}
                />
              </section>
            ))}
            {!isWhole(day) && <p class="small quiet">{t('news.continued')}</p>}
          </div>
        </section>
      ))}
      <div class="day">
        <Pager visit={visit} next={next} previous={previous} />
      </div>
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
    <form method="get" class="filters no-print">
      <details class="narrow">
        <summary>{t('search.narrow', { count: choices.filter(([name]) => query.get(name)).length })}</summary>
        <div class="actions">
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
        </div>
      </details>
    </form>
  );
}

const feeds = [['atom', 'Atom'], ['json', 'JSON Feed']] as const; // prettier-ignore

/** The same news by e-mail, and those of practices for feed readers, narrowed as they are here. */
function Onwards({ visit }: { visit: Visit }) {
  const { t, lang, query } = visit;
  const filters = [['theme', 'themes'], ['country', 'countries'], ['member', 'member']] as const; // prettier-ignore
  const asked = filters.filter(([name]) => query.get(name)).map(([name, called]) => [name, called, query.get(name)!] as const); // prettier-ignore
  const narrowed = asked.map(([, called, value]) => [called, value]);
  const address = (form: string) => `/v1/feeds/practices.${form}?${new URLSearchParams([['lang', lang], ...narrowed]).toString()}`; // prettier-ignore
  const about = { practice: aboutPractices, member: aboutMembers }[(query.get('about') ?? '').split('.')[0]!];
  const wanted = [
    ...(about ? [['type', about] as const] : []),
    ...asked.map(([name, , value]) => [name, value] as const),
  ];
  return (
    <p class="small no-print">
      <a href={subscribing(visit, wanted)}>{t('subscribe.link')}</a>
      {' · '}
      {t('news.feeds')}{' '}
      {feeds.map(([form, name], index) => (
        <>
          {index > 0 && ', '}
          <a href={address(form)}>{name}</a>
        </>
      ))}
    </p>
  );
}

/** Whose news are shown, if not everybody's. */
function OfMember({ visit, actors }: { visit: Visit; actors: Actors }) {
  const { t } = visit;
  const member = visit.query.get('member');
  if (!member) return null;
  const others = new URLSearchParams([...visit.query].filter(([name]) => !['member', 'cursor'].includes(name)));
  const name = actors.get(member)?.name ?? t('news.someone');
  return (
    <p class="no-print">
      <a
        class="chip"
        href={visit.to(`/news${others.size > 0 ? `?${others.toString()}` : ''}`)}
        aria-label={t('search.remove', { filter: name })}
      >
        <bdi>{name}</bdi> <span aria-hidden="true">×</span>
      </a>
    </p>
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
  readonly status?: string;
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
function Together({ visit, kind, items }: { visit: Visit; kind: Kind; items: readonly ComponentChildren[] }) {
  const { t, lang } = visit;
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

interface Item {
  readonly visit: Visit;
  readonly event: Event;
  readonly actors: Actors;
  readonly fates: Fates;
}

/** What it happened to, which leads there, and beneath by whom, where and what it is about. */
function NewsItem({ visit, event, actors, fates }: Item) {
  const { t, words } = visit;
  const kind = kindOf(event);
  const { title, name, countries = [], themes: about = [], status } = event.data as Told;
  const isMember = kind.startsWith('member.');
  const actor = isMember ? undefined : actors.get(actorOf(event) ?? '');
  const isAdoption = kind === 'practice.adopted';
  const who = isAdoption ? t('news.adopted', { member: actor?.name ?? t('news.member') }) : actor?.name;
  // An adoption happens where the adopter is.
  const where = isAdoption ? [actor?.country ?? []].flat() : countries;
  const labels = [
    ...(who === undefined ? [] : [<bdi>{who}</bdi>]),
    ...(isAdoption && status ? [words.code('adoptionStatuses', status)] : []),
    ...where.map((code) => words.code('countries', code)),
    ...about.map((code) => words.code('themes', code)),
  ];
  const { reason, into } = fates.get(event.subject) ?? {};
  return (
    <li>
      <p>
        <a href={visit.to(`/${isMember ? 'members' : 'practices'}/${event.subject}`)}>
          {isMember ? <bdi>{name ?? t('news.someone')}</bdi> : <Title of={title} visit={visit} />}
        </a>
      </p>
      {labels.length > 0 && <p class="small quiet">{labels.map((label, index) => [index > 0 && '\u00a0· ', label])}</p>}
      {kind === 'practice.withdrawn' && reason !== undefined && (
        <p class="small">
          <Said visit={visit} message="news.reason" parts={{ reason: <bdi>{reason}</bdi> }} />
        </p>
      )}
      {kind === 'practice.merged' && into && (
        <p class="small">
          <Said
            visit={visit}
            message="news.into"
            parts={{
              practice: (
                <a href={visit.to(`/practices/${into.id}`)}>
                  <Title of={into.factSheet.title as Told['title']} visit={visit} />
                  {into.ownerName && <bdi>{` (${into.ownerName})`}</bdi>}
                </a>
              ),
            }}
          />
        </p>
      )}
    </li>
  );
}

const Title = ({ of, visit }: { of: Told['title']; visit: Visit }) =>
  of ? <Words text={titleIn(of, visit)} visit={visit} /> : <>{visit.t('news.untitled')}</>;
