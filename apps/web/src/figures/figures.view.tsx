import type { Shape } from '#client';
import { BarTable } from '../kit/bar-table.js';
import { Scroll } from '../kit/scroll.js';
import { EuropeMap } from '../map/europe-map.js';
import { PageHead } from '../page/page-head.js';
import { Page } from '../page/page.js';
import type { Visit } from '../page/visit.js';
import type { CodeList } from '../words/words.js';

type Statistics = Shape<'StatisticsView'>;

/** What can be counted by, with the list that names its codes. One line makes a dimension. */
const dimensions = {
  country: 'countries',
  theme: 'themes',
  targetGroup: 'targetGroups',
  aim: 'aims',
  dimension: 'dimensions',
  range: 'ranges',
  fundingSource: 'fundingSources',
  organiserKind: 'organiserKinds',
  partnerKind: 'partnerKinds',
  evaluation: 'evaluationConducted',
  replicated: 'replicated',
  basicPrinciple: 'basicPrinciples',
  label: 'labels',
} as const satisfies Partial<Record<Statistics['dimensions'][number], CodeList>>;
export type Dimension = keyof typeof dimensions;
export const dimensionNames = Object.keys(dimensions) as readonly Dimension[];

/** From so many practices on, a tenth of a percent says something. */
const EXACT = 100;

export function figuresPage(visit: Visit, by: readonly Dimension[], counted: Statistics): Page {
  const { t, words } = visit;
  const named = counted.rows.map((row) => ({
    ...row,
    name: by.map((one) => nameOf(visit, one, row.key[one])).join(' '),
  }));
  const figures = { ...counted, rows: named.toSorted(words.frequentFirst) };
  const [first = 'country', second] = by;
  const title = second
    ? t('figures.two', { first: t(`figures.by.${first}`), second: t(`figures.by.${second}`) })
    : first === 'country'
      ? t('figures.one.country')
      : t('figures.one', { first: t(`figures.by.${first}`) });
  const sum = figures.rows.reduce((all, { count }) => all + count, 0);
  const csv = `/v1/statistics/practices?by=${by.join(',')}&format=csv`;
  return new Page(
    title,
    <div class="stack">
      <PageHead title={t('figures.title')} lead={t('figures.lead')} />
      <form method="get" class="actions no-print">
        <Choice visit={visit} name="by" label={t('figures.choose')} chosen={first} />
        <Choice visit={visit} name="and" label={t('figures.and')} chosen={second} />
        <button type="submit" class="plain">
          {t('figures.show')}
        </button>
      </form>
      <section class="panel stack" aria-labelledby="table">
        <h2 id="table">{title}</h2>
        {second === undefined ? (
          <div class={first === 'country' ? 'beside' : undefined}>
            <BarTable
              visit={visit}
              title={t(`figures.by.${first}`)}
              bars={figures.rows.map(({ name, count, percent, list }) => ({
                name,
                href: pageOf(visit, list),
                count,
                percent: figures.base < EXACT ? Math.round(percent) : percent,
              }))}
            />
            {first === 'country' && (
              <EuropeMap
                visit={visit}
                counts={
                  new Map(figures.rows.flatMap(({ key, count }) => (key['country'] ? [[key['country'], count]] : [])))
                }
                to={(country) => visit.to(`/practices?country=${country}`)}
              />
            )}
          </div>
        ) : (
          <Crossed visit={visit} first={first} second={second} figures={figures} title={title} />
        )}
        <p class="small quiet">
          {t('figures.base', { base: figures.base, unanswered: figures.unanswered })}
          {` ${t('figures.scope', { day: visit.words.day(new Date().toISOString()) })}`}
          {sum > figures.base && ` ${t('figures.several', { sum: visit.words.number(sum) })}`}
        </p>
        <p class="no-print">
          <a href={csv} type="text/csv" download>
            {t('figures.csv')}
          </a>
        </p>
      </section>
    </div>,
    {
      description: t('figures.lead'),
      canonicalQuery: new URLSearchParams({ by: first, ...(second ? { and: second } : {}) }),
    },
  );
}

const nameOf = (visit: Visit, dimension: Dimension, code: string | null | undefined): string => {
  if (code === null || code === undefined)
    return visit.t(dimension === 'country' ? 'figures.noCountry' : 'search.notStated');
  if (dimension === 'label' && code === 'none') return visit.t('search.noLabel');
  return visit.words.code(dimensions[dimension], code);
};

/** The page of a list that the API names. */
const pageOf = (visit: Visit, list: string | null): string | undefined =>
  list === null ? undefined : visit.to(list.slice('/v1'.length));

function Choice({
  visit,
  name,
  label,
  chosen,
}: {
  visit: Visit;
  name: string;
  label: string;
  chosen: Dimension | undefined;
}) {
  return (
    <div class="field">
      <label for={name}>{label}</label>
      <select id={name} name={name}>
        {name === 'and' && <option value="">{visit.t('figures.alone')}</option>}
        {dimensionNames.map((dimension) => (
          <option value={dimension} selected={dimension === chosen}>
            {visit.t(`figures.by.${dimension}`)}
          </option>
        ))}
      </select>
    </div>
  );
}

/** One dimension down, the other across; each number leads to the practices behind it. */
function Crossed({
  visit,
  first,
  second,
  figures,
  title,
}: {
  visit: Visit;
  first: Dimension;
  second: Dimension;
  figures: Statistics;
  title: string;
}) {
  const keys = (dimension: Dimension) => [...new Set(figures.rows.map(({ key }) => key[dimension] ?? null))];
  const [down, across] = [keys(first), keys(second)];
  const cells = new Map(figures.rows.map((row) => [`${row.key[first]} ${row.key[second]}`, row]));
  return (
    <Scroll label={title}>
      <table>
        <thead>
          <tr>
            <td />
            {across.map((code) => (
              <th scope="col" class="number wrap">
                {nameOf(visit, second, code)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {down.map((code) => (
            <tr>
              <th scope="row">{nameOf(visit, first, code)}</th>
              {across.map((other) => {
                const cell = cells.get(`${code} ${other}`);
                const href = cell && pageOf(visit, cell.list);
                return (
                  <td class="number">
                    {cell && (href ? <a href={href}>{visit.words.number(cell.count)}</a> : cell.count)}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}
