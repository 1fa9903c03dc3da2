import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { newId } from '#database';
import type { Principal } from '#identity';
import { testApp, type TestApp } from '#testing';
import { practicesApp } from '../practices.app.js';
import {
  completeSheet,
  draft,
  editorOf,
  publish,
  storePublished,
  steering,
  step,
} from '../practice/practice.example.js';

describe('practices that may be the same one', () => {
  let app: TestApp;
  let city: Partial<Principal>;
  let region: Partial<Principal>;
  let asked: string;
  beforeAll(async () => {
    app = await testApp(practicesApp);
    [city, region] = [await editorOf(app, newId()), await editorOf(app, newId())];
    asked = await publish(app, city); // Vivere in Italia / Live in Italy, Regione Lombardia, IT, 2011 to 2013
  });
  afterAll(() => app.close());

  const sheet = completeSheet();
  const similarTo = async (id: string, by?: Partial<Principal>) => {
    const { status, body } = await app.call('GET', `/v1/practices/${id}/similar`, by ? { by } : {});
    expect(status).toBe(200);
    return body.items as { id: string; status: string; score: number; match: Record<string, number> }[];
  };
  const foundFor = async (id: string) => (await similarTo(asked)).find((one) => one.id === id);
  const statesFoundBy = async (by: Partial<Principal> | undefined, of: string, ids: readonly string[]) => {
    const found = new Map((await similarTo(of, by)).map(({ id, status }) => [id, status]));
    return ids.map((id) => found.get(id));
  };

  it('are found whatever the case, the accents and the further languages of their titles', async () => {
    const title = { it: 'VIVERE ÍN ITÀLIA', de: 'In Italien leben' };
    const id = await publish(app, region, completeSheet({ title }));
    expect(await foundFor(id)).toEqual({
      id, href: `/v1/practices/${id}`, status: 'published', title, countries: ['IT'], score: 1,
      match: { title: 1, organiser: 1, country: 1, period: 1 },
    }); // prettier-ignore
    expect((await similarTo(id)).map((one) => one.id)).toContain(asked);
  });

  it('are found by a title that goes on, with a score that says so', async () => {
    const id = await publish(
      app,
      region,
      completeSheet({ title: { it: 'x', en: 'Live in Italy, a language course' } }),
    );
    const { score, match } = (await foundFor(id))!;
    expect(match['title']).toBeGreaterThan(0.5);
    expect(match['title']).toBeLessThan(0.9);
    expect(score).toBeLessThan(1);
  });

  it('are not those that only sound alike: another organiser, country and time', async () => {
    const other = { name: 'Stadt Graz', kind: 'city' } as const;
    const period = { start: '1999', end: '2000', ongoing: false };
    const place = { name: 'Graz', nutsCode: 'AT221' };
    const title = { it: 'x', en: 'Live in Vienna' };
    const alike = { ...sheet, title, organiser: other, countries: ['AT'], place, period };
    expect(await foundFor(await publish(app, region, alike))).toBeUndefined();
  });

  it('are told by the parts that both know', async () => {
    const { title, originalLanguage, countries, period } = sheet;
    const id = await draft(app, region, { title, originalLanguage, countries, period });
    const [likest] = await similarTo(id, region);
    expect(likest!.match).toEqual({ title: 1, country: 1, period: 1 });
    expect(likest!.score).toBe(1);
  });

  it('are never the practice itself, a draft, or one that was withdrawn', async () => {
    const hidden = await draft(app, region);
    const gone = await publish(app, region);
    expect(await foundFor(gone)).toBeDefined();
    await step(app, gone, 'withdrawal', region, { reason: 'Over.' });
    const found = (await similarTo(asked)).map((one) => one.id);
    expect(found.filter((id) => [asked, hidden, gone].includes(id))).toEqual([]);
  });

  it('of a draft are seen by who may see the draft, and of a withdrawn practice by nobody', async () => {
    const own = await draft(app, region);
    expect((await similarTo(own, region)).length).toBeGreaterThan(0);
    expect((await similarTo(own, steering)).length).toBeGreaterThan(0);
    expect((await app.call('GET', `/v1/practices/${own}/similar`)).status).toBe(404);
  });

  it('are also those in work, for the steering committee all, for a member its own, for everybody else none', async () => {
    const alike = completeSheet({ title: { it: 'Un altro titolo', en: 'A house of many doors' } });
    const submitted = async (by: Partial<Principal>) => {
      const id = await draft(app, by, alike);
      await step(app, id, 'submission', by);
      return id;
    };
    const [ofCity, ofRegion, returned] = [await submitted(city), await submitted(region), await submitted(region)];
    await step(app, returned, 'change-request', steering, { items: [{ pointer: '/title', comment: 'Which doors?' }] });
    const [begun, shown, gone] = [
      await draft(app, region, alike),
      await publish(app, city, alike),
      await submitted(region),
    ];
    await step(app, shown, 'PUT', city, alike);
    await step(app, gone, 'withdrawal', region, { reason: 'Over.' });
    const all = [ofCity, ofRegion, returned, begun, shown, gone];
    expect(await statesFoundBy(steering, ofCity, all)).toEqual([
      undefined, 'submitted', 'changes-requested', 'draft', 'published', undefined,
    ]); // prettier-ignore
    expect(await statesFoundBy(city, ofCity, all)).toEqual([
      undefined, undefined, undefined, undefined, 'published', undefined,
    ]); // prettier-ignore
    expect(await statesFoundBy(region, returned, all)).toEqual([
      undefined, 'submitted', undefined, 'draft', 'published', undefined,
    ]); // prettier-ignore
    const reviewer = { id: 'reviewer', roles: ['reviewer'], memberId: region.memberId! } as const;
    for (const by of [undefined, reviewer])
      expect(new Set((await similarTo(shown, by)).map(({ status }) => status))).toEqual(new Set());
    for (const by of [undefined, region])
      expect((await app.call('GET', `/v1/practices/${ofCity}/similar`, by ? { by } : {})).status).toBe(404);
  });

  it('are at most twenty, and looked up by the indexes, published or in work', async () => {
    const sheets = Array.from({ length: 6000 }, (_, n) => ({
      sheet: { title: { en: n % 150 === 0 ? 'Live in Italy' : `${newId()} ${newId()}` } },
      ...(n % 4 === 0 ? { externalId: `in work ${n}` } : {}),
    }));
    await storePublished(app, sheets);
    expect(await similarTo(asked)).toHaveLength(20);
    await app.dataSource
      .query(`update practice set status = 'submitted', published_version = null, work_version = 1, published_at = null
                                 where external_id like 'in work %'`);
    await app.dataSource.query(
      `update practice_search s set shown = false from practice p where p.id = s.practice_id and p.status = 'submitted'`,
    );
    await app.dataSource.query('analyze practice, practice_search');
    const asking = jest.spyOn(app.dataSource, 'query');
    expect((await similarTo(asked, steering)).map(({ status }) => status)).toContain('submitted');
    const [statement, parameters] = asking.mock.calls.find(([sql]) => sql.includes('word_similarity'))!;
    asking.mockRestore();
    const plan = JSON.stringify(await app.dataSource.query(`explain (format json) ${statement}`, parameters));
    for (const index of ['practice_search_match_title', 'practice_search_match_title_in_work'])
      expect(plan).toContain(`"${index}"`);
    expect(plan).not.toMatch(/"Seq Scan"[^{}]*"Relation Name":"practice_search"/);
  });
});
