import { PageHead } from '../page/page-head.js';
import { Pager, Range } from '../kit/pager.js';
import { Practices, type Listed } from '../kit/practices.js';
import { EuropeMap } from '../map/europe-map.js';
import { Page } from '../page/page.js';
import { aboutPractices, subscribing, type Wanted } from '../subscribe/subscribing.js';
import type { Visit } from '../page/visit.js';
import type { Words } from '../words/words.js';
import { facetNames, facets, PAGE, sorts, type Facet, type Search } from './search.query.js';

export interface Found {
  readonly items: readonly Listed[];
  readonly next: string | null;
  readonly previous?: string | null;
  readonly total?: number;
  readonly facets?: Readonly<Record<string, readonly Counted[]>>;
}

interface Counted {
  readonly code: string;
  readonly count: number;
}

/** Values of a filter that are shown at once. */
const SHOWN = 6;

/** Filters that are open at first. */
const OPEN: readonly Facet[] = ['country', 'theme', 'targetGroup'];

export function searchPage(visit: Visit, search: Search, found: Found): Page {
  const { t } = visit;
  const total = found.total ?? found.items.length;
  const isBegun = search.filters.length > 0 || search.q !== '' || search.cursor !== '';
  // Where nothing is found without filters, none helps.
  const canChange = total > 0 || search.filters.length > 0;
  const shown = { count: found.items.length, limit: PAGE, total };
  const list = { visit, next: found.next, previous: found.previous, shown };
  const counted = t('search.found', { count: total });
  return new Page(
    search.q ? `${search.q}: ${counted}` : t('search.title'),
    <lra-search class="stack">
      <PageHead title={t('search.title')} lead={isBegun ? undefined : t('search.lead')} />
      <form id="search" class="stack no-print" method="get" role="search" aria-label={t('search.form')}>
        <div class="search-box">
          <label class="visually-hidden" for="q">
            {t('page.search.label')}
          </label>
          <input id="q" name="q" type="search" value={search.q} maxLength={500} />
          <button type="submit">{t('search.submit')}</button>
        </div>
        <details class="small">
          <summary>{t('search.help')}</summary>
          <ul class="points">
            <li>{t('search.hint')}</li>
            <li>{t('search.hint.operators')}</li>
          </ul>
        </details>
        {search.kept.map(([name, value]) => (
          <input type="hidden" name={name} value={value} />
        ))}
      </form>
      <div class={canChange ? 'beside side-start' : undefined}>
        {canChange && <Narrowing visit={visit} search={search} found={found} />}
        <section class="stack" aria-labelledby="found">
          <div class="toolbar">
            <div class="counted">
              <h2 id="found">{counted}</h2>
              <Range {...list} />
              {search.q !== '' && total > 1 && <p class="small quiet">{t('search.related')}</p>}
            </div>
            {canChange && <Sorting visit={visit} search={search} />}
          </div>
          <div class="results stack">
            <Chosen visit={visit} search={search} />
            {total === 0 && <Nothing visit={visit} search={search} />}
            {total > 1 && (
              <details class="no-print">
                <summary>{t('search.map')}</summary>
                <EuropeMap
                  visit={visit}
                  counts={new Map((found.facets?.['country'] ?? []).map(({ code, count }) => [code, count]))}
                  to={(country) => visit.to(`/practices${search.with({ add: ['country', country] })}`)}
                />
              </details>
            )}
            <Practices items={found.items} visit={visit} />
            <Pager {...list} />
            {total > 0 && (
              <p class="small quiet no-print">
                <a href={subscribing(visit, wantedIn(search))}>{t('subscribe.link')}</a> ·{' '}
                <a href={visit.to(`/searches/new${search.with()}`)}>{t('saved.save')}</a> · {t('search.take')}{' '}
                <a href={`/v1/practices${search.with() || '?limit=20'}`}>{t('search.json')}</a>
              </p>
            )}
          </div>
        </section>
      </div>
    </lra-search>,
    {
      description: t('search.description'),
      hasSearch: true,
      ...(isBegun ? { isUnlisted: true } : {}),
    },
  );
}

/** Of a search, what mails can be about: its words are looked for in titles. */
const wantedIn = ({ q, filters }: Search): (readonly [Wanted, string])[] => [
  ['type', aboutPractices],
  ...filters.filter((filter): filter is readonly [Wanted, string] =>
    (['country', 'theme', 'dimension', 'member'] as const).some((name) => name === filter[0]),
  ),
  ...(q ? [['text', q] as const] : []),
];

