import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { Logger } from '@nestjs/common';
import { json, memberEvent, testGateway, type TestGateway } from '../../apps/gateway/test/test-gateway.js';
import { NotDone, NotUnderstood, run } from './commands.js';

describe('npm run ops', () => {
  let gateway: TestGateway;
  let env: Record<string, string>;

  beforeAll(async () => {
    const admin = { LRA_ADMIN_CLIENT_ID: 'operator /1', LRA_ADMIN_CLIENT_SECRET: 'a secret: 100% & long' };
    gateway = await testGateway({ env: { LRA_RATE_LIMIT: '100000', ...admin } });
    Logger.overrideLogger(['fatal']);
    env = { LRA_URL: gateway.url, ...admin };
    gateway.upstream.state.respond = ({ url }, response) =>
      json(response, 200, url.includes('outbox') ? { app: 'app', depth: 2, oldestAgeSeconds: 1.25, leases: [] } : { items: [], next: null }); // prettier-ignore
  });
  afterAll(() => gateway.close());

  const ops = async (...argv: string[]): Promise<string> => {
    const printed: string[] = [];
    await run(argv, { env, print: (text) => printed.push(text) });
    return printed.join('\n');
  };

  it('lists, tries and gives up, as the API does', async () => {
    expect(await ops('dead-letters')).toBe('Nothing waits.');
    for (let n = 0; n < 3; n += 1) {
      await gateway.publish('lra.network.member', { ...memberEvent(randomUUID(), 'approved', 1), data: {} });
    }
    const [header, ...rows] = (await ops('dead-letters', '--state', 'dead')).split('\n');
    expect(header).toMatch(/^id +state +group +event +stream +attempts +next attempt +since +reason$/);
    expect(rows.length).toBeGreaterThanOrEqual(3);
    expect(rows[0]).toMatch(
      /^gateway:\S+ +dead +gateway\.\S+ +eu\.lra-network\.member\.approved\.v1 .*schema-breach: data/,
    );
    expect(await ops('dead-letters', '--state', 'parked')).toBe('Nothing waits.');
    expect(await ops('dead-letters', '--limit', '2')).toContain('There are more; --limit 4 shows them.');

    const [id = ''] = rows[0]!.split(' ');
    await expect(ops('redrive', id)).rejects.toThrow(/^gateway:\S+: failed \(data/);
    await expect(ops('discard', id)).rejects.toThrow(NotUnderstood);
    expect(await ops('discard', id, '--reason', 'A test.')).toBe(`${id}: discarded`);
    await expect(ops('redrive', id)).rejects.toThrow('answered 404: There is no such job.');
  });

  it('lists failed jobs, and lets them run again or gives them up by the same commands', async () => {
    expect(await ops('jobs')).toBe('Nothing waits.');
    const ids = [randomUUID(), randomUUID()];
    await gateway.dataSource.query(
      `insert into job (id, kind, data, state, due_at, attempts, last_error, failed_at, created_at)
       select id, 'spec', 'null', 'failed', now(), 3, 'EENVELOPE 550', now(), now() from unnest($1::uuid[]) as of(id)`,
      [ids],
    );
    const [header, ...rows] = (await ops('jobs', '--kind', 'spec')).split('\n');
    expect(header).toMatch(/^id +kind +attempts +failed +reason$/);
    expect(rows).toHaveLength(2);
    expect(rows[0]).toMatch(/^gateway:\S+ +spec +3 +\S+ +EENVELOPE 550$/);
    expect(await ops('jobs', '--kind', 'spec', '--limit', '1')).toContain('There are more; --limit 2 shows them.');
    expect(await ops('redrive', `gateway:${ids[0]}`)).toBe(`gateway:${ids[0]}: queued`);
    expect(await ops('discard', `gateway:${ids[1]}`, '--reason', 'A test.')).toBe(`gateway:${ids[1]}: discarded`);
    expect(await ops('jobs', '--kind', 'spec')).toBe('Nothing waits.');
  });

  it('shows the outboxes', async () => {
    const lines = (await ops('outbox')).split('\n');
    expect(lines[0]).toMatch(/^app +waiting +oldest \(s\) +shards held +relays$/);
    expect(lines[1]).toMatch(/^gateway +0 +0\.0 +\d+ +\d+$/);
    expect(lines[2]).toMatch(/^app +2 +1\.3 +0 +0$/);
  });

  it('passes on what is piped into it, and an address', async () => {
    const { respond } = gateway.upstream.state;
    const asked: unknown[] = [];
    gateway.upstream.state.respond = (request, response) => {
      asked.push([request.method, request.url, request.headers['content-type'], request.body.toString('latin1')]);
      json(response, 200, { outcome: 'done' });
    };
    const printed: string[] = [];
    const surroundings = {
      env,
      print: (line: string) => printed.push(line),
      piped: () => Promise.resolve(Uint8Array.from([77, 255])),
    };
    await run(['bounce'], surroundings);
    await run(['unsuppress', 'reader@city.example'], surroundings);
    expect(printed).toEqual(['done', 'done']);
    expect(asked).toEqual([
      ['POST', '/v1/operations/bounces', 'message/rfc822', 'M\u00ff'],
      ['DELETE', '/v1/operations/suppressed-addresses', 'application/json', '{"address":"reader@city.example"}'],
    ]);
    await expect(ops('bounce')).rejects.toThrow(/^Which report\?/);
    await expect(ops('unsuppress')).rejects.toThrow(/^Which address\?/);
    gateway.upstream.state.respond = respond;
  });

  it('does not pass a list with holes off as a whole one', async () => {
    const { respond } = gateway.upstream.state;
    gateway.upstream.state.respond = (_, response) => void response.destroy();
    await expect(ops('dead-letters')).rejects.toThrow(
      new NotDone('These did not answer: practices, network, notifications.'),
    );
    gateway.upstream.state.respond = respond;
  });

  it('tells in one sentence what it does not understand', async () => {
    await expect(ops()).rejects.toThrow(new NotUnderstood('Which command?'));
    await expect(ops('dance')).rejects.toThrow(new NotUnderstood('There is no command dance.'));
    await expect(ops('redrive')).rejects.toThrow(/^Which one\?/);
    await expect(ops('outbox', '--fast')).rejects.toThrow(NotUnderstood);
    await expect(ops('outbox', 'all', 'of', 'them')).rejects.toThrow(NotUnderstood);
    await expect(ops('dead-letters', '--limit', '0')).rejects.toThrow(NotUnderstood);
    await expect(ops('dead-letters', '--state', 'gone')).rejects.toThrow(/answered 422: .*state must be one of/);
  });

  it('tells in one sentence why the system cannot be asked', async () => {
    const attempt = (changed: Record<string, string | undefined>) =>
      run(['outbox'], { env: { ...env, ...changed }, print: () => undefined });
    await expect(attempt({ LRA_ADMIN_CLIENT_SECRET: undefined })).rejects.toThrow(/^Set LRA_ADMIN_CLIENT_ID/);
    await expect(attempt({ LRA_ADMIN_CLIENT_SECRET: 'a wrong secret' })).rejects.toThrow(/answered 401/);
    await expect(attempt({ LRA_URL: 'http://127.0.0.1:1' })).rejects.toThrow(
      /^Nothing answers at http:\/\/127\.0\.0\.1:1/,
    );
  });
});
