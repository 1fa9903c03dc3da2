import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { link, readFile, rm, writeFile } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';

/** Longest wait for a living holder, in milliseconds: longer than Maven's download takes. */
const PATIENCE_MS = 360_000;

/** A process that has ended but was not reaped (a zombie) does not count as alive. */
function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
  try {
    return !readFileSync(`/proc/${pid}/stat`, 'latin1').includes(') Z ');
  } catch {
    return true;
  }
}

/**
 * Runs the work while no other process of this machine runs work under the same path; a dead holder is replaced. Each
 * lock carries a token. Only the process that creates the file named after a dead holder's token may remove that
 * holder's lock, so a latecomer cannot remove the lock of its successor.
 */
export async function underLock<T>(path: string, work: () => Promise<T>): Promise<T> {
  const token = `${process.pid}-${randomUUID()}`;
  const claim = `${path}.${token}`;
  await writeFile(claim, token);
  try {
    const deadline = Date.now() + PATIENCE_MS;
    while (!(await succeeds(() => link(claim, path), 'EEXIST'))) {
      const holder = await readFile(path, 'utf8').catch(() => '');
      if (holder !== '' && !isAlive(Number.parseInt(holder, 10))) {
        if (await succeeds(() => writeFile(`${path}.over-${holder}`, '', { flag: 'wx' }), 'EEXIST')) {
          await rm(path);
          await rm(`${path}.${holder}`, { force: true });
        }
      } else if (Date.now() > deadline) {
        throw new Error(`${path} is held by process ${holder} for too long`);
      } else {
        await pause(50);
      }
    }
    try {
      return await work();
    } finally {
      await rm(path);
    }
  } finally {
    await rm(claim, { force: true });
  }
}

async function succeeds(act: () => Promise<unknown>, refusal: string): Promise<boolean> {
  try {
    await act();
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === refusal) return false;
    throw error;
  }
}
