import { createHash, randomBytes } from 'node:crypto';
import {
  chmod,
  lchown,
  lstat,
  mkdir,
  readdir,
  readFile,
  realpath,
  rename,
  rm,
  rmdir,
  stat,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { canEnter, rootOwnedPlaces, runProgram, type Account, type Binaries } from './embedded-binaries.js';
import { codeOf, EmbeddedPostgresFailed, explainedOutput } from './embedded-failure.js';
import { endServer, isAlive, knownProcess, serverProcesses, type KnownProcess } from './embedded-processes.js';

/** A PostgreSQL data folder, complete and ready to be served. */
export interface Cluster {
  /** Real path of the data folder. */
  readonly data: string;
  /** PostgreSQL's `cluster_name`, derived from the real path: a copy of the folder is another cluster. */
  readonly marker: string;
  readonly password: string;
  /** Who owns the data folder and must run PostgreSQL; undefined where that is the user of this program. */
  readonly account: Account | undefined;
}

/** The superuser's name. */
export const SUPERUSER = 'postgres';

/** Creates the folder if it is missing and returns its real path. Other users learn only that it exists. */
export async function openFolder(path: string, account: Account | undefined): Promise<string> {
  const made = await makeFolder(path);
  const folder = await realpath(path);
  if (made) await chmod(folder, account === undefined ? 0o700 : 0o711);
  // Often only root can enter a mounted volume. Opening the folder itself keeps the data in it, where its owner expects
  // them.
  if (account !== undefined && !(await canEnter(folder, account))) {
    const { uid, mode } = await stat(folder);
    if (uid === 0) await chmod(folder, mode | 0o011);
  }
  return folder;
}

/**
 * With its parents; false when it exists. Node's own `recursive` reports ENOENT for a read-only file system, and never
 * returns below /proc.
 */
async function makeFolder(path: string): Promise<boolean> {
  try {
    await mkdir(path);
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST' && (await stat(path)).isDirectory()) return false;
    if (codeOf(error) !== 'ENOENT' || dirname(path) === path) throw error;
  }
  await makeFolder(dirname(path));
  await mkdir(path).catch((error: unknown) => {
    // Another starter was first.
    if (codeOf(error) !== 'EEXIST') throw error;
  });
  return true;
}

/**
 * The cluster of `folder`, created if there is none. It is in `folder/data`. If the account that must run PostgreSQL
 * cannot reach that (as root below /root or `mktemp -d`), `folder/data` is a link to a place that it can reach. That
 * place has a random name, so that no old data return when `folder` is deleted and created again. The caller holds the
 * folder's lock.
 */
export async function openCluster(
  folder: string,
  account: Account | undefined,
  binaries: Binaries,
  report: (line: string) => void,
): Promise<Cluster> {
  const link = join(folder, 'data');
  await removeHalfMade(folder, folder);
  const found = await lstat(link).catch(absent);
  if (found?.isSymbolicLink() === true) {
    const data = await realpath(link).catch(absent);
    if (data === undefined || !(await isComplete(data))) {
      throw new EmbeddedPostgresFailed(
        `The database of ${folder} is gone: ${link} points to a place without one; restore it, or delete ${folder} to start with an empty database.`,
      );
    }
    // None if somebody made the link by hand.
    if ((await readOwner(dirname(data))) !== undefined) await writeOwner(dirname(data), folder);
  } else if (found !== undefined && !(await isComplete(link))) {
    await setAside(link, report);
  }

  if ((await lstat(link).catch(absent)) === undefined) await makeCluster(folder, account, binaries, report);
  const data = await realpath(link);
  const owner = await ownerOf(data, account);
  await checkVersion(data, binaries);
  return {
    data,
    marker: markerOf(data),
    password: await readPassword(folder),
    account: owner,
  };
}

function markerOf(data: string): string {
  return `lra-${createHash('sha256').update(data).digest('hex').slice(0, 16)}`;
}

function absent(error: unknown): undefined {
  if (codeOf(error) !== 'ENOENT') throw error;
  return undefined;
}

async function isComplete(data: string): Promise<boolean> {
  for (const file of ['PG_VERSION', join('global', 'pg_control')]) {
    if ((await stat(join(data, file)).catch(absent)) === undefined) return false;
  }
  return true;
}

/**
 * A cluster appears only whole (see `makeCluster`): an incomplete one is damaged or foreign, so it must not be deleted.
 */
async function setAside(data: string, report: (line: string) => void): Promise<void> {
  try {
    await rmdir(data);
  } catch (error) {
    if (codeOf(error) !== 'ENOTEMPTY' && codeOf(error) !== 'EEXIST') throw error;
    const aside = `${data}.incomplete-${new Date().toISOString().replaceAll(':', '-')}`;
    await rename(data, aside);
    report(`The database in ${data} is incomplete: it was moved to ${aside}, and a new one is made`);
  }
}

/** What a killed initdb left behind: below `place`, and made for `folder`. */
async function removeHalfMade(place: string, folder: string): Promise<void> {
  for (const name of (await readdir(place)).filter((entry) => entry.startsWith('making-'))) {
    const half = join(place, name);
    if (place !== folder && (await readOwner(half))?.folder !== folder) continue;
    // Its initdb may still be writing: a second removal catches up with it.
    await rm(half, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 });
  }
}

