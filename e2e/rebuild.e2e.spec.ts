import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { emptyDatabase, eventually, Opened } from '#testing';
import { admit, adminId, adminSecret, completeSheet, System, withOneMember } from './system.js';

const root = fileURLToPath(new URL('..', import.meta.url));

describe('npm run rebuild', () => {
  const opened = new Opened();
  let database: Awaited<ReturnType<typeof emptyDatabase>>;
  let sql: pg.Client;
  let system: System;

  beforeAll(async () => {
    database = await opened.add(emptyDatabase(), (one) => one.drop());
    system = await opened.add(System.start({ DATABASE_URL: database.url }), (one) => one.destroy());
    sql = await opened.add(new pg.Client({ connectionString: database.url }), (one) => one.end());
    await sql.connect();
  }, 90_000);
  afterAll(() => opened.close(), 60_000);

  /** The same as `npm run rebuild -- …`, without npm in between. */
  const rebuild = (...args: string[]) =>
    new Promise<{ code: number | null; output: string; errors: string }>((resolve) => {
      const child = spawn(process.execPath, ['tools/run.mjs', 'tools/rebuild/main.js', ...args], {
        cwd: root,
        env: {
          PATH: process.env['PATH'],
          LRA_URL: system.url,
          LRA_ADMIN_CLIENT_ID: adminId,
          LRA_ADMIN_CLIENT_SECRET: adminSecret,
        },
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      const said = { output: '', errors: '' };
      child.stdout.on('data', (chunk: Buffer) => (said.output += chunk.toString()));
      child.stderr.on('data', (chunk: Buffer) => (said.errors += chunk.toString()));
      child.once('close', (code) => resolve({ code, ...said }));
    });

  const rows = async (query: string): Promise<unknown[]> => (await sql.query(query)).rows as unknown[];

  it('fills an empty projection with the present state of its owner, and it follows from there', async () => {
    const { steering, city, memberId } = await withOneMember(system);
    const suspended = await admit(system, steering, 'City of Oulu');
    await steering.post(`/v1/members/${suspended}/suspension`, { reason: 'Dues.' });
    const owners = () => rows('select id, name, status from network.member order by id');
    const projection = () => rows('select id, name, status from practices.member order by id');
    await eventually(async () => JSON.stringify(await projection()) === JSON.stringify(await owners()));
    expect(await owners()).toHaveLength(2);

    // A projection's first day: it is empty, and the old events are gone.
    await sql.query('truncate practices.member');
    await sql.query(`delete from practices.consumer_stream where consumer_group = 'practices.members'`);
    await sql.query('delete from network.outbox where published_at is not null');
    expect((await city.post('/v1/practices', completeSheet('Not yet'))).status).toBe(503);

    const { code, output, errors } = await rebuild('practices.members');
    expect({ code, errors }).toEqual({ code: 0, errors: '' });
    expect(output).toContain('practices.members is rebuilt: 2 looked at, 2 set to their present state.');
    expect(await projection()).toEqual(await owners());
    expect((await city.post('/v1/practices', completeSheet('Language café'))).status).toBe(201);

    await steering.post(`/v1/members/${memberId}/ending`, { reason: 'Left.' });
    await eventually(async () => JSON.stringify(await projection()) === JSON.stringify(await owners()));
    expect(await rows('select 1 from practices.waiting_event')).toEqual([]);
    expect((await rebuild('practices.members')).output).toContain('2 looked at, 0 set to their present state.');
  }, 60_000);

  it('fills what the apps know of clients and persons, which the gateway tells only to apps', async () => {
    const admin = await system.client();
    const { body } = await admin.post('/v1/clients', { name: 'gone', roles: ['official'] });
    await admin.send('DELETE', `/v1/clients/${body.clientId}`);
    const owners = () => rows('select id::text, roles, member_id from gateway.told_principal order by id');
    for (const app of ['practices', 'notifications']) {
      const projection = () => rows(`select id, roles, member_id from ${app}.principal order by id`);
      await eventually(async () => JSON.stringify(await projection()) === JSON.stringify(await owners()));
      await sql.query(`truncate ${app}.principal`);
      await sql.query(`delete from ${app}.consumer_stream where consumer_group = '${app}.principals'`);
      expect(await rebuild(`${app}.principals`)).toMatchObject({ code: 0, errors: '' });
      expect(await projection()).toEqual(await owners());
    }
    expect((await fetch(`${system.url}/v1/snapshots/principals`)).status).toBe(404);
  }, 60_000);

  it('lists the groups when it is given none, or an unknown one', async () => {
    const known =
      'Known groups: gateway.change-log, gateway.members, gateway.submissions, notifications.principals, notifications.saved-searches, notifications.subscriptions, practices.members, practices.principals, practices.submissions.';
    expect(await rebuild('practices.cities')).toEqual({
      code: 1,
      output: '',
      errors: `There is no group practices.cities. ${known}\n`,
    });
    expect((await rebuild()).errors).toBe(`Which group? npm run rebuild -- <group>. ${known}\n`);
  });

  it('rebuilds every group of a running system, and nobody is notified twice', async () => {
    const anyone = await system.client();
    const before = (await anyone.get('/v1/changes?limit=100')).body;
    expect(before.items.length).toBeGreaterThan(3);
    for (const group of ['gateway.change-log', 'gateway.members', 'notifications.subscriptions']) {
      expect((await rebuild(group)).code).toBe(0);
    }
    expect((await anyone.get('/v1/changes?limit=100')).body.items).toEqual(before.items);
  }, 60_000);
});
