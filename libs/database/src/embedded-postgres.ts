import { spawn, type ChildProcess } from 'node:child_process';
import { open, readFile, realpath, rename, rm, stat, type FileHandle } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join, resolve } from 'node:path';
import pg from 'pg';
import { findBinaries, serverAccount, serverProcessOptions, type Binaries } from './embedded-binaries.js';
import { endCluster, openCluster, openFolder, SUPERUSER, type Cluster } from './embedded-cluster.js';
import { codeOf, DataFolderInUse, EmbeddedPostgresFailed, explained, explainedOutput } from './embedded-failure.js';
import { lockFolder } from './embedded-lock.js';
import { endServer, isAlive, knownProcess, serverProcesses, within, type KnownProcess } from './embedded-processes.js';

export { DataFolderInUse, EmbeddedPostgresFailed } from './embedded-failure.js';

/** A PostgreSQL server that belongs to this process. */
export interface EmbeddedPostgres {
  /** Connection address of the superuser, with password: `postgresql://postgres:…@127.0.0.1:<port>/postgres`. */
  readonly url: string;
  /** Resolves when the server has ended although nobody stopped it. */
  readonly lost: Promise<void>;
  /**
   * Ends the server (it cuts open sessions and rolls back their transactions) and unlocks the data folder. A second
   * call is harmless.
   * @throws EmbeddedPostgresFailed when a process of the server cannot be ended
   */
  stop(): Promise<void>;
}

export interface EmbeddedPostgresOptions {
  /** Data folder, created if it is missing: database, password, log and lock. */
  readonly folder: string;
  /** Receives progress messages, one line each. */
  readonly report?: (line: string) => void;
  /** Port to listen on; by default a free one. */
  readonly port?: number;
  /** Does not wait for the disk; a crash of the machine may then destroy the database. For tests only. */
  readonly fast?: boolean;
}

/** Longest wait for a server that recovers after a crash, in ms. */
const RECOVERY_LIMIT = 120_000;
/** A running server must answer a login within this time, in ms; one that does not hangs, and is replaced. */
const LOGIN_LIMIT = 1500;
const STOP_PATIENCE = 10_000;
/** Patience with a server that is replaced: the start matters more than its orderly end. */
const REPLACE_PATIENCE = 700;
/** How often the server is checked, in ms. */
const LOOK_MS = 1000;
const LOG_LIMIT = 5 * 1024 * 1024;

/**
 * Starts the PostgreSQL that npm installed, on 127.0.0.1 and a free port, and waits until it accepts logins. A server
 * of the same folder that outlived its Node process is taken over, or ended if that is impossible.
 * @throws DataFolderInUse while another living process (or this one) uses the folder
 * @throws EmbeddedPostgresFailed with one sentence that says what to do
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const report = options.report ?? (() => undefined);
  const asked = resolve(options.folder);
  try {
    if (process.platform === 'win32') {
      throw new EmbeddedPostgresFailed(
        'The embedded PostgreSQL runs on Linux and macOS only: use WSL, or set DATABASE_URL to use a PostgreSQL of your own.',
      );
    }
    const account = await serverAccount();
    const folder = await openFolder(asked, account);
    const unlock = await lockFolder(folder);
    try {
      const binaries = await findBinaries(account, report);
      const cluster = await openCluster(folder, account, binaries, report);
      const server: Server = { folder, binaries, cluster, port: options.port, fast: options.fast ?? false, report };
      return handle(server, (await takeOver(server)) ?? (await launch(server)), unlock);
    } catch (error) {
      await unlock();
      throw error;
    }
  } catch (error) {
    throw explained(error, asked);
  }
}

/** Ends the server of a data folder whose process is gone. Does nothing when there is no server, or its process lives. */
export async function endEmbeddedPostgres(folder: string): Promise<void> {
  try {
    const data = await realpath(join(resolve(folder), 'data'));
    const unlock = await lockFolder(await realpath(folder));
    try {
      await endCluster(data, STOP_PATIENCE);
    } finally {
      await unlock();
    }
  } catch (error) {
    if (codeOf(error) !== 'ENOENT' && !(error instanceof DataFolderInUse)) throw explained(error, resolve(folder));
  }
}

/** The server that another process runs on a data folder, to connect to it as well; undefined when there is none. */
export async function runningPostgres(folder: string): Promise<string | undefined> {
  try {
    const data = await realpath(join(resolve(folder), 'data'));
    const note = await readNote(data);
    if (note?.status !== 'ready') return undefined;
    const password = (await readFile(join(resolve(folder), 'password'), 'utf8')).trim();
    return urlOf({ password }, note.port);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw explained(error, resolve(folder));
  }
}

interface Server {
  readonly folder: string;
  readonly binaries: Binaries;
  readonly cluster: Cluster;
  readonly fast: boolean;
  readonly report: (line: string) => void;
  readonly port: number | undefined;
}

interface Running {
  readonly postmaster: KnownProcess;
  readonly port: number;
}

