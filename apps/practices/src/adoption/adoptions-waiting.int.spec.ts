import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { newId } from '#database';
import type { Principal } from '#identity';
import { pagesOf, testApp, waitingAt, type TestApp } from '#testing';
import { practicesApp } from '../practices.app.js';
import { editorOf, publish, step } from '../practice/practice.example.js';

type By = Partial<Principal>;

describe('the adoptions of a member', () => {
  let now = new Date();
  let app: TestApp;
  let owner: By;
  let adopter: By;
  beforeAll(async () => {
    app = await testApp(practicesApp, { clock: { now: () => now } });
    owner = await editorOf(app, newId());
  });
  beforeEach(async () => {
    now = new Date('2026-08-31T12:00:00Z');
    adopter = await editorOf(app, newId());
  });
  afterAll(() => app.close());

  const adopt = async (body: object, practice?: string) => {
    const id = practice ?? (await publish(app, owner));
    const made = await app.call('POST', `/v1/practices/${id}/adoptions`, { by: adopter, body });
    expect(made.status).toBe(201);
    return made.body as { id: string; practiceId: string };
  };
  const change = async ({ id, practiceId }: { id: string; practiceId: string }, body: object) => {
    const headers = { 'if-match': '*' };
    const path = `/v1/practices/${practiceId}/adoptions/${id}`;
    expect((await app.call('PUT', path, { by: adopter, headers, body })).status).toBe(200);
  };
  const listed = async (query: string, member = adopter.memberId) =>
    (await app.call('GET', `/v1/adoptions?member=${member}&${query}`)).body.items.map(({ id }: { id: string }) => id);
  const waiting = (by = adopter) => waitingAt('/v1/waiting', (path) => app.call('GET', path, { by }));

  describe('wait for a report', () => {
    it.each([
      ['planned', { status: 'planned' }, true],
      ['under way', { status: 'under-way', result: { en: 'Half of it.' } }, true],
      ['completed with a result', { status: 'completed', result: { en: 'It works.' } }, false],
      ['abandoned', { status: 'abandoned' }, false],
    ])('when nothing has changed for six months: %s', async (_, body, isToReport) => {
      const { id } = await adopt(body);
      now = new Date('2027-02-28T11:59:59.999Z');
      expect([await listed('toReport=true'), await waiting()]).toEqual([[], {}]);
      now = new Date('2027-02-28T12:00:00Z');
      expect(await listed('toReport=true')).toEqual(isToReport ? [id] : []);
      const kind = { count: 1, due: null, since: '2027-02-28T12:00:00.000Z' };
      expect(await waiting()).toEqual(isToReport ? { 'adoption-to-report': kind } : {});
    });

    it('when they are completed without a result, at once, and no more once it is told', async () => {
      const made = await adopt({ status: 'completed', evidence: { en: 'A study.' } });
      const [since, count] = ['2026-08-31T12:00:00.000Z', 1];
      expect(await waiting()).toEqual({ 'adoption-to-report': { count, due: null, since } });
      await change(made, { status: 'completed', result: { en: 'It works.' } });
      expect([await listed('toReport=true'), await waiting()]).toEqual([[], {}]);
    });

    it('no more for six months after a change, and not when their practice is gone', async () => {
      const [changed, gone] = [await adopt({ status: 'planned' }), await adopt({ status: 'planned' })];
      now = new Date('2027-03-01T12:00:00Z');
      await change(changed, { status: 'planned' });
      expect(await listed('toReport=true')).toEqual([gone.id]);
      await step(app, gone.practiceId, 'withdrawal', owner, { reason: 'over' });
      expect([await listed('toReport=true'), await waiting()]).toEqual([[], {}]);
    });

    it('for editors of the adopting member alone', async () => {
      await adopt({ status: 'completed' });
      expect(await waiting(owner)).toEqual({});
      expect(await waiting({ ...adopter, roles: ['official'] })).toEqual({});
    });
  });

  it('are listed by their last change, the newest first, from page to page, and without those to be reported', async () => {
    const made: { id: string; practiceId: string }[] = [];
    for (const status of ['planned', 'completed', 'planned', 'planned']) {
      made.push(await adopt({ status }));
      now = new Date(now.getTime() + 1);
    }
    const [first, completed, third, fourth] = made;
    await change(first!, { status: 'under-way' });
    const order = [first!.id, fourth!.id, third!.id, completed!.id];
    expect(await listed('sort=updated')).toEqual(order);
    const path = `/v1/adoptions?member=${adopter.memberId}&sort=updated&limit=1`;
    const pages = await pagesOf((at) => app.call('GET', at), path);
    const ids = (all: { id: string }[][]) => all.flat().map(({ id }) => id);
    expect([ids(pages.there as never), pages.back]).toEqual([order, pages.there]);
    expect(await listed('sort=updated&toReport=false')).toEqual(order.slice(0, 3));
  });

  it('are found by their practice, also by the one that it was merged into', async () => {
    const [one, other] = [await publish(app, owner), await publish(app, owner)];
    const [{ id }] = [await adopt({ status: 'planned' }, one), await adopt({ status: 'planned' })];
    expect([await listed(`practice=${one}`), await listed(`practice=${other}`)]).toEqual([[id], []]);
    const steering = { id: 'secretariat', roles: ['steering'] } as const;
    await step(app, one, 'merger', steering, { into: other, reason: 'The same.' });
    expect(await listed(`practice=${other}`)).toEqual([id]);
  });

  it.each(['practice=x', 'toReport=perhaps', 'sort=status'])(
    'are not listed by what is no value: %s',
    async (query) => {
      expect((await app.call('GET', `/v1/adoptions?member=${newId()}&${query}`)).status).toBe(422);
    },
  );
});
