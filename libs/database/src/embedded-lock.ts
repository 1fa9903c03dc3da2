import { readdir, readlink, rename, rm, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { codeOf, DataFolderInUse } from './embedded-failure.js';
import { isAlive, knownProcess } from './embedded-processes.js';

const RELEASED = 'released';

/**
 * Locks the data folder for this process and returns the function that unlocks it. The lock ends with the process,
 * however it ends.
 *
 * A lock is a symbolic link `lock.<n>` whose target names its holder: one exclusive step creates it with its content.
 * The highest number counts. A lock is never removed, only exceeded by the next number or marked as released. So
 * creating the next number takes over a stale lock, and only one of several starters can do that. If the stale lock
 * were removed first, a slow starter could remove the new one.
 * @throws DataFolderInUse while a living process holds it, this one included
 */
export async function lockFolder(folder: string): Promise<() => Promise<void>> {
  const me = await knownProcess(process.pid);
  const content = `${process.pid}@${me?.beginning ?? ''}`;
  for (;;) {
    const latest = Math.max(0, ...(await lockNumbers(folder)));
    const holder = latest === 0 ? RELEASED : await holderOf(folder, latest);
    if (holder === undefined) continue;
    const pid = await livingPid(holder);
    if (pid !== undefined) throw new DataFolderInUse(folder, pid);

    const mine = latest + 1;
    try {
      await symlink(content, lockPath(folder, mine));
    } catch (error) {
      if (codeOf(error) === 'EEXIST') continue;
      throw error;
    }
    const numbers = await lockNumbers(folder);
    if (Math.max(...numbers) !== mine) {
      // Our view of the folder was old: others have locked it meanwhile.
      await rm(lockPath(folder, mine), { force: true });
      continue;
    }
    await Promise.all(
      numbers.filter((number) => number < mine).map((number) => rm(lockPath(folder, number), { force: true })),
    );
    return () => release(folder, mine);
  }
}

async function release(folder: string, mine: number): Promise<void> {
  const mark = join(folder, `lock.${mine}.${RELEASED}`);
  try {
    await rm(mark, { force: true });
    await symlink(RELEASED, mark);
    await rename(mark, lockPath(folder, mine));
  } catch (error) {
    // A folder that was deleted while we ran needs no unlocking.
    if (codeOf(error) !== 'ENOENT') throw error;
  }
}

function lockPath(folder: string, number: number): string {
  return join(folder, `lock.${number}`);
}

async function lockNumbers(folder: string): Promise<number[]> {
  const names = await readdir(folder);
  return names
    .map((name) => /^lock\.(\d+)$/.exec(name)?.[1])
    .filter((text) => text !== undefined)
    .map(Number);
}

/** Undefined when a later lock removed this one. */
async function holderOf(folder: string, number: number): Promise<string | undefined> {
  try {
    return await readlink(lockPath(folder, number));
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}

async function livingPid(holder: string): Promise<number | undefined> {
  const [, pid, beginning] = /^(\d+)@(.*)$/.exec(holder) ?? [];
  if (pid === undefined || beginning === undefined) return undefined;
  return (await isAlive({ pid: Number(pid), beginning })) ? Number(pid) : undefined;
}
