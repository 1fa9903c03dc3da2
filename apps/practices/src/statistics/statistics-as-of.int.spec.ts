import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { criteria } from '#contracts';
import { Clock, newId } from '#database';
import type { Principal } from '#identity';
import { testApp, type CallResult, type TestApp } from '#testing';
import { completeSheet, draft, editorOf, publish, steering, step } from '../practice/practice.example.js';
import { practicesApp } from '../practices.app.js';
import { statisticsDimensions } from './practice-statistics.repository.js';

/** Moves on only when told to. */
class Hours extends Clock {
  private at = Date.parse('2027-03-01T00:30:00Z');

  override now(): Date {
    return new Date(this.at);
  }

  pass(): void {
    this.at += 3_600_000;
  }
}

const sheetOf = (sheet: object) => completeSheet({ place: { name: 'Somewhere' }, ...sheet });
const reviewer = (): Partial<Principal> => ({ id: newId(), roles: ['reviewer'], affiliation: 'University of Turku' });

describe('statistics of an earlier moment', () => {
  const clock = new Hours();
  let app: TestApp;
  beforeAll(async () => {
    app = await testApp(practicesApp, { clock });
  });
  afterAll(() => app.close());

  const figures = async (query: string) => {
    const { status, body } = await app.call('GET', `/v1/statistics/practices?${query}`);
    expect([query, status]).toEqual([query, 200]);
    const { base, unanswered, rows } = body;
    return { base, unanswered, rows: rows.map(({ key, count }: { key: object; count: number }) => ({ key, count })) };
  };
  const queries = [
    ...statisticsDimensions.map((one) => `by=${one}`),
    'by=range,label',
    'by=label&label=good-practice',
    'by=country&country=IT&complete=true&startedFrom=2011',
    'by=theme&q=Language',
    'by=aim&lang=it',
  ];

  it('are what the statistics said then, after every kind of step', async () => {
    const owner = await editorOf(app, newId());
    const [first, second] = [reviewer(), reviewer()];
    const [id, other] = [await publish(app, owner), await publish(app, owner, sheetOf({ countries: ['FR'] }))];
    const rewrite = (sheet: object) => step(app, id, 'PUT', owner, sheetOf(sheet));
    const assess = (by: Partial<Principal>, score: number) =>
      app.call('POST', `/v1/practices/${id}/assessments`, {
        by, body: { scores: Object.fromEntries(criteria.map((name) => [name, { score, reason: 'So it is.' }])) },
      }); // prettier-ignore
    let assessment = '';
    const steps: (() => Promise<CallResult | string>)[] = [
      () => draft(app, owner),
      () => publish(app, owner, sheetOf({ range: 'national' })),
      () => rewrite({ countries: ['FI'], aims: ['health'] }),
      () => assess(first, 5),
      () => assess(second, 5),
      () => step(app, id, 'submission', owner),
      () => step(app, id, 'publication', steering),
      () => rewrite({ countries: ['SE'] }),
      () => app.call('DELETE', `/v1/practices/${id}/assessments/${assessment}`, { by: second, headers: { 'if-match': '"1"' } }),
      () => step(app, id, 'submission', owner),
      () => step(app, id, 'publication', steering),
      () => step(app, id, 'merger', steering, { into: other, reason: 'The same.' }),
      () => step(app, id, 'merger-reversal', steering, { reason: 'Not the same.' }),
      () => step(app, other, 'withdrawal', owner, { reason: 'Ended.' }),
      () => step(app, id, 'withdrawal', owner, { reason: 'Ended.' }),
    ]; // prettier-ignore
    const said: { asOf: string; was: unknown[] }[] = [];
    const read = async () => {
      const was = await Promise.all(queries.map((query) => figures(query)));
      said.push({ asOf: clock.now().toISOString(), was });
      clock.pass();
    };
    await read();
    for (const [index, take] of steps.entries()) {
      const answer = await take();
      if (typeof answer !== 'string') {
        expect([index, answer.status < 300]).toEqual([index, true]);
        if (index === 4) assessment = (answer.body as { id: string }).id;
      }
      await read();
    }
    expect(new Set(said.map(({ was }) => JSON.stringify(was))).size).toBeGreaterThan(8);
    for (const { asOf, was } of said)
      for (const [index, query] of queries.entries())
        expect([asOf, query, await figures(`${query}&asOf=${asOf}`)]).toEqual([asOf, query, was[index]]);
  });

  it('count a day until its end in Brussels', async () => {
    const owner = await editorOf(app, newId());
    const base = async (asOf: string) => (await figures(`by=range&asOf=${asOf}`)).base as number;
    while (!clock.now().toISOString().includes('T22:30')) clock.pass();
    const day = clock.now().toISOString().slice(0, 10);
    const before = await base(day);
    await publish(app, owner);
    expect(await base(day)).toBe(before + 1);
    clock.pass();
    await publish(app, owner);
    expect([await base(day), await base(clock.now().toISOString())]).toEqual([before + 1, before + 2]);
  });
});
