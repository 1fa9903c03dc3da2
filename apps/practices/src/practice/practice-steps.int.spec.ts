import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '#database';
import { roles, type Principal } from '#identity';
import { pagesOf, testApp, type TestApp } from '#testing';
import { practicesApp } from '../practices.app.js';
import { draft, editorOf, publish, steering, step } from './practice.example.js';

interface Step {
  readonly practiceId: string;
  readonly kind: string;
  readonly by: string;
  readonly at: string;
  readonly reason: string | null;
}

describe('the steps of all practices', () => {
  let app: TestApp;
  let owner: Partial<Principal>;
  let practices: readonly [string, string];
  beforeAll(async () => {
    app = await testApp(practicesApp);
    owner = await editorOf(app, newId());
    practices = [await publish(app, owner), await draft(app, owner)];
    await step(app, practices[0], 'withdrawal', owner, { reason: 'It is over.' });
  });
  afterAll(() => app.close());

  const read = (query = '', by: Partial<Principal> = steering) =>
    app.call('GET', `/v1/practice-steps?${query}`, { by });
  const steps = async (query = ''): Promise<Step[]> => (await read(query)).body.items as Step[];
  /** As if it had been done then. */
  const move = (practiceId: string, kind: string, at: string) =>
    app.dataSource.query('update practice_step set at = $3 where practice_id = $1 and kind = $2', [practiceId, kind, at]); // prettier-ignore

  it('are listed with who did what, when, why and on which practice, the newest first', async () => {
    const all = await steps('limit=100');
    expect(all.map(({ practiceId, kind, by }) => [practiceId, kind, by])).toEqual([
      [practices[0], 'withdraw', owner.id],
      [practices[1], 'draft', owner.id],
      [practices[0], 'publish', steering.id],
      [practices[0], 'submit', owner.id],
      [practices[0], 'draft', owner.id],
    ]);
    expect(all.map(({ at }) => at)).toEqual(
      all
        .map(({ at }) => at)
        .toSorted()
        .toReversed(),
    );
    expect(all[0]).toMatchObject({ reason: 'It is over.', title: { it: 'Vivere in Italia' }, published: true });
    expect(all[1]).toMatchObject({ reason: null, published: false });
  });

  it('are narrowed to one person, and to days of Brussels, both included', async () => {
    expect((await steps(`by=${steering.id}`)).map(({ kind }) => kind)).toEqual(['publish']);
    expect(await steps(`by=${newId()}`)).toEqual([]);
    // Midnight in Brussels is 22:00 in UTC in summer.
    await move(practices[1], 'draft', '2026-06-30T21:59:59Z');
    await move(practices[0], 'draft', '2026-06-30T22:00:00Z');
    const on = async (query: string) => (await steps(query)).map(({ practiceId }) => practiceId);
    expect(await on('since=2026-06-30&until=2026-06-30')).toEqual([practices[1]]);
    expect(await on('until=2026-07-01')).toEqual([...practices]);
    expect(await on('since=2026-07-01&until=2026-07-01')).toEqual([practices[0]]);
    expect(await on(`since=2026-06-30&until=2026-07-01&by=${steering.id}`)).toEqual([]);
  });

  it('are read page by page there and back, also those of one moment, and counted', async () => {
    await app.dataSource.query('update practice_step set at = $1', ['2026-07-01T10:00:00.123Z']);
    const { there, back } = await pagesOf((path) => app.call('GET', path, { by: steering }), '/v1/practice-steps?limit=2'); // prettier-ignore
    expect(there.map((page) => page.length)).toEqual([2, 2, 1]);
    expect(back).toEqual(there);
    expect(there.flat()).toEqual(await steps('limit=100'));
    expect((await read('total=true&limit=1')).body.total).toBe(5);
    expect((await read(`total=true&by=${steering.id}`)).body.total).toBe(1);
  });

  it.each(roles.map((role) => [role, ['steering', 'admin'].includes(role)] as const))(
    'are shown to the role %s: %s',
    async (role, isShown) => {
      const memberId = role === 'member-editor' ? owner.memberId : undefined;
      expect((await read('', { id: newId(), roles: [role], memberId })).status).toBe(isShown ? 200 : 403);
    },
  );

  it.each(['since=yesterday', 'until=2026-02-30', 'by=', 'cursor=x', 'kind=publish'])('are refused for %s', async (query) => {
    expect((await read(query)).status).toBe(422);
  }); // prettier-ignore
});
