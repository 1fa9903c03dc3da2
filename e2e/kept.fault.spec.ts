import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually } from '#testing';
import { isAlive, System } from './system.js';

const AGAIN_WITHIN_MS = 30_000;

describe('a process that dies is started again', () => {
  let system: System;
  beforeAll(async () => {
    system = await System.start();
  }, 90_000);
  afterAll(() => system.destroy(), 60_000);

  const isReady = () =>
    fetch(`${system.url}/health/ready`).then(
      ({ status }) => status === 200,
      () => false,
    );
  it('the apps at the same address on the same database, and PostgreSQL, whichever is killed', async () => {
    const postmaster = await system.postmaster();
    const worker = await system.worker();
    process.kill(worker, 'SIGKILL');
    await eventually(async () => (await system.worker()) !== worker && (await isReady()), AGAIN_WITHIN_MS);
    expect(system.errors).toBe('Ended with SIGKILL, starting again in 0.2 s\n');
    expect(await system.postmaster()).toBe(postmaster);

    process.kill(postmaster, 'SIGKILL');
    await eventually(async () => (await system.postmaster()) !== postmaster && (await isReady()), AGAIN_WITHIN_MS);
    expect(system.errors).toContain('PostgreSQL ended unexpectedly.\n');
  }, 90_000);

  it('but not when its keeper is killed: then everything can be started again at once', async () => {
    const worker = await system.worker();
    process.kill(system.pid, 'SIGKILL');
    await eventually(() => !isAlive(worker));
    await system.up();
    expect(await isReady()).toBe(true);
  }, 90_000);

  it('and ends with its database on the second Ctrl-C, even where the apps are frozen', async () => {
    const [worker, postmaster] = [await system.worker(), await system.postmaster()];
    process.kill(worker, 'SIGSTOP');
    process.kill(system.pid, 'SIGINT');
    expect(await system.stop()).toBe(1);
    expect([isAlive(worker), isAlive(postmaster)]).toEqual([false, false]);
  }, 60_000);
});