/** Created beside its final place and then renamed, so a cluster is either whole or absent. */
async function makeCluster(
  folder: string,
  account: Account | undefined,
  binaries: Binaries,
  report: (line: string) => void,
): Promise<void> {
  report('Preparing the database (first start only)');
  const password = await makePassword(folder);
  const inside = await canEnter(folder, account);
  const place = inside ? folder : await placeOutside(folder, account, report);
  const id = randomBytes(8).toString('hex');
  const making = join(place, `making-${id}`);
  await mkdir(making, { mode: 0o700 });
  try {
    if (!inside) await writeOwner(making, folder);
    await initialize(making, password, account, binaries, folder);
    if (inside) {
      await rename(join(making, 'data'), join(folder, 'data'));
      await rmdir(making);
      return;
    }
    const final = join(place, `postgres-${id}`);
    await rename(making, final);
    await symlink(join(final, 'data'), join(folder, 'data'));
    report(`The database is in ${final}, because user ${account?.uid ?? ''} cannot enter ${folder}`);
  } catch (error) {
    await rm(making, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 });
    throw error;
  }
}

/**
 * The built-in locale provider needs no system locale for order and case. But full-text search and pg_trgm ask the
 * system which characters are letters: with LC_CTYPE=C they lose every letter outside ASCII. Every glibc has C.UTF-8,
 * macOS does not.
 */
const CHARACTER_TYPES = ['C.UTF-8', 'en_US.UTF-8', 'C'] as const;

async function initialize(
  making: string,
  password: string,
  account: Account | undefined,
  binaries: Binaries,
  folder: string,
): Promise<void> {
  const data = join(making, 'data');
  const passwordFile = join(making, 'password');
  await writeFile(passwordFile, `${password}\n`, { mode: 0o600 });
  let said = '';
  for (const characterType of CHARACTER_TYPES) {
    await rm(data, { recursive: true, force: true });
    await mkdir(data, { mode: 0o700 });
    if (account !== undefined) {
      await chmod(making, 0o711);
      await lchown(data, account.uid, account.gid);
      await lchown(passwordFile, account.uid, account.gid);
    }
    const parameters = [
      `--pgdata=${data}`,
      `--username=${SUPERUSER}`,
      `--pwfile=${passwordFile}`,
      '--auth=scram-sha-256',
      '--encoding=UTF8',
      '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8',
      '--locale=C',
      `--lc-ctype=${characterType}`,
      '--no-sync',
      '--no-instructions',
    ];
    const { done, output } = await runProgram(binaries.initdb, parameters, account);
    if (done) {
      await rm(passwordFile);
      return;
    }
    said = output;
    if (!/invalid locale/i.test(output)) break;
  }
  throw explainedOutput('PostgreSQL could not prepare a database', folder, said);
}

/**
 * Where the cluster is when the account cannot enter `folder`; servers of deleted folders with the same name are ended
 * there.
 */
async function placeOutside(
  folder: string,
  account: Account | undefined,
  report: (line: string) => void,
): Promise<string> {
  for await (const place of account === undefined ? [] : rootOwnedPlaces(account)) {
    await removeHalfMade(place, folder);
    for (const name of (await readdir(place)).filter((entry) => entry.startsWith('postgres-'))) {
      await endEarlier(join(place, name), folder, report);
    }
    return place;
  }
  throw new EmbeddedPostgresFailed(
    `PostgreSQL refuses to run as root, and user ${account?.uid ?? ''} can enter neither ${folder} nor /var/lib nor /var/tmp: choose another data folder, or start this program as another user.`,
  );
}