/** The name of a filter's value; those that are no codes, such as years, are shown themselves. */
export function filterName(words: Words, name: string, value: string): string {
  if (value === 'not-stated') return words.t('search.notStated');
  if (name === 'label' && value === 'none') return words.t('search.noLabel');
  return name in facets ? words.code(facets[name as Facet], value) : value;
}

/** All choices there are to narrow what is found. */
function Narrowing({ visit, search, found }: { visit: Visit; search: Search; found: Found }) {
  const { t } = visit;
  return (
    <details class="narrow facets no-print">
      <summary>{t('search.narrow', { count: search.filters.length })}</summary>
      {facetNames.map((facet) => (
        <FacetChoices visit={visit} facet={facet} counts={found.facets?.[facet] ?? []} chosen={search.chosen(facet)} />
      ))}
      <button form="search" class="plain unscripted">
        {t('search.apply')}
      </button>
    </details>
  );
}

function FacetChoices({
  visit,
  facet,
  counts,
  chosen,
}: {
  visit: Visit;
  facet: Facet;
  counts: readonly Counted[];
  chosen: readonly string[];
}) {
  const { t, words } = visit;
  const missing = chosen.filter((code) => counts.every((counted) => counted.code !== code));
  const all = [...counts, ...missing.map((code) => ({ code, count: 0 }))];
  const sorted = all.toSorted((a, b) => Number(chosen.includes(b.code)) - Number(chosen.includes(a.code)));
  const choice = ({ code, count }: Counted) => (
    <div class="choice">
      <input
        type="checkbox"
        id={`${facet}-${code}`}
        name={facet}
        value={code}
        form="search"
        checked={chosen.includes(code)}
      />
      <label for={`${facet}-${code}`}>
        <span>{filterName(words, facet, code)}</span> <span class="quiet number">{words.number(count)}</span>
      </label>
    </div>
  );
  if (sorted.length === 0) return null;
  return (
    <details open={chosen.length > 0 || OPEN.includes(facet)}>
      <summary>{t(`search.facet.${facet}`)}</summary>
      <fieldset>
        <legend class="visually-hidden">{t(`search.facet.${facet}`)}</legend>
        {sorted.slice(0, SHOWN).map(choice)}
        {sorted.length > SHOWN && (
          <details>
            <summary>{t('search.more', { count: sorted.length - SHOWN })}</summary>
            {sorted.slice(SHOWN).map(choice)}
          </details>
        )}
      </fieldset>
    </details>
  );
}

function Chosen({ visit, search }: { visit: Visit; search: Search }) {
  const { t, words } = visit;
  if (search.filters.length === 0) return null;
  return (
    <ul class="chips" aria-label={t('search.chosen')}>
      {search.filters.map(([name, value]) => {
        const filter =
          name in facets ? `${t(`search.facet.${name as Facet}`)}: ${filterName(words, name, value)}` : value;
        return (
          <li>
            <a
              class="chip"
              href={visit.to(`/practices${search.with({ without: [name, value] })}`)}
              aria-label={t('search.remove', { filter })}
            >
              {filter} <span aria-hidden="true">×</span>
            </a>
          </li>
        );
      })}
      <li>
        <a href={visit.to(`/practices${search.q ? `?q=${encodeURIComponent(search.q)}` : ''}`)}>{t('search.clear')}</a>
      </li>
    </ul>
  );
}

function Sorting({ visit, search }: { visit: Visit; search: Search }) {
  const { t } = visit;
  const usual = search.q ? 'relevance' : 'published';
  return (
    <div class="sorting no-print">
      <label for="sort" class="small">
        {t('search.sort')}
      </label>
      <select id="sort" name="sort" form="search">
        {sorts
          .filter((sort) => sort !== 'relevance' || search.q)
          .map((sort) => (
            // What is usual has no name of its own, so that it follows the words.
            <option value={sort === usual ? '' : sort} selected={sort === (search.sort || usual)}>
              {t(`search.sort.${sort}`)}
            </option>
          ))}
      </select>
      <button form="search" class="plain unscripted">
        {t('search.sort.apply')}
      </button>
    </div>
  );
}

/** What one can do when nothing was found. */
const Nothing = ({ visit, search }: { visit: Visit; search: Search }) => (
  <div class="notice stack">
    <p>{visit.t(search.filters.length > 0 ? 'search.none.filters' : 'search.none.words')}</p>
    <p>
      <a href={visit.to('/practices')}>{visit.t('search.none.all')}</a>
    </p>
  </div>
);
