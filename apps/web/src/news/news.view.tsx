import type { Shape } from '#client';
import { themes } from '#contracts';
import { Pager } from '../kit/pager.js';
import { titleIn, Words } from '../kit/text.js';
import { mapCountries } from '../map/europe-map.js';
import { Page } from '../page/page.js';
import type { Visit } from '../page/visit.js';

/** Events that are news to people. One line, with its message, makes another kind. */
export const kindsOfNews = [
  'practice.published', 'practice.updated', 'practice.withdrawn', 'practice.merged', 'practice.labelled', 'practice.label-lost',
  'practice.adopted', 'member.approved', 'member.ended',
] as const; // prettier-ignore
type Kind = (typeof kindsOfNews)[number];

type Event = Shape<'CloudEventView'>;

interface News {
  readonly items: readonly Event[];
  readonly next: string | null;
}

export function newsPage(visit: Visit, { items, next }: News): Page {
  const { t, words } = visit;
  const isFiltered = filters.some((name) => visit.query.get(name));
  const days = [...new Set(items.map(({ time }) => words.day(time)))];
  return new Page(
    t('news.title'),
    <div class="stack">
      <h1>{t('news.title')}</h1>
      <p class="lead">{t('news.lead')}</p>
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
        <section class="panel stack">
          <h2>{day}</h2>
          {byKind(items.filter(({ time }) => words.day(time) === day)).map(([kind, events]) => (
            <div class="stack">
              <h3>
                {t(`news.kind.${kind}`)} <span class="quiet">{words.number(events.length)}</span>
              </h3>
              <ul class="feed">
                {events.slice(0, AT_ONCE).map((event) => (
                  <NewsItem visit={visit} event={event} />
                ))}
              </ul>
              {events.length > AT_ONCE && (
                <details>
                  <summary>{t('search.more', { count: events.length - AT_ONCE })}</summary>
                  <ul class="feed">
                    {events.slice(AT_ONCE).map((event) => (
                      <NewsItem visit={visit} event={event} />
                    ))}
                  </ul>
                </details>
              )}
            </div>
          ))}
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
    ['about', t('news.filter'), kinds],
    ['theme', t('search.facet.theme'), named('themes', themes)],
    ['country', t('search.facet.country'), named('countries', mapCountries)],
  ] as const;
  return (
    <form method="get" class="actions no-print">
      {choices.map(([name, label, options]) => (
        <div class="field">
          <label for={name}>{label}</label>
          <select id={name} name={name}>
            <option value="">{t('news.all')}</option>
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

/** What of one kind is shown of a day before one asks for more. */
const AT_ONCE = 6;

const kindOf = ({ type }: Pick<Event, 'type'>): Kind =>
  type.replace(/^eu\.lra-network\./, '').replace(/\.v\d+$/, '') as Kind;

const byKind = (events: readonly Event[]): [Kind, Event[]][] =>
  [...new Set(events.map(kindOf))].map((kind) => [kind, events.filter((event) => kindOf(event) === kind)]);

function NewsItem({ visit, event }: { visit: Visit; event: Event }) {
  const { data, subject } = event;
  const {
    title,
    name,
    countries = [],
  } = data as {
    title?: Readonly<Record<string, string>>;
    name?: string;
    countries?: readonly string[];
  };
  const path = kindOf(event).startsWith('member.') ? `/members/${subject}` : `/practices/${subject}`;
  return (
    <li>
      <a href={visit.to(path)}>
        {title ? <Words text={titleIn(title, visit)} visit={visit} /> : <bdi>{name ?? visit.t('news.untitled')}</bdi>}
      </a>{' '}
      <span class="quiet small">{visit.words.list(countries.map((code) => visit.words.code('countries', code)))}</span>
    </li>
  );
}
