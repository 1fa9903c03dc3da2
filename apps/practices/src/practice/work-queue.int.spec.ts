import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { criteria } from '#contracts';
import { newId } from '#database';
import type { Principal } from '#identity';
import { testApp, type TestApp, pagesOf } from '#testing';
import { practicesApp } from '../practices.app.js';
import { completeSheet, draft, editorOf, known, publish, steering, step } from './practice.example.js';

describe('the queue of work', () => {
  let app: TestApp;
  let owner: Partial<Principal>;
  let other: Partial<Principal>;
  const secretary = { id: 'secretary', roles: ['steering'] } as const;
  const reviewer = { id: 'reviewer', roles: ['reviewer'], affiliation: 'University' } as const;
  const ids = { draft: '', submitted: '', taken: '', returned: '', published: '' };
  beforeAll(async () => {
    let now = Date.parse('2026-12-01T00:00:00Z');
    const clock = { now: () => new Date((now += 1_000)) };
    app = await testApp(practicesApp, { clock });
    for (const id of [secretary.id, 'first', 'second', 'busy-editor']) await known(app, { id, roles: ['steering'] });
    for (const id of [reviewer.id, 'judge', 'busy', ...Array.from({ length: 21 }, (_, n) => `r${n}`)])
      await known(app, { ...reviewer, id });
    owner = await editorOf(app, newId());
    other = await editorOf(app, newId());
    ids.draft = await draft(app, owner);
    ids.submitted = await draft(app, owner);
    ids.taken = await draft(app, other);
    ids.returned = await draft(app, owner);
    ids.published = await publish(app, other);
    for (const id of [ids.submitted, ids.taken, ids.returned])
      await step(app, id, 'submission', id === ids.taken ? other : owner);
    await step(app, ids.returned, 'change-request', steering, { items: [{ pointer: '/aims', comment: 'Sure?' }] });
    await assign(ids.taken, { task: 'edit', assigneeId: secretary.id, dueOn: '2027-03-31' });
    await assign(ids.published, { task: 'assess', assigneeId: reviewer.id, dueOn: '2027-02-28' });
  });
  afterAll(() => app.close());

  const assign = (id: string, body: object, by: Partial<Principal> = steering) =>
    app.call('POST', `/v1/practices/${id}/assignment`, { by, body });
  const queue = async (query: string, by: Partial<Principal>) => {
    const { status, body } = await app.call('GET', `/v1/practices?${query}`, { by });
    expect({ status, code: body.code }).toEqual({ status: 200, code: undefined });
    return (body.items as { id: string }[]).map(({ id }) => id);
  };

  it('shows an owner what waits for it: drafts, and what came back', async () => {
    expect((await queue('waitingFor=me', owner)).sort()).toEqual([ids.draft, ids.returned].sort());
    expect(await queue('waitingFor=me', other)).toEqual([]);
    expect((await queue('waitingFor=owner', owner)).sort()).toEqual([ids.draft, ids.returned].sort());
  });

  it('shows the secretariat what was submitted and is nobody else’s, and what it waits for', async () => {
    expect(await queue('waitingFor=me', secretary)).toEqual([ids.taken, ids.submitted]);
    expect(await queue('waitingFor=me', steering)).toEqual([ids.submitted]);
    expect((await queue('waitingFor=owner', steering)).sort()).toEqual([ids.draft, ids.returned].sort());
    expect(await queue('waitingFor=owner&status=changes-requested', steering)).toEqual([ids.returned]);
  });

  it('shows the steering committee all that waits for the secretariat, due first, with whoever looks after it, and what nobody does', async () => {
    const list = async (query: string, by: Partial<Principal> = steering) =>
      (await app.call('GET', `/v1/practices?${query}`, { by })).body.items as { id: string; caretaker?: object }[];
    const told = (await list('waitingFor=secretariat')).map(({ id, caretaker }) => [id, caretaker]);
    expect(told).toEqual([
      [ids.taken, { assigneeId: secretary.id, dueOn: '2027-03-31' }],
      [ids.submitted, undefined],
    ]);
    expect((await list('waitingFor=secretariat&assignedTo=nobody')).map(({ id }) => id)).toEqual([ids.submitted]);
    expect(await list('waitingFor=secretariat', other)).toEqual([expect.not.objectContaining({ caretaker: {} })]);
    expect((await app.call('GET', '/v1/practices?assignedTo=nobody', { by: owner })).status).toBe(403);
  });

  it('shows a reviewer what is to be assessed', async () => {
    expect(await queue('waitingFor=me', reviewer)).toEqual([ids.published]);
    expect(await queue('assignedTo=me', reviewer)).toEqual([ids.published]);
  });

  it('no longer waits for a reviewer who has given an assessment, until it is withdrawn', async () => {
    const judge = { ...reviewer, id: 'judge' };
    const id = await publish(app, other, completeSheet({ title: { it: 'x', en: 'To be judged' } }));
    await assign(id, { task: 'assess', assigneeId: judge.id });
    expect(await queue('waitingFor=me', judge)).toEqual([id]);
    const scores = Object.fromEntries(criteria.map((name) => [name, { score: 4, reason: 'Good.' }]));
    const path = `/v1/practices/${id}/assessments`;
    const given = await app.call('POST', path, { by: judge, body: { scores } });
    expect(given.status).toBe(201);
    expect(await queue('waitingFor=me', judge)).toEqual([]);
    expect(await queue('assignedTo=me', judge)).toEqual([id]);
    expect(await queue('assessedBy=me', judge)).toEqual([id]);
    expect(await queue('assessedBy=me', reviewer)).toEqual([]);
    const headers = { 'if-match': '*' };
    expect((await app.call('DELETE', `${path}/${given.body.id}`, { by: judge, headers })).status).toBe(204);
    expect(await queue('waitingFor=me', judge)).toEqual([id]);
    expect(await queue('assessedBy=me', judge)).toEqual([]);
  });

  it('shows tasks by person, others’ to the steering committee alone', async () => {
    expect(await queue('assignedTo=me', secretary)).toEqual([ids.taken]);
    expect(await queue(`assignedTo=${reviewer.id}`, steering)).toEqual([ids.published]);
    const asked = await app.call('GET', `/v1/practices?assignedTo=${secretary.id}`, { by: reviewer });
    expect(asked).toMatchObject({ status: 403, body: { code: 'practice.queue-not-allowed' } });
    expect((await app.call('GET', '/v1/practices?assignedTo=me')).status).toBe(401);
  });

  it('comes with what waits longest first, page by page, and says since when it waits', async () => {
    const member = await editorOf(app, newId());
    const waiting: string[] = [];
    // Submitted in another order than opened, so that ids and first drafts give no hint.
    for (let n = 0; n < 5; n += 1) waiting.unshift(await draft(app, member));
    for (const id of waiting) await step(app, id, 'submission', member);
    await assign(waiting[3]!, { task: 'edit', assigneeId: 'busy-editor', dueOn: '2027-01-01' });
    const inOrder = async (query: string, by: Partial<Principal>) => {
      const get = (path: string) => app.call('GET', path, { by });
      const { there, back } = await pagesOf(get, `/v1/practices?${query}&limit=2`);
      expect(back).toEqual(there);
      const items = there.flat() as { readonly id: string; readonly submittedAt: string }[];
      const [ids, times] = [items.map(({ id }) => id), items.map(({ submittedAt }) => submittedAt)];
      if (!query.includes('waitingFor')) expect(times).toEqual([...times].sort());
      return ids.filter((id) => waiting.includes(id));
    };
    expect(await inOrder('status=submitted', member)).toEqual(waiting);
    expect(await inOrder('status=submitted', steering)).toEqual(waiting);
    expect(await inOrder('waitingFor=me', steering)).toEqual(waiting.filter((id) => id !== waiting[3]));
    // Tasks with a due day come before the others.
    expect(await inOrder('waitingFor=me', { ...steering, id: 'busy-editor' })).toEqual([
      waiting[3],
      ...waiting.filter((id) => id !== waiting[3]),
    ]);
  });

  it('comes by date, the first due first, and page by page', async () => {
    for (const [index, dueOn] of ['2027-01-03', '2027-01-01', '2027-01-02'].entries()) {
      await assign(await publish(app, other, completeSheet({ title: { it: 'x', en: `Due ${index}` } })), {
        task: 'assess',
        assigneeId: 'busy',
        dueOn,
      });
    }
    const get = (path: string) => app.call('GET', path, { by: steering });
    const { there, back } = await pagesOf(get, '/v1/practices?assignedTo=busy&limit=2');
    expect(back).toEqual(there);
    expect(there.flat().map((item: any) => item.factSheet.title.en)).toEqual(['Due 1', 'Due 2', 'Due 0']);
    expect((await app.call('GET', '/v1/practices?sort=due', { by: steering })).status).toBe(422);
  });

  describe('a task', () => {
    const tasks = async (id: string, by: Partial<Principal> = steering) =>
      (await app.call('GET', `/v1/practices/${id}/assignments`, { by })).body.items;

    it('of an editor passes from one to the next; several reviewers may have one', async () => {
      const id = await publish(app, owner);
      await assign(id, { task: 'edit', assigneeId: 'first' });
      await assign(id, { task: 'edit', assigneeId: 'second', dueOn: '2027-05-01' });
      await assign(id, { task: 'assess', assigneeId: 'r1' });
      const { body } = await assign(id, { task: 'assess', assigneeId: 'r2' });
      expect(body.items).toMatchObject([
        { task: 'edit', assigneeId: 'second', dueOn: '2027-05-01' },
        { task: 'assess', assigneeId: 'r1', dueOn: null },
        { task: 'assess', assigneeId: 'r2' },
      ]);
      expect(await tasks(id, { ...reviewer, id: 'r1' })).toMatchObject([{ assigneeId: 'r1' }]);
      await assign(id, { task: 'assess', assigneeId: 'r1', ended: true });
      expect((await tasks(id)).map(({ assigneeId }: { assigneeId: string }) => assigneeId)).toEqual(['second', 'r2']);
    });

    it('is a step of the practice, with an event that names no person', async () => {
      const id = await publish(app, owner);
      const before = (await app.call('GET', `/v1/practices/${id}`, {})).headers['etag'];
      const { headers } = await assign(id, { task: 'assess', assigneeId: 'r1' });
      expect(headers['etag']).not.toBe(before);
      const [event] = await app.dataSource.query(
        'select type, data from outbox where stream_id = $1 order by sequence desc limit 1',
        [id],
      );
      expect(event.type).toBe('eu.lra-network.practice.assigned.v1');
      expect(JSON.stringify(event)).not.toContain('r1');
    });

    it('to assess needs a published practice, and none is given on a withdrawn one', async () => {
      expect((await assign(ids.draft, { task: 'assess', assigneeId: 'r1' })).status).toBe(409);
      const gone = await publish(app, owner);
      await step(app, gone, 'withdrawal', owner, { reason: 'over' });
      expect((await assign(gone, { task: 'edit', assigneeId: 'me' })).status).toBe(410);
    });

    it('is given by the steering committee alone, twenty to a practice at most', async () => {
      expect((await assign(ids.submitted, { task: 'edit', assigneeId: 'me' }, owner)).status).toBe(403);
      const id = await publish(app, owner);
      for (let n = 0; n < 20; n += 1)
        expect((await assign(id, { task: 'assess', assigneeId: `r${n}` })).status).toBe(200);
      expect(await assign(id, { task: 'assess', assigneeId: 'r20' })).toMatchObject({
        status: 409, body: { code: 'practice.too-many-tasks' },
      }); // prettier-ignore
      for (const dueOn of ['2027-02-30', '2026-11-30']) {
        const refused = await assign(id, { task: 'assess', assigneeId: 'r3', dueOn });
        expect(refused).toMatchObject({ status: 422, body: { errors: [{ pointer: '/dueOn' }] } });
      }
    });
  });
});