function handle(server: Server, running: Running, unlock: () => Promise<void>): EmbeddedPostgres {
  let stopped: Promise<void> | undefined;
  let look: NodeJS.Timeout | undefined;
  const lost = new Promise<void>((tell) => {
    look = setInterval(() => {
      void isAlive(running.postmaster).then((lives) => {
        if (!lives && stopped === undefined) tell();
      });
    }, LOOK_MS).unref();
  });
  const stop = async (): Promise<void> => {
    clearInterval(look);
    try {
      await endServer(server.cluster.data, server.cluster.marker, running.postmaster, STOP_PATIENCE);
    } finally {
      await unlock();
    }
  };
  return { url: urlOf(server.cluster, running.port), lost, stop: () => (stopped ??= stop()) };
}

function urlOf(cluster: Pick<Cluster, 'password'>, port: number): string {
  return `postgresql://${SUPERUSER}:${cluster.password}@127.0.0.1:${port}/postgres`;
}

/**
 * All settings are on the command line, so that a cluster of an earlier release gets the present ones. The port is the
 * first.
 */
function parametersOf(server: Server, port: number): string[] {
  const settings: Record<string, string> = {
    port: String(port),
    listen_addresses: '127.0.0.1',
    // A socket's path may have at most 107 bytes, and a folder's any number.
    unix_socket_directories: '',
    cluster_name: server.cluster.marker,
    max_connections: '100',
    shared_buffers: '64MB',
    // Four processes less; nothing here needs them.
    io_method: 'sync',
    max_logical_replication_workers: '0',
    max_wal_size: '512MB',
    timezone: 'UTC',
    log_timezone: 'UTC',
    lc_messages: 'C',
    // A session whose Node process was killed ends within this time, with its locks, even in the middle of a statement.
    client_connection_check_interval: '1s',
    logging_collector: 'off',
    // The apps report their own errors. Here they would accumulate, with the values that caused them.
    log_min_messages: 'log',
    log_checkpoints: 'off',
    ...(server.fast ? { fsync: 'off', full_page_writes: 'off' } : {}),
  };
  return [
    '-D',
    server.cluster.data,
    ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
  ];
}

/** PostgreSQL's own note of the server that serves a data folder. */
interface PostmasterNote {
  readonly pid: number;
  /** Seconds since 1970. */
  readonly began: number;
  readonly port: number;
  readonly status: string;
}

async function readNote(data: string): Promise<PostmasterNote | undefined> {
  const text = await readFile(join(data, 'postmaster.pid'), 'utf8').catch((error: unknown) => {
    if (codeOf(error) === 'ENOENT') return '';
    throw error;
  });
  const lines = text.split('\n').map((line) => line.trim());
  const pid = Number(lines[0]);
  if (!Number.isInteger(pid) || pid <= 0) return undefined;
  return { pid, began: Number(lines[2]), port: Number(lines[3]), status: lines[7] ?? '' };
}

/**
 * Takes over the server that a killed Node process left behind. If that is impossible, ends all that remains of it and
 * removes its note: by now its pid may belong to an unrelated process, which would keep PostgreSQL from starting.
 */
async function takeOver(server: Server): Promise<Running | undefined> {
  const { data, marker } = server.cluster;
  const left = await serverProcesses(data, marker);
  const note = await readNote(data);
  const postmaster = note !== undefined && left.includes(note.pid) ? await knownProcess(note.pid) : undefined;
  if (postmaster !== undefined) {
    const running = await adopt(server, postmaster);
    if (running !== undefined) {
      server.report('Taking over the PostgreSQL that was still running');
      return running;
    }
  }
  if (left.length > 0) {
    server.report('Ending what is left of an earlier PostgreSQL');
    await endServer(data, marker, postmaster, REPLACE_PATIENCE);
  }
  await rm(join(data, 'postmaster.pid'), { force: true });
  return undefined;
}

async function adopt(server: Server, postmaster: KnownProcess): Promise<Running | undefined> {
  // Started by another release, or with other settings: a new server is better.
  const command = await readFile(join(server.cluster.data, 'postmaster.opts'), 'utf8').catch(() => '');
  const started = [server.binaries.postgres, ...parametersOf(server, 0).map((parameter) => `"${parameter}"`)].join(' ');
  if (command.trim().replace(/"port=\d+"/, '"port=0"') !== started) return undefined;

  const recovering = await within(RECOVERY_LIMIT, async () => {
    return (await readNote(server.cluster.data))?.status !== 'starting' || !(await isAlive(postmaster));
  });
  const note = await readNote(server.cluster.data);
  if (!recovering || note?.pid !== postmaster.pid || note.status !== 'ready') return undefined;
  return (await answersAsOurs(server, note)) ? { postmaster, port: note.port } : undefined;
}

