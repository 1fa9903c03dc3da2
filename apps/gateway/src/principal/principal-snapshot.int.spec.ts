import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { SnapshotItem, SnapshotPage } from '#contracts';
import { newId } from '#database';
import { anonymous, appTrust, IdentitySigner, newIdentityKey } from '#identity';
import { json, testGateway, type TestGateway } from '../../test/test-gateway.js';

const PATH = '/v1/snapshots/principals';

describe('the snapshot of principals', () => {
  let gateway: TestGateway;
  /** What each app signs with, and shows at its address. */
  let practices: IdentitySigner;
  beforeAll(async () => {
    gateway = await testGateway();
    practices = await IdentitySigner.fromKey(await newIdentityKey(), appTrust('practices'));
    gateway.upstream.state.respond = ({ url }, response) =>
      url === '/.well-known/jwks.json'
        ? json(response, 200, { keys: [practices.publicKey] })
        : json(response, 200, { ok: true });
  });
  afterAll(() => gateway.close());

  const asApp = async (path = PATH, by = practices) =>
    gateway.call('GET', path, {
      token: await by.sign({ ...anonymous, kind: 'client', id: 'practices', name: 'practices' }),
    });

  it('tells an app of each client and person what was told last, with the number of its stream, page by page', async () => {
    const [kept, ended] = [
      await gateway.client({ roles: ['official'] }),
      await gateway.client({ roles: ['steering'] }),
    ];
    await gateway.call('DELETE', `/v1/clients/${ended.clientId}`, { token: gateway.adminToken });
    const items: SnapshotItem[] = [];
    for (let after = ''; ;) {
      const page = (await asApp(`${PATH}?limit=1${after}`)).body as SnapshotPage;
      items.push(...page.items);
      expect(page.total).toBe(3); // the operator's is one of them
      if (page.next === null) break;
      after = `&after=${page.next}`;
    }
    const last = await gateway.dataSource.query<{ subject: string; sequence: string; type: string; data: unknown }[]>(
      'select distinct on (stream_id) stream_id as subject, sequence, type, data from outbox order by stream_id, sequence desc',
    );
    expect(
      items.map(({ subject, sequence, event }) => ({ subject, sequence, type: event?.type, data: event?.data })),
    ).toEqual(last);
    expect((await asApp(`${PATH}/${ended.clientId}`)).body).toMatchObject({
      sequence: '2',
      event: { data: { roles: [] } },
    });
    expect((await asApp(`${PATH}/${kept.clientId}`)).body).toMatchObject({ event: { data: { roles: ['official'] } } });
    expect((await asApp(`${PATH}/${newId()}`)).status).toBe(404);
  });

  it('is there for nobody else, however the address is written and whatever is shown', async () => {
    const other = await IdentitySigner.fromKey(await newIdentityKey(), appTrust('practices'));
    const outside = await IdentitySigner.fromKey(await newIdentityKey(), appTrust('somebody'));
    const itself = await IdentitySigner.fromKey(await newIdentityKey());
    for (const path of [
      PATH,
      `${PATH}/${newId()}`,
      '/v1/snapshots/%70rincipals',
      '/v1/Snapshots/principals',
      `${PATH}/`,
    ]) {
      expect((await gateway.call('GET', path)).status).toBe(404);
      expect((await gateway.call('GET', path, { token: gateway.adminToken })).status).toBe(404);
      for (const signer of [other, outside, itself]) expect([401, 404]).toContain((await asApp(path, signer)).status);
    }
  });

  it('is no way in to anything else', async () => {
    for (const path of ['/v1/clients', '/v1/me', '/v1/operations/outbox']) expect((await asApp(path)).status).toBe(401);
  });

  it('says that an app cannot be asked for its key', async () => {
    const away = await testGateway({ urlOf: () => 'http://127.0.0.1:1' });
    try {
      const token = await practices.sign({ ...anonymous, kind: 'client', id: 'practices', name: 'practices' });
      expect(await away.call('GET', PATH, { token })).toMatchObject({ status: 503, headers: { 'retry-after': '1' } });
    } finally {
      await away.close();
    }
  });
});
