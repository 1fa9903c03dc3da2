import { PageHead } from '../page/page-head.js';
import { Pager } from '../kit/pager.js';
import { Practices, type Listed } from '../kit/practices.js';
import { EuropeMap } from '../map/europe-map.js';
import { Page } from '../page/page.js';
import type { Visit } from '../page/visit.js';
import type { Words } from '../words/words.js';
import { facetNames, facets, sorts, type Facet, type Search } from './search.query.js';

export interface Found {
  readonly items: readonly Listed[];
  readonly next: string | null;
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
  const counted = t('search.found', { count: total });
  return new Page(
    search.q ? `${search.q}: ${counted}` : t('search.title'),
    <lra-search class="stack">
      <PageHead title={t('search.title')} lead={t('search.lead')} />
      <div class="beside side-start">
        <form class="facets stack no-print" method="get" role="search" aria-label={t('search.form')}>
          <div class="field">
            <label for="q">{t('search.words')}</label>
            <input id="q" name="q" type="search" value={search.q} maxLength={500} aria-describedby="q-hint" />
            <p id="q-hint" class="small quiet">
              {t('search.hint')} {t('search.related')}
            </p>
          </div>
          <button type="submit">{t('search.submit')}</button>
          {search.sort && <input type="hidden" name="sort" value={search.sort} />}
          <details class="narrow">
            <summary>{t('search.narrow', { count: search.filters.length })}</summary>
            {facetNames.map((facet) => (
              <FacetChoices
                visit={visit}
                facet={facet}
                counts={found.facets?.[facet] ?? []}
                chosen={search.chosen(facet)}
              />
            ))}
            <button type="submit" class="plain">
              {t('search.apply')}
            </button>
          </details>
        </form>
        <section class="results stack" aria-labelledby="found">
          <div class="toolbar">
            <h2 id="found">{counted}</h2>
            {total > 1 && <Sorting visit={visit} search={search} />}
          </div>
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
          {found.next !== null && !search.cursor && (
            <p class="small quiet">
              {t('search.shown', {
                shown: visit.words.number(found.items.length),
                total: visit.words.number(total),
              })}
            </p>
          )}
          <Pager visit={visit} next={found.next} />
          {total > 0 && (
            <p class="small quiet no-print">
              <a href={visit.to(`/searches/new${search.with()}`)}>{t('saved.save')}</a> · {t('search.take')}{' '}
              <a href={`/v1/practices${search.with() || '?limit=20'}`}>{t('search.json')}</a>
            </p>
          )}
        </section>
      </div>
    </lra-search>,
    {
      description: t('search.description'),
      hasSearch: true,
      ...(search.filters.length > 0 || search.q || search.cursor ? { isUnlisted: true } : {}),
    },
  );
}

/** The name of a filter's value; those that are no codes, such as years, are shown themselves. */
export function filterName(words: Words, name: string, value: string): string {
  if (value === 'not-stated') return words.t('search.notStated');
  if (name === 'label' && value === 'none') return words.t('search.noLabel');
  return name in facets ? words.code(facets[name as Facet], value) : value;
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
      <input type="checkbox" id={`${facet}-${code}`} name={facet} value={code} checked={chosen.includes(code)} />
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
  const current = search.sort || (search.q ? 'relevance' : 'published');
  return (
    <form method="get" class="no-print">
      {search.q && <input type="hidden" name="q" value={search.q} />}
      {search.filters.map(([name, value]) => (
        <input type="hidden" name={name} value={value} />
      ))}
      <label for="sort" class="small">
        {t('search.sort')}
      </label>
      <select id="sort" name="sort">
        {sorts
          .filter((sort) => sort !== 'relevance' || search.q)
          .map((sort) => (
            <option value={sort} selected={sort === current}>
              {t(`search.sort.${sort}`)}
            </option>
          ))}
      </select>
      <button type="submit" class="plain">
        {t('search.sort.apply')}
      </button>
    </form>
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
