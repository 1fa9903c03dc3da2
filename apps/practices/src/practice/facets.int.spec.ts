import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '#database';
import type { Principal } from '#identity';
import { testApp, type TestApp, pagesOf } from '#testing';
import { practicesApp } from '../practices.app.js';
import { practiceSorts } from './practice-filter.js';
import { completeSheet, editorOf, publish, steering, step, storePublished } from './practice.example.js';

const place = (nutsCode: string, latitude?: number) => ({
  name: nutsCode,
  nutsCode,
  ...(latitude === undefined ? {} : { latitude, longitude: 9 }),
});

describe('a list of practices', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await testApp(practicesApp);
    const sheets = [
      { title: { en: 'a' }, countries: ['IT'], themes: ['employment'], place: place('ITC4', 45), period: { start: '2009', ongoing: true } },
      { title: { en: 'b' }, countries: ['IT', 'FR'], themes: ['language-training'], place: place('ITC1', 44), period: { start: '2011', ongoing: true } },
      {
        title: { en: 'c' }, countries: ['FI'], themes: ['language-training'], place: place('FI19'), period: { start: '2010', ongoing: true },
        organiser: { name: 'c', kind: 'ngo' }, partners: [{ kind: 'academia' }, { kind: 'ngos' }], evaluation: { conducted: 'yes' }, replicated: 'scope',
        basicPrinciples: [1, 11], staffTraining: { en: 'Yes.' }, beneficiaries: { count: 400 },
        funding: { amounts: [{ amount: '90000.50', currency: 'EUR', period: 'total' }, { amount: '1000000', currency: 'SEK', period: 'total' }], sources: ['eu'] },
      },
    ] as const; // prettier-ignore
    await storePublished(
      app,
      sheets.map((sheet) => ({ sheet: completeSheet({ ...(sheet as object), originalLanguage: 'en' }) })),
    );
  });
  afterAll(() => app.close());

  const list = async (query: string) => {
    const { status, body } = await app.call('GET', `/v1/practices?${query}`);
    expect([query, status]).toEqual([query, 200]);
    return body;
  };
  const titles = async (query: string): Promise<string[]> =>
    (await list(`sort=title&${query}`)).items.map(
      ({ factSheet }: { factSheet: { title: { en: string } } }) => factSheet.title.en,
    );

  it.each([
    ['organiserKind=ngo', ['c']],
    ['organiserKind=ngo,region', ['a', 'b', 'c']],
    ['partnerKind=academia', ['c']],
    ['evaluation=yes', ['c']],
    ['replicated=scope', ['c']],
    ['basicPrinciple=11', ['c']],
    ['basicPrinciple=4', ['a', 'b']],
    ['evaluation=not-stated', ['a', 'b']],
    ['partnerKind=not-stated,academia', ['a', 'b', 'c']],
    ['endDate=continuing', ['a', 'b', 'c']],
    ['endDate=not-stated,2013,before-2020', []],
    ['country=IT&also=country:FR', ['b']],
    ['also=country:IT,theme:employment', ['a']],
    ['answered=partnerKind,theme', ['c']],
    ['unanswered=partnerKind,theme', ['a', 'b']],
    ['staffTraining=true', ['c']],
    ['staffTraining=false', ['a', 'b']],
    ['nuts=IT', ['a', 'b']],
    ['nuts=ITC4,FI', ['a', 'c']],
    ['nuts=ITC41', []],
    ['beneficiariesFrom=400', ['c']],
    ['beneficiariesTo=399', []],
    ['budgetTo=100000', ['c']],
    ['budgetFrom=90001', ['a', 'b']],
  ])('is narrowed by %s', async (query, expected) => {
    expect(await titles(query)).toEqual(expected);
  });

  it.each([
    'nuts=it',
    'basicPrinciple=12',
    'organiserKind=x',
    'endDate=20',
    'endDate=before-',
    'also=aim',
    'also=aim:sleep',
    'also=aim:training:health',
    'answered=q',
    'unanswered=',
    'budgetFrom=-1',
    'beneficiariesTo=many',
    'facets=everything',
  ])('refuses %s and names the parameter', async (query) => {
    const { status, body } = await app.call('GET', `/v1/practices?${query}`);
    expect([status, body.errors[0].pointer]).toEqual([422, `/${query.split('=')[0]}`]);
  });

  it('counts by facets what the list has, the most frequent first', async () => {
    const { facets } = await list('facets=country,theme,organiserKind&limit=1');
    expect(facets).toEqual({
      country: [{ code: 'IT', count: 2 }, { code: 'FI', count: 1 }, { code: 'FR', count: 1 }],
      theme: [{ code: 'language-training', count: 2 }, { code: 'employment', count: 1 }],
      organiserKind: [{ code: 'region', count: 2 }, { code: 'ngo', count: 1 }],
    });
  }); // prettier-ignore

  it('counts by a facet as the other filters have it, and without its own, so that one sees what else could be chosen', async () => {
    const { facets, items } = await list('facets=country,theme&country=IT&theme=language-training');
    expect(items).toHaveLength(1);
    expect(facets).toEqual({
      country: [{ code: 'FI', count: 1 }, { code: 'FR', count: 1 }, { code: 'IT', count: 1 }],
      theme: [{ code: 'employment', count: 1 }, { code: 'language-training', count: 1 }],
    });
  }); // prettier-ignore

  it('counts each code as often as the list of it is long', async () => {
    const { facets } = await list(
      'facets=country,theme,aim,targetGroup,label,basicPrinciple,fundingSource,endDate,range',
    );
    for (const [facet, codes] of Object.entries(facets as Record<string, { code: string; count: number }[]>))
      for (const { code, count } of codes)
        expect([facet, code, (await list(`${facet}=${code}&total=true`)).total]).toEqual([facet, code, count]);
  });

  it('counts as the statistics do', async () => {
    for (const by of [
      'country',
      'theme',
      'organiserKind',
      'partnerKind',
      'evaluation',
      'replicated',
      'basicPrinciple',
      'label',
    ]) {
      const { rows } = (await app.call('GET', `/v1/statistics/practices?by=${by}`)).body;
      const counted = rows.flatMap(({ key, count }: any) => (key[by] === null ? [] : [[key[by], count]]));
      const { facets } = await list(`facets=${by}`);
      expect([by, Object.fromEntries(counted)]).toEqual([
        by,
        Object.fromEntries(facets[by].map(({ code, count }: any) => [code, count])),
      ]);
    }
  });

  it('is sorted by start and by adoptions, and goes on where a page ends', async () => {
    expect((await list('sort=started')).items.map((one: any) => one.factSheet.title.en)).toEqual(['b', 'c', 'a']);
    const first = await list('sort=adoptions&limit=2');
    const second = await list(`sort=adoptions&limit=2&cursor=${first.next}`);
    expect(new Set([...first.items, ...second.items].map(({ id }) => id)).size).toBe(3);
  });

  it.each(practiceSorts.filter((sort) => sort !== 'due'))(
    'can be sorted by %s by everyone, its pages too',
    async (sort) => {
      const q = sort === 'relevance' ? '&q=women' : '';
      const first = await list(`sort=${sort}&limit=2&total=true${q}`);
      const second = await list(`sort=${sort}&limit=2&cursor=${first.next}${q}`);
      expect(new Set([...first.items, ...second.items].map(({ id }) => id)).size).toBe(first.total);
    },
  );

  it('answers every combination of order, state, queue and caller, or says why it does not', async () => {
    const callers: (Partial<Principal> | undefined)[] = [
      undefined,
      steering,
      await editorOf(app, newId()),
      { id: 'r', roles: ['reviewer'] },
    ];
    const wrong: unknown[] = [];
    for (const by of callers)
      for (const sort of practiceSorts)
        for (const status of [
          '',
          '&status=published',
          '&status=published,withdrawn',
          '&status=submitted,draft',
          '&status=merged',
        ])
          for (const more of ['', '&q=women', '&waitingFor=me', '&assignedTo=me', '&facets=country,label&total=true']) {
            const query = `sort=${sort}${status}${more}`;
            const { status: answered } = await app.call('GET', `/v1/practices?${query}`, by ? { by } : {});
            if (![200, 401, 403, 422].includes(answered)) wrong.push([by?.id, query, answered]);
          }
    expect(wrong).toEqual([]);
  });

  it('is walked through by ids alone, page by page', async () => {
    const { items } = (await app.call('GET', '/v1/practices?limit=100')).body;
    const ids = (items as { id: string; updatedAt: string }[])
      .map(({ id, updatedAt }) => ({ id, updatedAt }))
      .sort((a, b) => (a.id < b.id ? -1 : 1));
    expect((await app.call('GET', '/v1/practices/ids')).body.items).toEqual(ids);
    const { there, back } = await pagesOf((path) => app.call('GET', path), '/v1/practices/ids?limit=2');
    expect([there.flat(), back]).toEqual([ids, there]);
    const { total } = (await app.call('GET', '/v1/practices?theme=employment&total=true')).body;
    expect((await app.call('GET', '/v1/practices/ids?theme=employment')).body.items).toHaveLength(total);
  });

  it('has its places on a map, page by page', async () => {
    const first = await app.call('GET', '/v1/practices/points?limit=1');
    const { next } = first.body;
    const second = await app.call('GET', `/v1/practices/points?limit=1&cursor=${next}`);
    expect(first.headers['link']).toContain('/v1/practices/points?');
    const points = [...first.body.items, ...second.body.items];
    expect(points.map(({ title, place: name, latitude }) => [title.en, name, latitude]).sort()).toEqual([
      ['a', 'ITC4', 45],
      ['b', 'ITC1', 44],
    ]);
    expect((await app.call('GET', '/v1/practices/points?theme=employment')).body.items).toHaveLength(1);
    const { there, back } = await pagesOf((path) => app.call('GET', path), '/v1/practices/points?limit=1');
    expect([there.flat(), back]).toEqual([points, there]);
  });

  it('counts by owner how much each member shares, and follows what is published and withdrawn', async () => {
    const [busy, other] = [await editorOf(app, newId()), await editorOf(app, newId())];
    const counted = async (more = '', by?: Partial<Principal>) => {
      const { facets } = (await app.call('GET', `/v1/practices?facets=member&limit=1${more}`, by ? { by } : {})).body;
      return (facets.member as { code: string; count: number }[]).filter(({ code }) =>
        [busy.memberId, other.memberId].includes(code),
      );
    };
    expect(await counted()).toEqual([]);
    await publish(app, busy, completeSheet());
    await publish(app, other, completeSheet());
    const gone = await publish(app, busy, completeSheet());
    const all = [{ code: busy.memberId, count: 2 }, { code: other.memberId, count: 1 }]; // prettier-ignore
    expect(await counted()).toEqual(all);
    expect(await counted(`&member=${other.memberId!}`)).toEqual(all);
    expect(await counted('&status=published,draft', steering)).toEqual(all);
    await step(app, gone, 'withdrawal', steering, { reason: 'It has ended.' });
    expect((await counted()).find(({ code }) => code === busy.memberId)?.count).toBe(1);
  });

  it('counts versions by facets too where those in work stand beside published ones', async () => {
    const editor = await editorOf(app, newId());
    const id = await publish(app, editor, completeSheet());
    const partners = ['x', 'y'].map((name) => ({ kind: 'ngos', name }));
    await step(app, id, 'PUT', editor, { ...completeSheet(), partners });
    const query = `/v1/practices?status=published,draft&member=${editor.memberId!}&total=true&facets=range,partnerKind`;
    const { total, facets } = (await app.call('GET', query, { by: editor })).body;
    expect([total, facets]).toEqual([
      2,
      { range: [{ code: completeSheet().range, count: 2 }], partnerKind: [{ code: 'ngos', count: 1 }] },
    ]);
  });
});