async function answersAsOurs(server: Server, note: PostmasterNote): Promise<boolean> {
  const { cluster, binaries } = server;
  try {
    return await withLogin(cluster, note.port, LOGIN_LIMIT, async (client) => {
      const { rows } = await client.query<{ data: string; version: string; began: string }>(
        `select current_setting('data_directory') as data, current_setting('server_version') as version,
                floor(extract(epoch from pg_postmaster_start_time()))::text as began`,
      );
      const [found] = rows;
      if (found?.data !== cluster.data || !binaries.version.startsWith(`${found.version}.`)) return false;
      // The note gives the second in which the start time was read, or the one before.
      if (Math.abs(Number(found.began) - note.began) > 2) return false;
      // Sessions of the killed process may still hold locks.
      await client.query(
        `select pg_terminate_backend(pid) from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid()`,
      );
      return true;
    });
  } catch {
    return false;
  }
}

async function withLogin<T>(
  cluster: Cluster,
  port: number,
  limit: number,
  use: (client: pg.Client) => Promise<T>,
): Promise<T> {
  const client = new pg.Client({
    connectionString: urlOf(cluster, port),
    connectionTimeoutMillis: limit,
    query_timeout: limit,
  });
  // A broken connection emits this when no query awaits it; a pending query rejects by itself.
  client.on('error', () => undefined);
  await client.connect();
  try {
    return await use(client);
  } finally {
    await client.end();
  }
}

async function launch(server: Server): Promise<Running> {
  server.report('Starting PostgreSQL');
  const logPath = join(server.folder, 'postgres.log');
  const log = await openLog(logPath);
  try {
    for (let tries = 1; ; tries += 1) {
      const port = server.port ?? (await freePort());
      const from = (await log.stat()).size;
      const child = await spawnServer(server, port, log);
      const running = await ready(server, child, port);
      if (running !== undefined) return running;
      const words = (await readFile(logPath)).subarray(from).toString('utf8');
      // Another program may take the port between our check and PostgreSQL's.
      if (tries < 5 && /could not bind|could not create any TCP\/IP sockets/.test(words)) continue;
      throw explainedOutput('PostgreSQL did not start', server.folder, words.replaceAll(/^\S+ \S+ UTC \[\d+\] /gm, ''));
    }
  } finally {
    await log.close();
  }
}

async function openLog(path: string): Promise<FileHandle> {
  try {
    if ((await stat(path)).size > LOG_LIMIT) await rename(path, `${path}.1`);
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') throw error;
  }
  try {
    return await open(path, 'a', 0o600);
  } catch (error) {
    // Another user of the same folder (root, once) created it.
    if (codeOf(error) !== 'EACCES') throw error;
    await rm(path);
    return open(path, 'a', 0o600);
  }
}

function freePort(): Promise<number> {
  return new Promise((done, failed) => {
    const probe = createServer();
    probe.once('error', failed);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      const port = address !== null && typeof address !== 'string' ? address.port : 0;
      probe.close(() => done(port));
    });
  });
}

/** In a session of its own (detached): Ctrl-C in a terminal must reach the apps first, which still need their database. */
function spawnServer(server: Server, port: number, log: FileHandle): Promise<ChildProcess> {
  return new Promise((done, failed) => {
    const child = spawn(server.binaries.postgres, parametersOf(server, port), {
      ...serverProcessOptions(server.cluster.account),
      detached: true,
      stdio: ['ignore', log.fd, log.fd],
    });
    child.once('error', failed);
    child.once('spawn', () => {
      child.unref();
      done(child);
    });
  });
}

/** Waits until the server accepts logins; undefined when it ended instead. */
async function ready(server: Server, child: ChildProcess, port: number): Promise<Running | undefined> {
  const { data } = server.cluster;
  const postmaster = child.pid === undefined ? undefined : await knownProcess(child.pid);
  if (postmaster === undefined) return undefined;
  const patience = setTimeout(() => server.report('Recovering the database after a crash'), 2000);
  try {
    const ended = (): boolean => child.exitCode !== null || child.signalCode !== null;
    const settled = await within(RECOVERY_LIMIT, async () => {
      if (ended()) return true;
      const note = await readNote(data);
      return note?.pid === postmaster.pid && note.status === 'ready';
    });
    if (ended()) return undefined;
    if (!settled) {
      throw new EmbeddedPostgresFailed(
        `PostgreSQL is not ready after ${RECOVERY_LIMIT / 1000} s for the data folder ${server.folder}: see ${join(server.folder, 'postgres.log')}.`,
      );
    }
    await withLogin(server.cluster, port, 10 * LOGIN_LIMIT, () => Promise.resolve());
    return { postmaster, port };
  } catch (error) {
    await endServer(data, server.cluster.marker, postmaster, REPLACE_PATIENCE);
    if (codeOf(error) === '28P01') {
      throw new EmbeddedPostgresFailed(
        `The password in ${join(server.folder, 'password')} is not the database's: restore the right file, or delete ${server.folder} to start with an empty database.`,
        { cause: error },
      );
    }
    throw error;
  } finally {
    clearTimeout(patience);
  }
}
