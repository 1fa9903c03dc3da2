import { chmod, cp, mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { ownTimeOf } from '#testing';
import { root, System } from './system.js';

describe('the time of a start', () => {
  let system: System;
  beforeAll(async () => {
    system = await System.start();
  }, 90_000);
  afterEach(async () => {
    if (!system.output.includes('Ready')) await system.up();
  }, 60_000);
  afterAll(() => system.destroy(), 60_000);

  it('is ready within four seconds when it is built', async () => {
    await system.stop();
    expect(await ownTimeOf(() => system.up())).toBeLessThan(4_000);
    expect(await isReady(system)).toBe(true);
  }, 60_000);

  it('recovers by itself within five seconds after kill -9 of Node', async () => {
    await system.kill();
    expect(await ownTimeOf(() => system.up())).toBeLessThan(5_000);
    expect(await isReady(system)).toBe(true);
  }, 60_000);

  it('recovers by itself within five seconds when the postmaster was killed too and its backends survived', async () => {
    process.kill(await system.postmaster(), 'SIGKILL');
    await system.kill();
    expect(await ownTimeOf(() => system.up())).toBeLessThan(5_000);
    expect(await isReady(system)).toBe(true);
  }, 60_000);

  it('is ready within ten seconds of `npm start` in a fresh clone, build and first database included', async () => {
    const clone = await freshClone();
    const fresh = new System(join(clone, '.data'), {}, { folder: clone, command: ['npm', 'start'], isGroup: true });
    try {
      expect(await ownTimeOf(() => fresh.up())).toBeLessThan(10_000);
      expect(fresh.output).toContain('Building');
      expect(await isReady(fresh)).toBe(true);
    } finally {
      await fresh.stop();
      await rm(clone, { recursive: true, force: true });
    }
  }, 60_000);
});

const isReady = async (system: System) => (await fetch(`${system.url}/health/ready`)).ok;

/** The content of a clone after `npm ci`; nothing is built. */
async function freshClone(): Promise<string> {
  const clone = await mkdtemp(join(tmpdir(), 'lra fresh clone '));
  await chmod(clone, 0o755); // root runs the database as another account, which needs access
  for (const entry of ['apps', 'libs', 'tools', 'demo', 'bench', 'e2e', 'package.json', '.swcrc']) {
    await cp(join(root, entry), join(clone, entry), { recursive: true });
  }
  await symlink(join(root, 'node_modules'), join(clone, 'node_modules'));
  return clone;
}
