import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '#database';
import type { Principal } from '#identity';
import { testApp, waitingAt, type TestApp } from '#testing';
import { practicesApp } from '../practices.app.js';
import { completeSheet, draft, editorOf, known, publish, step } from './practice.example.js';

describe('what waits for somebody in the registry', () => {
  let app: TestApp;
  let owner: Partial<Principal>;
  let other: Partial<Principal>;
  const steering = { id: 'secretariat', roles: ['steering'] } as const;
  const secretary = { id: 'secretary', roles: ['steering'] } as const;
  const reviewer = { id: 'reviewer', roles: ['reviewer'], affiliation: 'University' } as const;
  beforeAll(async () => {
    let now = Date.parse('2026-12-01T00:00:00Z');
    app = await testApp(practicesApp, { clock: { now: () => new Date((now += 1_000)) } });
    for (const one of [secretary, reviewer]) await known(app, one);
    [owner, other] = [await editorOf(app, newId()), await editorOf(app, newId())];
    await draft(app, owner);
    await draft(app, owner);
    for (const by of [owner, other]) {
      const returned = await draft(app, by);
      await step(app, returned, 'submission', by);
      const items = [{ pointer: '/aims', comment: 'Sure?' }];
      await step(app, returned, 'change-request', steering, { items });
    }
    const submitted = [await draft(app, other), await draft(app, other), await draft(app, owner)];
    for (const [n, id] of submitted.entries()) await step(app, id, 'submission', n < 2 ? other : owner);
    await assign(submitted[0]!, { task: 'edit', assigneeId: secretary.id, dueOn: '2027-03-31' });
    for (const dueOn of [null, '2027-02-28', '2027-02-27']) {
      const id = await publish(app, other, completeSheet({ title: { it: 'x', en: `To assess by ${dueOn}` } }));
      await assign(id, { task: 'assess', assigneeId: reviewer.id, dueOn });
    }
  });
  afterAll(() => app.close());

  const assign = async (id: string, body: object) => {
    const { status } = await app.call('POST', `/v1/practices/${id}/assignment`, { by: steering, body });
    expect(status).toBe(200);
  };
  const waitingFor = (by: Partial<Principal>) => waitingAt('/v1/waiting', (path) => app.call('GET', path, { by }));
  const since = expect.stringMatching(/^2026-12-01T00:.*Z$/);

  it('are an editor’s drafts, and what came back to them: of the own member alone', async () => {
    expect(await waitingFor(owner)).toEqual({
      'practice-draft': { count: 2, due: null, since },
      'practice-changes-requested': { count: 1, due: null, since },
    });
    expect(await waitingFor(other)).toEqual({ 'practice-changes-requested': { count: 1, due: null, since } });
    expect(await waitingFor(await editorOf(app, newId()))).toEqual({});
  });

  it('are for the secretariat the submissions that are nobody else’s, with the first day on which one is due', async () => {
    expect(await waitingFor(steering)).toEqual({ 'practice-to-review': { count: 2, due: null, since } });
    expect(await waitingFor(secretary)).toEqual({
      'practice-to-review': { count: 3, due: '2027-03-31', since },
      'practice-assigned': { count: 1, due: '2027-03-31', since },
    });
  });

  it('are for a reviewer the practices to assess', async () => {
    expect(await waitingFor(reviewer)).toEqual({ 'practice-to-assess': { count: 3, due: '2027-02-27', since } });
    expect(await waitingFor({ ...reviewer, id: 'nobody-asked' })).toEqual({});
  });

  it('are with several roles those of each, still of the own member alone', async () => {
    const all = { ...owner, id: secretary.id, roles: ['member-editor', 'steering', 'reviewer'] } as const;
    expect(await waitingFor(all)).toMatchObject({
      'practice-draft': { count: 2 },
      'practice-changes-requested': { count: 1 },
      'practice-to-review': { count: 3 },
      'practice-assigned': { count: 1 },
    });
  });

  it('are none for others, who are told so, and not for callers without a credential', async () => {
    for (const role of ['official', 'admin'] as const)
      expect(await waitingFor({ id: role, roles: [role] })).toEqual({});
    expect((await app.call('GET', '/v1/waiting')).status).toBe(401);
  });
});
