import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { testApp, type TestApp } from '#testing';
import type { FactSheet } from '../fact-sheet/fact-sheet.js';
import { completeSheet, storePublished } from '../practice/practice.example.js';
import { practicesApp } from '../practices.app.js';
import { statisticsDimensions, type StatisticsDimension } from './practice-statistics.repository.js';

type Sheet = Partial<FactSheet>;

const given: readonly Sheet[] = [
  {},
  { aims: ['employment', 'training'], themes: ['employment', 'language-training'], countries: ['DE', 'FR'] },
  { aims: ['employment'], themes: [], countries: ['DE'], range: 'national', period: { start: '2005', end: '2009-06' } },
  { aims: [], countries: [], range: 'eu-international', period: { start: '2009', ongoing: true } },
  { aims: [], themes: [], countries: ['FR'], period: { start: '2009' }, funding: { unknown: true } },
  { aims: ['training', 'health'], partners: [{ kind: 'ngos' }, { kind: 'ngos' }, { kind: 'academia' }], basicPrinciples: [] },
  { countries: ['DE'], organiser: { name: 'Verein', kind: 'ngo' }, evaluation: { conducted: 'yes' }, replicated: 'scope' },
  { countries: ['DE'], targetGroups: [], dimensions: [], period: { start: '2001', end: '2004', ongoing: false } },
] as Sheet[]; // prettier-ignore
const sheets = given.map((sheet) => completeSheet(sheet as object));

/** What a sheet says, read straight from it; a list may say nothing. */
const said: Readonly<Record<StatisticsDimension, (sheet: FactSheet) => readonly unknown[]>> = {
  country: ({ countries = [] }) => (countries.length > 0 ? countries : [null]),
  range: ({ range }) => [range ?? null],
  endDate: ({ period }) => [period?.ongoing ? 'continuing' : (period?.end?.slice(0, 4) ?? null)],
  aim: ({ aims = [] }) => aims,
  fundingSource: ({ funding }) => funding?.sources ?? [],
  dimension: ({ dimensions = [] }) => dimensions,
  theme: ({ themes = [] }) => themes,
  targetGroup: ({ targetGroups = [] }) => targetGroups,
  label: () => ['none'],
  organiserKind: ({ organiser }) => [organiser?.kind ?? null],
  partnerKind: ({ partners = [] }) => [...new Set(partners.map(({ kind }) => kind))],
  evaluation: ({ evaluation }) => [evaluation?.conducted ?? null],
  replicated: (sheet) => [sheet.replicated ?? null],
  basicPrinciple: ({ basicPrinciples = [] }) => basicPrinciples.map(String),
};

/** The table counted one by one. */
function counted(by: readonly StatisticsDimension[], of: readonly FactSheet[]) {
  const base = of.filter((sheet) => by.every((one) => said[one](sheet).length > 0));
  const count = (dimensions: readonly StatisticsDimension[]) => {
    const cells = base.flatMap((sheet) =>
      dimensions.reduce<unknown[][]>((keys, one) => keys.flatMap((key) => said[one](sheet).map((value) => [...key, value])), [[]]),
    ); // prettier-ignore
    const counts = new Map<string, number>();
    for (const cell of cells) counts.set(JSON.stringify(cell), (counts.get(JSON.stringify(cell)) ?? 0) + 1);
    return Object.fromEntries(counts);
  };
  return {
    base: base.length,
    unanswered: of.length - base.length,
    rows: count(by),
    margins: by.map((one) => count([one])),
  };
}

interface Cell {
  key: Record<string, string | null> | string | null;
  count: number;
  list: string;
}
const keyed = (cells: readonly Cell[], dimensions: readonly string[]) =>
  Object.fromEntries(
    cells.map(({ key, count }) => [
      JSON.stringify(key !== null && typeof key === 'object' ? dimensions.map((one) => key[one]) : [key]),
      count,
    ]),
  );

/** Each two dimensions, in either order by turns. */
const pairs = statisticsDimensions.flatMap((a, index) =>
  statisticsDimensions.slice(0, index).map((b) => (index % 2 === 0 ? ([a, b] as const) : ([b, a] as const))),
);