async function endEarlier(earlier: string, folder: string, report: (line: string) => void): Promise<void> {
  const owner = await readOwner(earlier);
  if (owner?.folder !== folder) return;
  // A living holder means that the folder was moved, not deleted.
  if (owner.pid !== undefined && (await isAlive({ pid: owner.pid, beginning: owner.beginning }))) return;
  const data = join(earlier, 'data');
  if (!(await isComplete(data))) return;
  await endCluster(data, 1500);
  report(`An earlier database of ${folder} is still in ${earlier}: remove it when it is no longer needed`);
}

/** Ends the server, if one is running, of a cluster that no process holds. */
export async function endCluster(data: string, patience: number): Promise<void> {
  await endServer(data, markerOf(data), await postmasterOf(data), patience);
}

async function postmasterOf(data: string): Promise<KnownProcess | undefined> {
  const text = await readFile(join(data, 'postmaster.pid'), 'utf8').catch(() => '');
  const pid = Number.parseInt(text, 10);
  // The note may be older than the process that has its number now.
  return (await serverProcesses(data, markerOf(data))).includes(pid) ? knownProcess(pid) : undefined;
}

interface Owner {
  folder: string;
  pid: number | undefined;
  beginning: string;
}

/** A note beside a cluster outside its folder: which folder it belongs to. Only root can write there. */
async function writeOwner(container: string, folder: string): Promise<void> {
  const me = await knownProcess(process.pid);
  const owner: Owner = { folder, pid: me?.pid, beginning: me?.beginning ?? '' };
  await writeFile(join(container, 'owner.json'), JSON.stringify(owner), { mode: 0o600 });
}

async function readOwner(container: string): Promise<Owner | undefined> {
  try {
    return JSON.parse(await readFile(join(container, 'owner.json'), 'utf8')) as Owner;
  } catch {
    return undefined;
  }
}

/** PostgreSQL must run as the owner of its data. */
async function ownerOf(data: string, account: Account | undefined): Promise<Account | undefined> {
  const { uid, gid } = await stat(data);
  if (account === undefined) {
    if (uid === process.getuid?.()) return undefined;
    throw new EmbeddedPostgresFailed(
      `The database in ${data} belongs to another user (${uid}): start this program as root or as that user, or choose another data folder.`,
    );
  }
  // Root restored the folder from a copy.
  if (uid === 0) await giveTo(data, account);
  const owner = uid === 0 ? account : { uid, gid };
  if (await canEnter(data, owner)) return owner;
  throw new EmbeddedPostgresFailed(
    `The database in ${data} belongs to user ${owner.uid}, who cannot enter that folder: let others enter the folders above it (chmod o+x), or move the data folder elsewhere.`,
  );
}

async function giveTo(path: string, account: Account): Promise<void> {
  await lchown(path, account.uid, account.gid);
  for (const entry of await readdir(path, { withFileTypes: true })) {
    const inner = join(path, entry.name);
    if (entry.isDirectory()) await giveTo(inner, account);
    else await lchown(inner, account.uid, account.gid);
  }
}

async function checkVersion(data: string, binaries: Binaries): Promise<void> {
  const found = (await readFile(join(data, 'PG_VERSION'), 'utf8')).trim();
  const needed = binaries.version.split('.')[0] ?? '';
  if (found === needed) return;
  throw new EmbeddedPostgresFailed(
    `The database in ${data} was made by PostgreSQL ${found}, and this is PostgreSQL ${needed}: make a backup with the earlier release of this program and restore it with this one (docs/operations.md, PostgreSQL), or choose another data folder.`,
  );
}

async function makePassword(folder: string): Promise<string> {
  const path = join(folder, 'password');
  const password = randomBytes(24).toString('hex');
  await writeFile(`${path}.new`, password, { mode: 0o600 });
  await rename(`${path}.new`, path);
  return password;
}

async function readPassword(folder: string): Promise<string> {
  const path = join(folder, 'password');
  const password = await readFile(path, 'utf8').catch(absent);
  if (password !== undefined && password.trim() !== '') return password.trim();
  throw new EmbeddedPostgresFailed(
    `The file ${path} with the database's password is missing: restore it, or delete ${folder} to start with an empty database.`,
  );
}
