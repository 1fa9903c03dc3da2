import { createServer, type AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { completeSheet, isAlive, System, withOneMember } from './system.js';

describe('starting and ending', () => {
  let system: System;
  beforeAll(async () => {
    system = await System.start();
  }, 90_000);
  afterEach(async () => {
    if (!system.output.includes('Ready')) await system.up();
  }, 60_000);
  afterAll(() => system.destroy(), 60_000);

  const isUp = async () => (await fetch(`${system.url}/health/ready`)).status;

  it('is ready for all four apps when it says so, and says where', async () => {
    expect(await isUp()).toBe(200);
    expect((await fetch(`${system.url}/docs`)).status).toBe(200);
    expect(((await (await fetch(`${system.url}/openapi.json`)).json()) as { openapi: string }).openapi).toMatch(
      /^3\.1/,
    );
    expect(system.output).not.toContain('shown only once');
  });

  it('ends everything in order on Ctrl-C and keeps what was committed', async () => {
    const { city } = await withOneMember(system);
    const created = await city.post('/v1/practices', completeSheet('Kept'));
    const postmaster = await system.postmaster();
    expect(await system.stop()).toBe(0);
    expect(isAlive(postmaster)).toBe(false);
    await system.up();
    const { admin } = { admin: await system.client() };
    const steering = await admin.makeClient({ name: 's', roles: ['steering'] });
    expect((await steering.get(`/v1/practices/${created.body.id}`)).status).toBe(200);
  }, 60_000);

  it('says in one sentence that another process uses the data folder', async () => {
    const { code, errors } = await new System(system.dataDir).runToEnd();
    expect(code).toBe(1);
    expect(errors).toEqual([expect.stringContaining(String(await system.worker()))]);
  }, 30_000);

  it('says in one sentence that the port is in use', async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const { port } = other.address() as AddressInfo;
    try {
      const { code, errors } = await new System(`${system.dataDir}-other`, { PORT: String(port) }).runToEnd();
      expect(code).toBe(1);
      expect(errors).toEqual([expect.stringContaining(`Port ${port} is in use`)]);
    } finally {
      await new Promise<void>((resolve) => other.close(() => resolve()));
    }
  }, 30_000);

  it('says in one sentence what is wrong with each setting', async () => {
    const settings = {
      PORT: 'eighty',
      LRA_ADMIN_CLIENT_SECRET: 'short',
      LRA_RETRY_SCHEDULE: 'soon',
      LRA_IDENTITY_KEY: 'secret',
      LRA_TRUST_PROXY: 'nobody',
      LRA_WEBHOOK_ALLOW: 'zz/99',
    };
    const bad = new System(`${system.dataDir}-other`, settings);
    const { code, errors } = await bad.runToEnd();
    expect(code).toBe(1);
    expect(errors).toHaveLength(1);
    for (const name of Object.keys(settings)) expect(errors[0]).toContain(name);
  }, 30_000);
});