describe('statistics and the lists behind them', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await testApp(practicesApp);
    await storePublished(app, sheets.map((sheet) => ({ sheet }))); // prettier-ignore
  });
  afterAll(() => app.close());

  const read = async (query: string) => {
    const { status, body } = await app.call('GET', `/v1/statistics/practices?${query}`);
    expect([query, status]).toEqual([query, 200]);
    return body;
  };

  const expectTable = async (by: readonly StatisticsDimension[], of: readonly FactSheet[], filter = '') => {
    const { base, unanswered, rows, totals } = await read(`by=${by.join()}${filter}`);
    const margins = by.length > 1 ? by.map((one) => keyed(totals[one], [one])) : [keyed(rows, by)];
    expect({ by, base, unanswered, rows: keyed(rows, by), margins }).toEqual({ by, ...counted(by, of) });
  };

  it('count by each dimension, and by any two, what the fact sheets say', async () => {
    for (const by of [...statisticsDimensions.map((one) => [one]), ...pairs]) await expectTable(by, sheets);
  });

  it('count what a filter leaves, with the base and the unanswered of that', async () => {
    const german = sheets.filter(({ countries = [] }) => countries.includes('DE'));
    for (const [index, by] of pairs.entries()) if (index % 7 === 0) await expectTable(by, german, '&country=DE');
    const working = sheets.filter(({ aims = [], range }) => aims.includes('employment') && range === 'national');
    await expectTable(['aim', 'theme'], working, '&aim=employment&range=national');
  });

  /** What a list has, by its own account. */
  const total = async (address: string) => {
    const { status, body } = await app.call('GET', `${address}&total=true&limit=1`);
    return [address, status, body.total];
  };

  it.each([
    'by=country',
    'by=range',
    'by=aim',
    'by=evaluation',
    'by=label',
    'by=endDate&endYearsFrom=2008',
    'by=country,endDate&endYearsFrom=2010',
    'by=aim,theme',
    'by=organiserKind,fundingSource',
    'by=targetGroup,range&country=DE,not-stated',
    'by=aim,country&aim=employment,health&country=FR,DE',
    'by=aim,theme&aim=employment&also=aim:training,theme:employment',
    'by=endDate,replicated&endYearsFrom=2008&endDate=2004,not-stated,before-2010',
    'by=partnerKind,organiserKind&answered=theme&startedFrom=2004&ongoing=false',
    'by=theme&unanswered=aim,dimension',
    'by=theme,aim&q=Live&lang=en&complete=true',
  ])('name for each figure of %s the list that has as many', async (query) => {
    const { base, unanswered, rows, totals, lists } = await read(query);
    expect(rows).not.toEqual([]);
    const isOne = 'practices' in totals;
    const margins: Cell[] = isOne ? [] : Object.values(totals as Record<string, Cell[]>).flat();
    const figures: Pick<Cell, 'list' | 'count'>[] = [
      ...rows,
      ...margins,
      { list: lists.base, count: base },
      ...(lists.unanswered === null ? [] : [{ list: lists.unanswered, count: unanswered }]),
      ...(isOne ? [{ list: totals.list, count: totals.practices }] : []),
    ];
    for (const { list, count } of figures) expect(await total(list)).toEqual([list, 200, count]);
  });

  it('name no list of the unanswered where nothing can be left unanswered', async () => {
    expect((await read('by=country,range')).lists.unanswered).toBeNull();
  });

  it('show the labelled practices by theme, country and who paid, each with its list', async () => {
    const label = { awarded: true, explanation: { assessments: [] } };
    const good = sheets.filter(({ countries: [first] = [] }) => first === 'DE');
    await app.dataSource.query(
      `update practice p set label = $1 from practice_search s where s.practice_id = p.id and s.countries[1] = 'DE'`,
      [label],
    );
    const { status, body } = await app.call('GET', '/v1/statistics/practices/priorities');
    const by = ['theme', 'country', 'fundingSource'] as const;
    const { base, unanswered, rows } = counted(by, good);
    expect(unanswered).toBeGreaterThan(0);
    expect({ status, ...body, rows: keyed(body.rows, by) }).toMatchObject({
      status: 200,
      base,
      unanswered,
      rows,
      dimensions: by,
    });
    for (const { list, count } of [...body.rows, ...Object.values(body.totals).flat()] as Cell[])
      expect(await total(list)).toEqual([list, 200, count]);

    const csv = await app.call('GET', '/v1/statistics/practices/priorities?format=csv&lang=fi&theme=language-training');
    const lines = csv.body.trim().split('\r\n');
    expect(lines[0]).toBe(
      'theme,themeLabel,country,countryLabel,fundingSource,fundingSourceLabel,count,percent,base,list',
    );
    expect(lines.slice(1).sort().at(-1)).toContain('language-training,Kielikoulutus,FR,Ranska,national,');
    await app.dataSource.query('update practice set label = null');
  });
});
