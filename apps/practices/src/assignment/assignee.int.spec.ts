import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { principalChanged, topics, type SnapshotItem } from '#contracts';
import { newId } from '#database';
import { roles, type Principal, type Role } from '#identity';
import { toMessage } from '#messaging';
import { testApp, type TestApp } from '#testing';
import { practicesApp } from '../practices.app.js';
import { completeSheet, draft, editorOf, known, publish, steering, step } from '../practice/practice.example.js';
import type { AssignmentTask } from './assignment.js';

const affiliation = 'University of Exampleville';

/** What the gateway would tell of somebody after so many changes. */
const tellingOf = (id: string, sequence: number, roles: readonly string[], memberId: string | null): SnapshotItem => ({
  subject: id,
  sequence: String(sequence),
  event: {
    specversion: '1.0', id: newId(), source: '/gateway', type: principalChanged.type, subject: id,
    time: '2027-01-01T00:00:00Z', datacontenttype: 'application/json', sequence: String(sequence),
    data: { id, kind: 'person', roles, memberId },
  },
}); // prettier-ignore

describe('a task', () => {
  let app: TestApp;
  let gateway: Server;
  let owner: Partial<Principal>;
  /** What the gateway knows; undefined: it does not answer. */
  let atGateway: Map<string, SnapshotItem> | undefined;
  const asked: string[] = [];
  beforeAll(async () => {
    gateway = createServer(({ url = '' }, response) => {
      asked.push(url);
      const item = atGateway?.get(url.split('/').at(-1)!);
      response.statusCode = item ? 200 : atGateway ? 404 : 502;
      response.setHeader('content-type', 'application/json').end(JSON.stringify(item ?? {}));
    });
    await new Promise<void>((resolve) => gateway.listen(0, '127.0.0.1', resolve));
    atGateway = new Map();
    app = await testApp(practicesApp, {
      urlOf: () => `http://127.0.0.1:${(gateway.address() as AddressInfo).port}`,
    });
    owner = await editorOf(app, newId());
  });
  afterAll(async () => {
    await app.close();
    gateway.close();
  });

  const assign = (id: string, body: object, by: Partial<Principal> = steering) =>
    app.call('POST', `/v1/practices/${id}/assignment`, { by, body });
  const refusedWith = (code: string) => ({
    status: 422,
    body: { errors: [{ pointer: '/assigneeId', code, detail: expect.any(String) }] },
  });
  const somebody = (roles: readonly Role[], memberId?: string) => known(app, { id: newId(), roles, memberId });
  const queue = async (query: string, by: Partial<Principal>) => {
    const { body } = await app.call('GET', `/v1/practices?${query}&limit=100`, { by });
    return (body.items as { id: string }[]).map(({ id }) => id);
  };
  const tell = (...[id, ...rest]: Parameters<typeof tellingOf>) =>
    app.transport.publish([toMessage(topics.principal, tellingOf(id, ...rest).event!)]);

  // Stated here once more, so that a wrong role in the rule fails.
  const doers: Readonly<Record<AssignmentTask, Role>> = { edit: 'steering', assess: 'reviewer' };
  const table = roles.flatMap((role) =>
    (['edit', 'assess'] as const).map((task) => [task, role, doers[task] === role] as const),
  );
  it.each(table)('to %s is given to a principal of the role %s: %s', async (task, role, fits) => {
    const practice = await publish(app, owner);
    const { id: assigneeId } = await somebody([role], role === 'member-editor' ? newId() : undefined);
    const answer = await assign(practice, { task, assigneeId });
    if (fits) expect(answer).toMatchObject({ status: 200, body: { items: [{ task, assigneeId }] } });
    else expect(answer).toMatchObject(refusedWith('role-missing'));
  });

  it.each([
    ['nobody', newId()],
    ['nobody in capitals', newId().toUpperCase()],
    ['what is no id', 'the-secretary'],
    ['what is an address in disguise', '../members'],
  ])('is not given to %s', async (_, assigneeId) => {
    const practice = await publish(app, owner);
    expect(await assign(practice, { task: 'edit', assigneeId })).toMatchObject(refusedWith('unknown-principal'));
    expect(await queue('waitingFor=me&status=published', steering)).not.toContain(practice);
  });

  it('is not given to a principal that has ended, and can be taken from one', async () => {
    const practice = await publish(app, owner);
    const { id } = await somebody(['reviewer']);
    expect((await assign(practice, { task: 'assess', assigneeId: id })).status).toBe(200);
    await known(app, { id, roles: [] });
    expect(await assign(practice, { task: 'assess', assigneeId: id })).toMatchObject(refusedWith('unknown-principal'));
    expect(await assign(practice, { task: 'assess', assigneeId: id, ended: true })).toMatchObject({
      status: 200,
      body: { items: [] },
    });
  });

  it('to assess is not given to a reviewer of the owner’s member or of a partner', async () => {
    const partner = newId();
    await editorOf(app, partner);
    const practice = await publish(app, owner, completeSheet({ partners: [{ kind: 'academia', memberId: partner }] }));
    for (const memberId of [owner.memberId, partner]) {
      const { id: assigneeId } = await somebody(['reviewer'], memberId);
      expect(await assign(practice, { task: 'assess', assigneeId })).toMatchObject(refusedWith('conflict-of-interest'));
    }
    const { id: assigneeId } = await somebody(['reviewer'], newId());
    expect((await assign(practice, { task: 'assess', assigneeId })).status).toBe(200);
  });

  it('is given to somebody so new that only the gateway knows, in any case of the id; the event that follows changes nothing', async () => {
    const practice = await publish(app, owner);
    const id = newId();
    atGateway!.set(id, tellingOf(id, 2, ['reviewer'], null));
    const answer = await assign(practice, { task: 'assess', assigneeId: id.toUpperCase() });
    expect(answer).toMatchObject({ status: 200, body: { items: [{ assigneeId: id }] } });
    await tell(id, 1, [], null);
    await tell(id, 2, ['reviewer'], null);
    expect(await queue('waitingFor=me', { id, roles: ['reviewer'], affiliation })).toEqual([practice]);
    await tell(id, 3, [], null);
    expect(await queue('assignedTo=me', { id, roles: ['reviewer'], affiliation })).toEqual([]);
  });

  it('is given to somebody who has just become a reviewer', async () => {
    const practice = await publish(app, owner);
    const { id } = await somebody(['official']);
    atGateway!.set(id!, tellingOf(id!, 2, ['official', 'reviewer'], null));
    expect((await assign(practice, { task: 'assess', assigneeId: id })).status).toBe(200);
  });

  it('waits when the gateway cannot be asked, unless it need not be asked', async () => {
    const practice = await publish(app, owner);
    const { id } = await somebody(['steering']);
    const before = atGateway;
    atGateway = undefined;
    try {
      expect(await assign(practice, { task: 'edit', assigneeId: newId() })).toMatchObject({
        status: 503,
        headers: { 'retry-after': '1' },
      });
      const count = asked.length;
      expect((await assign(practice, { task: 'edit', assigneeId: id })).status).toBe(200);
      expect((await assign(practice, { task: 'edit', assigneeId: 'me' }, { ...steering, id: newId() })).status).toBe(
        200,
      );
      expect(asked).toHaveLength(count);
    } finally {
      atGateway = before;
    }
  });

  it.each<[string, Role[], AssignmentTask, Role[], keeps: boolean]>([
    ['a secretary who has ended', ['steering'], 'edit', [], false],
    ['a secretary who is an official now', ['steering'], 'edit', ['official'], false],
    ['a secretary who is also a reviewer now', ['steering'], 'edit', ['reviewer', 'steering'], true],
    ['a reviewer who has ended', ['reviewer'], 'assess', [], false],
    ['a reviewer who is a secretary now', ['reviewer'], 'assess', ['steering'], false],
  ])('of %s goes back to everybody, unless it can still be done', async (_, had, task, has, keeps) => {
    const id = task === 'edit' ? await draft(app, owner) : await publish(app, owner);
    if (task === 'edit') await step(app, id, 'submission', owner);
    const { id: assigneeId } = await somebody(had);
    await assign(id, { task, assigneeId });
    const others = { id: newId(), roles: ['steering' as const] };
    if (task === 'edit') expect(await queue('waitingFor=me', others)).not.toContain(id);
    const tag = async () => (await app.call('GET', `/v1/practices/${id}`, { by: steering })).headers['etag'];
    const before = await tag();
    await tell(assigneeId!, 1, has, null);
    const { body } = await app.call('GET', `/v1/practices/${id}/assignments`, { by: steering });
    expect(body.items).toHaveLength(keeps ? 1 : 0);
    if (task === 'edit') expect((await queue('waitingFor=me', others)).includes(id)).toBe(!keeps);
    expect((await tag()) === before).toBe(keeps);
    const history = await app.call('GET', `/v1/practices/${id}/history`, { by: steering });
    expect(history.body.items.filter(({ by }: { by: string }) => by === assigneeId)).toHaveLength(keeps ? 0 : 1);
  });

  it('on a withdrawn practice is taken back too', async () => {
    const id = await publish(app, owner);
    const { id: assigneeId } = await somebody(['reviewer']);
    await assign(id, { task: 'assess', assigneeId });
    await step(app, id, 'withdrawal', owner, { reason: 'over' });
    await tell(assigneeId!, 1, [], null);
    expect(
      await app.dataSource.query('select 1 from practice_assignment where assignee_id = $1', [assigneeId]),
    ).toEqual([]);
  });

  it('is taken back when the rights end while it is given', async () => {
    for (let round = 0; round < 10; round += 1) {
      const practice = await publish(app, owner);
      const { id } = await somebody(['reviewer']);
      await Promise.all([assign(practice, { task: 'assess', assigneeId: id }), tell(id!, 1, [], null)]);
      const left = 'select 1 from practice_assignment where assignee_id = $1';
      expect(await app.dataSource.query(left, [id])).toEqual([]);
    }
  });
});
