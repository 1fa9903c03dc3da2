import { execFile } from 'node:child_process';
import { chmod, mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Opened } from '#testing';
import { emptyByNature, settingsForEveryFeature, useEveryFeature } from './every-feature.js';
import { completeSheet, System } from './system.js';

const root = fileURLToPath(new URL('..', import.meta.url));

describe('backup and restore, as docs/operations.md describes them', () => {
  const opened = new Opened();
  let folder: string;
  let blocks: readonly string[];
  let system: System;
  let practice: string;
  let tables: Record<string, number>;
  let credentials: { clientId: string; clientSecret: string };

  beforeAll(async () => {
    folder = await opened.add(mkdtemp(join(tmpdir(), 'lra backups ')), (one) =>
      rm(one, { recursive: true, force: true }),
    );
    await chmod(folder, 0o755);
    const section = (await readFile(join(root, 'docs/operations.md'), 'utf8')).split('\n## Backup and restore\n')[1]!;
    blocks = [...section.split('\n## ')[0]!.matchAll(/```\w+\n([\s\S]*?)```/g)].map(([, block]) => block!.trim());
    const { hook, settings, close } = await opened.add(settingsForEveryFeature(), (one) => one.close());
    system = await opened.add(new System(join(folder, 'data'), settings), (one) => one.destroy());
    await system.up();
    const person = { name: 'Kept Person', email: 'kept@people.example' };
    const { admin, city, memberId } = await useEveryFeature(system, person, hook.url);
    await close();
    practice = (await city.post('/v1/practices', completeSheet('Kept'))).body.id as string;
    credentials = (await admin.post('/v1/clients', { name: 'city', roles: ['member-editor'], memberId })).body;
  }, 90_000);
  afterAll(() => opened.close(), 60_000);

  const blockWith = (text: string) => blocks.find((block) => block.includes(text))!;

  /** Row counts as backup and restore report them. */
  const tablesIn = (output: string): Record<string, number> =>
    Object.fromEntries(
      [...output.matchAll(/^(\w+\.\w+): (\d+) rows$/gm)].map(([, table, rows]) => [table, Number(rows)]),
    );

  /** Runs a command from the page in a shell, with this test's folders in place of those on the page. */
  const run = (line: string, env: Record<string, string> = {}) =>
    new Promise<{ code: number; output: string; errors: string }>((resolve) => {
      const here = line
        .replaceAll('/opt/lra-network', `"${root}"`)
        .replaceAll(
          /\/(?:var\/backups|srv\/rehearsal)\/?/g,
          (place) => `"${folder}"/${place.includes('srv') ? 'rehearsal' : ''}`,
        );
      const settings = { PATH: process.env['PATH']!, HOME: process.env['HOME']!, LRA_DATA_DIR: system.dataDir, ...env };
      execFile('/bin/sh', ['-c', here], { cwd: root, env: settings }, (error, output, errors) => {
        resolve({ code: error ? Number(error.code) : 0, output, errors: errors.trim() });
      });
    });

  it('backs up the running system, and refuses to overwrite a backup', async () => {
    const line = blockWith('npm run backup');
    const { code, output } = await run(line);
    tables = tablesIn(output);
    expect(output).toMatch(/lra-2027-03-01\.tar\.gz is whole: \d+ rows in \d+ tables, \d+ kB\./);
    expect(code).toBe(0);
    expect((await stat(join(folder, 'lra-2027-03-01.tar.gz'))).mode & 0o777).toBe(0o600);
    const again = await run(line);
    expect(again.errors).toMatch(
      /^\S+ backups \S+lra-2027-03-01\.tar\.gz exists already: choose another name, or move it away\.$/,
    );
    expect(again.code).toBe(1);
  }, 60_000);

  it('has rows of every table, so that the restore covers every feature', () => {
    const empty = Object.keys(tables).filter((table) => tables[table] === 0);
    expect(empty.filter((table) => emptyByNature[table] === undefined)).toEqual([]);
    expect(Object.keys(tables).length).toBeGreaterThan(80);
  });

  it('has a line for cron that works as it stands', async () => {
    const [, line] = /^(?:\S+ ){5}(.*)$/.exec(blockWith('* * *'))!;
    const { code, errors } = await run(line!.replaceAll('\\%', '%'));
    expect(errors).toBe('');
    expect(code).toBe(0);
    const named = (await readdir(folder)).filter((name) => /^lra-\d{4}-\d{2}-\d{2}\.tar\.gz$/.test(name));
    expect(named).toHaveLength(2); // the previous test's, and today's
  }, 60_000);

  it('shows with tar what is in it', async () => {
    const { output } = await run(blockWith('tar '));
    expect(output.split('\n')[0]).toBe('manifest.json');
    expect(output).toMatch(/^practices\/practice\/00000001\.copy$/m);
  });

  it('is rehearsed into another folder while the system runs', async () => {
    const { code, output, errors } = await run(blockWith('/srv/rehearsal'));
    expect(errors).toBe('');
    expect(code).toBe(0);
    expect(output).toMatch(/^Restored as of 20\S+: \d+ rows\. Start the system now\.$/m);
    await rm(join(folder, 'rehearsal'), { recursive: true });
  }, 60_000);

  it('restores into an empty data folder only, and the system continues there', async () => {
    const line = blockWith('npm run restore -- /var/backups');
    expect((await run(line)).errors).toMatch(/is in use by another running instance/);
    await system.stop();
    expect((await run(line)).errors).toMatch(/^The target is not empty/);
    await rm(system.dataDir, { recursive: true });
    const restored = await run(line);
    expect(restored.errors).toBe('');
    expect(restored.code).toBe(0);
    expect(tablesIn(restored.output)).toEqual(tables);

    await system.up();
    const city = await system.client(credentials);
    const seen = await city.get(`/v1/practices/${practice}`);
    expect(seen.body).toMatchObject({ status: 'draft', factSheet: { title: { en: 'Kept' } } });
    const handed = await city.post(`/v1/practices/${practice}/submission`, {}, { 'if-match': seen.etag });
    expect(handed.status).toBe(200);
  }, 90_000);

  it.each([
    ['backup', [], {}, /^Into which file\?/],
    ['restore', [], {}, /^From which file\?/],
    ['backup', ['/nowhere/at/all/x'], {}, /^There is no \/nowhere\/at\/all\/x\S*, or no folder for it\.$/],
    ['restore', ['/nowhere/x'], {}, /^There is no \/nowhere\/x, or no folder for it\.$/],
    ['restore', ['package.json'], {}, /^The file is not a backup of this network\.$/],
    ['restore', ['docs'], {}, /^docs is a folder|^That is a folder/],
    ['backup', ['x'], { LRA_DATA_DIR: '/nowhere' }, /^There are no data in \/nowhere:/],
    ['backup', ['x'], { DATABASE_URL: 'postgres://127.0.0.1:1/x' }, /^Nothing answers at 127\.0\.0\.1:1/],
    ['restore', ['x'], { LRA_ERASURES_FILE: '/srv/list' }, /LRA_ERASURES_KEY must be given together/],
    [
      'backup', ['x'], { DATABASE_URL_NETWORK: 'postgres://db/network' },
      /^Invalid settings: DATABASE_URL_NETWORK may point to other servers, which backup and restore do not support/,
    ], // prettier-ignore
  ] as const)(
    'says in one sentence why it cannot be done: %s %j %j',
    async (program, args, env, sentence) => {
      const { code, errors } = await run(`npm run --silent ${program} -- ${args.join(' ')}`, env);
      expect(errors).toMatch(sentence);
      expect(errors).not.toContain('\n');
      expect(code).toBe(1);
    },
    30_000,
  );
});
