import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { CloudEvent, SnapshotItem } from '#contracts';
import { newId } from '#database';
import { eventually } from '#testing';
import { json, memberEvent, practiceEvent, testGateway, type TestGateway } from '../../test/test-gateway.js';

const PATH = '/v1/operations/rebuilds';
const practiceTopic = 'lra.practices.practice';

describe('rebuilds at the gateway', () => {
  let gateway: TestGateway;
  let token: string;
  beforeAll(async () => {
    gateway = await testGateway();
    token = gateway.adminToken;
  });
  afterAll(() => gateway.close());
  afterEach(() => {
    gateway.upstream.state.respond = (_, response) => json(response, 200, { ok: true });
  });

  const itemOf = (event: CloudEvent): SnapshotItem => ({ subject: event.subject, sequence: event.sequence, event });

  /** Lets the owners tell this, and `meanwhile` happen before their first page is answered. */
  const ownersTell = (
    practices: readonly SnapshotItem[],
    members: readonly SnapshotItem[] = [],
    meanwhile?: () => Promise<void>,
  ) => {
    gateway.upstream.state.respond = ({ url }, response) => {
      const items = url.startsWith('/v1/snapshots/practices') ? practices : members;
      const answer = () =>
        json(response, 200, { items: url.includes('limit=1') ? [] : items, next: null, total: items.length });
      void (meanwhile ? meanwhile() : Promise.resolve()).then(answer);
    };
  };

  const start = (group: string) => gateway.call('POST', PATH, { token, body: { group } });

  const end = (id: string) =>
    eventually(async () => {
      const { body } = await gateway.call('GET', `${PATH}/${id}`, { token });
      return (body as { state: string }).state !== 'running' && body;
    });

  const feedOf = async (subject: string): Promise<string[]> => {
    const { body } = await gateway.call('GET', '/v1/changes?limit=100');
    return (body.items as CloudEvent[]).filter((event) => event.subject === subject).map(({ sequence }) => sequence);
  };

  it('passes a job on to the app whose group it is, in the name of the caller, with its answers', async () => {
    const job = { id: `practices:${newId()}`, group: 'practices.members', state: 'running' };
    gateway.upstream.state.respond = (_, response) => json(response, 202, job);
    const started = await start('practices.members');
    expect(started).toMatchObject({ status: 202, body: job, headers: { location: `${PATH}/${job.id}` } });
    const received = gateway.upstream.received.at(-1)!;
    expect(received).toMatchObject({ method: 'POST', url: PATH });
    expect(JSON.parse(received.body.toString())).toEqual({ group: 'practices.members' });
    const identity = received.headers['x-lra-identity'] as string;
    expect((await gateway.verifier.verify(identity))?.roles).toEqual(['admin']);

    gateway.upstream.state.respond = (_, response) => json(response, 200, { ...job, state: 'done' });
    expect((await gateway.call('GET', `${PATH}/${job.id}`, { token })).body).toEqual({ ...job, state: 'done' });
    expect(gateway.upstream.received.at(-1)).toMatchObject({ method: 'GET', url: `${PATH}/${job.id}` });

    gateway.upstream.state.respond = (_, response) =>
      json(response, 409, { code: 'rebuild.running', status: 409 }, { 'content-type': 'application/problem+json' });
    const refused = await start('practices.members');
    expect(refused).toMatchObject({ status: 409, body: { code: 'rebuild.running' } });
    expect(refused.headers['content-type']).toContain('application/problem+json');
  });

  it('is for operators', async () => {
    const { token: steering } = await gateway.client({ roles: ['steering'] });
    expect((await gateway.call('POST', PATH, { body: { group: 'gateway.members' } })).status).toBe(401);
    expect((await gateway.call('POST', PATH, { token: steering, body: { group: 'gateway.members' } })).status).toBe(
      403,
    );
    expect((await gateway.call('GET', PATH)).status).toBe(401);
  });

  it('refuses groups that no app has, and lists those there are with the apps that do not tell', async () => {
    for (const group of ['nobody.members', 'practices', '', 'gateway.nothing']) {
      gateway.upstream.state.respond = (_, response) => json(response, 422, { status: 422 });
      expect((await start(group)).status).toBe(422);
    }
    gateway.upstream.state.respond = (_, response) => json(response, 500, {});
    expect((await gateway.call('GET', PATH, { token })).body).toMatchObject({
      groups: ['gateway.change-log', 'gateway.members', 'gateway.submissions'],
      unavailable: ['practices', 'network', 'notifications'],
    });
    gateway.upstream.state.respond = (_, response) => json(response, 200, { groups: ['x.y'], items: [] });
    expect((await gateway.call('GET', PATH, { token })).body).toMatchObject({
      groups: ['gateway.change-log', 'gateway.members', 'gateway.submissions', 'x.y', 'x.y', 'x.y'],
      unavailable: [],
    });
  });

  it.each(['/v1/snapshots/practices', '/v1/snapshots/members', '/v1/snapshots'])(
    'does not show %s to the outside',
    async (path) => {
      expect((await gateway.call('GET', path, { token })).status).toBe(404);
    },
  );

  it('fills the change log with what it has missed, one entry for each thing, and nothing that it shows already', async () => {
    const [same, behind, unknown, draft] = [newId(), newId(), newId(), newId()];
    await gateway.publish(practiceTopic, practiceEvent(same, 'published', 1));
    await gateway.publish(practiceTopic, practiceEvent(behind, 'published', 1));
    ownersTell([
      itemOf(practiceEvent(same, 'published', 3)), // two steps that are not public have followed
      itemOf(practiceEvent(behind, 'updated', 4)),
      itemOf(practiceEvent(unknown, 'published', 2)),
      { subject: draft, sequence: '7' },
    ]);
    const started = await start('gateway.change-log');
    expect(started).toMatchObject({ status: 202, headers: { location: `${PATH}/${started.body.id}` } });
    expect(await end(started.body.id)).toMatchObject({ state: 'done', total: 4, processed: 4, applied: 4, failed: 0 });
    for (const [id, sequences] of [
      [same, ['1']],
      [behind, ['1', '4']],
      [unknown, ['2']],
      [draft, []],
    ] as const) {
      expect(await feedOf(id)).toEqual(sequences);
    }
    for (const [id, sequence] of [
      [same, 4],
      [behind, 5],
      [unknown, 3],
      [draft, 8],
    ] as const) {
      await gateway.publish(practiceTopic, practiceEvent(id, 'updated', sequence));
      expect((await feedOf(id)).at(-1)).toBe(String(sequence));
    }
  });

  it('neither loses nor repeats what arrives while it runs', async () => {
    const [id, other] = [newId(), newId()];
    await gateway.publish('lra.network.member', memberEvent(other, 'approved', 1));
    let sent = 1;
    const snapshot = itemOf(practiceEvent(id, 'updated', 2));
    // Sent after the owner has read its state and before the page is applied: of the first a part is in the page.
    ownersTell([snapshot], [itemOf(memberEvent(other, 'approved', 1))], async () => {
      if (sent > 4) return;
      await gateway.publish(practiceTopic, practiceEvent(id, sent === 1 ? 'published' : 'updated', sent));
      sent += 1;
    });
    const job = await end((await start('gateway.change-log')).body.id);
    expect(job).toMatchObject({ state: 'done', failed: 0 });
    for (; sent <= 5; sent += 1) await gateway.publish(practiceTopic, practiceEvent(id, 'updated', sent));
    expect(await feedOf(id)).toEqual(['1', '2', '3', '4', '5']);
    expect(await feedOf(other)).toEqual(['1']);
  });

  it('does one job of a group at a time, and goes on with one that an instance left behind', async () => {
    let open!: () => void;
    const opened = new Promise<void>((resolve) => (open = resolve));
    const memberId = newId();
    ownersTell([], [itemOf(memberEvent(memberId, 'suspended', 2))], () => opened);
    const first = await start('gateway.members');
    expect(await start('gateway.members')).toMatchObject({
      status: 409,
      body: { code: 'rebuild.running', rebuild: first.body.id },
    });
    open();
    expect(await end(first.body.id)).toMatchObject({ state: 'done', applied: 1 });
    const known = () => gateway.dataSource.query('select status from member where id = $1', [memberId]);
    expect(await known()).toEqual([{ status: 'suspended' }]);

    const left = newId();
    await gateway.dataSource.query(
      `insert into rebuild (id, consumer_group, started_by, created_at, total, processed) values ($1, 'gateway.members', 'x', now(), 9, 5)`,
      [left],
    );
    ownersTell([], [itemOf(memberEvent(memberId, 'ended', 3))]);
    expect(await end(`gateway:${left}`)).toMatchObject({ state: 'done', total: 1, processed: 1, applied: 1 });
    expect(await known()).toEqual([{ status: 'ended' }]);
  });
});
