import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Principal } from '#identity';
import { statementsOf, testApp, type TestApp } from '#testing';
import { countedNames, facetNames } from '../apps/practices/src/practice/practice-filter.js';
import { steering } from '../apps/practices/src/practice/practice.example.js';
import { practicesApp } from '../apps/practices/src/practices.app.js';
import { sheet } from '../bench/registry/corpus.js';
import { idOf, multiplyPractices, storePractices } from '../bench/registry/corpus-load.js';

/** A thousand practices are stored as the app stores them, and multiplied. */
const PRACTICES = Number(process.env['LRA_PLAN_PRACTICES'] ?? 20_000);
const STORED = 1_000;

/** Tables with a row for each practice or version. */
const LARGE = ['practice', 'practice_version', 'practice_search', 'practice_words', 'practice_step', 'public_practice'];

interface Plan {
  readonly 'Node Type': string;
  readonly 'Relation Name'?: string;
  readonly 'Index Cond'?: string;
  readonly Plans?: readonly Plan[];
}

const nodesOf = (plan: Plan): Plan[] => [plan, ...(plan.Plans ?? []).flatMap(nodesOf)];

describe(`in a registry of ${PRACTICES} practices no statement reads a whole table`, () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await testApp(practicesApp);
    await storePractices(app.dataSource, 0, STORED, sheet);
    await multiplyPractices(app.dataSource, STORED, PRACTICES / STORED);
    await app.dataSource.query(
      `insert into practice_step (practice_id, revision, version, kind, pointers, by, at)
       select id, 1, 1, 'takeOver', '{}', 'test', published_at from practice`,
    );
    await app.dataSource.query('vacuum analyze practice_step');
    // What is kept in memory follows: everything was written since the start.
    await app.call('GET', '/v1/practices?total=true');
  }, 300_000);
  afterAll(() => app.close());

  /** The plans of the app's own statements for an answer. */
  async function plansOf(path: string, by?: Partial<Principal>): Promise<{ text: string; nodes: Plan[] }[]> {
    const statements = await statementsOf(async (headers) => {
      const { status } = await app.call('GET', encodeURI(`/v1/${path}`), { headers, ...(by ? { by } : {}) });
      expect(status).toBe(200);
    });
    const asked = statements.filter(({ text }) => /^\s*(\/\*.*\*\/\s*)?(select|with)\b/i.test(text));
    const plans: { text: string; nodes: Plan[] }[] = [];
    for (const { text, parameters } of asked) {
      const [row] = await app.dataSource.query<[{ 'QUERY PLAN': [{ Plan: Plan }] }]>(
        `explain (format json) ${text}`, [...parameters]
      ); // prettier-ignore
      plans.push({ text, nodes: nodesOf(row['QUERY PLAN'][0].Plan) });
    }
    expect(plans).not.toEqual([]);
    return plans;
  }

  const isWhole = (node: Plan) => node['Node Type'] === 'Seq Scan' && LARGE.includes(node['Relation Name']!);

  const expectIndexes = async (path: string, by?: Partial<Principal>) => {
    const whole = (await plansOf(path, by)).filter(({ nodes }) => nodes.some(isWhole)).map(({ text }) => text);
    expect({ path, whole }).toEqual({ path, whole: [] });
  };

  it('finds what a test would find: a plan that reads a whole table', async () => {
    const [row] = await app.dataSource.query<[{ 'QUERY PLAN': [{ Plan: Plan }] }]>(
      'explain (format json) select max(budget) from practice_search',
    );
    expect(nodesOf(row['QUERY PLAN'][0].Plan).filter(isWhole)).toHaveLength(1);
  });

  const filters = {
    'without a filter': '',
    'by a frequent code': 'theme=employment',
    'by a rare code and a frequent one': 'country=LU&theme=employment',
    'by a region': 'nuts=ITC4',
    'by what has no value': 'targetGroup=not-stated',
    'by language': 'lang=el',
    'by size and money': 'beneficiariesFrom=19000&budgetFrom=800000',
    'by when and where it ran': 'startedFrom=2020&endDate=2023&country=IT',
    'by state of the work': 'ongoing=true&evaluation=yes&complete=true&label=none',
    'by member': `member=${idOf(1)}`,
    'by a frequent word': 'q=work',
    'by a rare word with a frequent code': 'q=kindergarten&theme=employment',
  };
  const sorts = ['published', 'updated', 'title', 'started', 'adoptions'];
  it.each(Object.entries(filters))('to list what is filtered %s, in each order, or its points', async (_, filter) => {
    // Without an index the practices with a value are found by reading all, once; then they are kept.
    if (!filter.includes('q=')) await app.call('GET', `/v1/practices?total=true&${filter}`);
    for (const sort of sorts) await expectIndexes(`practices?sort=${sort}&${filter}`);
    await expectIndexes(`practices/points?${filter}`);
  });

  it.each([
    'courses',
    'language',
    'kindergarten nurses',
    '"migrants"',
    'sprachkurs -stadt',
    '-stadt -"two words"',
    'zzyzx',
  ])('to search for %s, with its total and all facets', async (q) => {
    await expectIndexes(`practices?q=${q}&total=true&facets=${countedNames.join(',')}&country=DE`);
  });

  it.each([...facetNames, 'theme,country', 'endDate,label'])('to count by %s', async (by) => {
    await expectIndexes(`statistics/practices?by=${by}&country=FR`);
  });

  it('to list all ids: each part is read from indexes alone, from its place on', async () => {
    for (const { limit, parts } of [
      { limit: 5_000, parts: 4 },
      { limit: 500, parts: 3 },
    ]) {
      let next: string | null = null;
      for (let part = 0; part < parts; part += 1) {
        const path = `practices/ids?limit=${limit}${next === null ? '' : `&cursor=${next}`}`;
        const [plan, ...more] = await plansOf(path);
        expect(more).toEqual([]);
        const read = plan!.nodes.filter((node) => node['Relation Name'] !== undefined);
        expect(read.map((node) => [node['Node Type'], /practice_id >|id >/.test(node['Index Cond'] ?? '')])).toEqual(
          read.map(() => ['Index Only Scan', part > 0]),
        );
        ({ next } = (await app.call('GET', `/v1/${path}`)).body as { next: string | null });
      }
    }
  });

  it('to find practices that are similar', async () => {
    await expectIndexes(`practices/${idOf(7)}/similar`, steering);
  });

  it('to tell an editor what waits, and to list of which practices a translation is stale', async () => {
    const editor = { id: 'editor', roles: ['member-editor'], memberId: idOf(1) } as const;
    await expectIndexes('waiting', editor);
    await expectIndexes('practices?waitingFor=translator&total=true', editor);
  });

  it('to list what was done, by whomever, by one, or on some days, from its place on', async () => {
    const { next } = (await app.call('GET', '/v1/practice-steps', { by: steering })).body as { next: string };
    for (const query of ['', `cursor=${next}`, `by=${steering.id}`, 'by=test', 'since=2019-03-01&until=2019-03-02'])
      await expectIndexes(`practice-steps?${query}`, steering);
  });

  it.each(['theme', 'theme,country'])('but to count by %s as of a day: the history, no texts', async (by) => {
    const plans = await plansOf(`statistics/practices?by=${by}&country=FR&asOf=2020-01-02`);
    const read = new Set(plans.flatMap(({ nodes }) => nodes.flatMap((node) => node['Relation Name'] ?? [])));
    expect([...read].sort()).toEqual(['practice', 'practice_search', 'practice_step']);
  });
});
