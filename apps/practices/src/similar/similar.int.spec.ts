import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
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
    return body.items as { id: string; score: number; match: Record<string, number> }[];
  };
  const foundFor = async (id: string) => (await similarTo(asked)).find((one) => one.id === id);

  it('are found whatever the case, the accents and the further languages of their titles', async () => {
    const title = { it: 'VIVERE ÍN ITÀLIA', de: 'In Italien leben' };
    const id = await publish(app, region, completeSheet({ title }));
    expect(await foundFor(id)).toEqual({
      id, href: `/v1/practices/${id}`, title, countries: ['IT'], score: 1,
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

  it('are at most twenty, and looked up by the index', async () => {
    const sheets = Array.from({ length: 6000 }, (_, n) => ({
      sheet: { title: { en: n % 150 === 0 ? 'Live in Italy' : `${newId()} ${newId()}` } },
    }));
    await storePublished(app, sheets);
    expect(await similarTo(asked)).toHaveLength(20);
    const plan = await app.dataSource.query<object[]>(
      `explain (format json) select number from practice_search v where v.shown and v.match_title %> 'live in italy'`,
    );
    expect(JSON.stringify(plan)).toContain('practice_search_match_title');
  });
});
