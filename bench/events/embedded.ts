import { spawn, type ChildProcess } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

/** The whole system in one process with its PostgreSQL, at rest after the start. */
export interface Embedded {
  /** Resident memory of the Node process, in MB. */
  readonly node: number;
  /** Memory of PostgreSQL's processes in MB, with shared memory counted once (PSS). */
  readonly postgres: number;
  /** Share of one core that the Node process uses, in percent. */
  readonly idleCpu: number;
}

const READY_WITHIN_MS = 60_000;
const ENDED_WITHIN_MS = 20_000;
/** Pause after the start, in milliseconds: the engine compiles and collects garbage for a while. */
const SETTLE_MS = 40_000;
/** Linux reports processor time in this unit, whatever the kernel's clock rate. */
const TICKS_PER_SECOND = 100;

/** Starts the system as `npm start` does, in a folder of its own. Returns undefined where /proc is missing. */
export async function measureEmbedded(
  folder: string,
  idleSeconds: number,
  signal: AbortSignal,
): Promise<Embedded | undefined> {
  if (process.platform !== 'linux') return undefined;
  const program = fileURLToPath(new URL('../../apps/embedded/src/main.js', import.meta.url));
  const env = { PATH: process.env['PATH'], HOME: process.env['HOME'], PORT: '0', LRA_DATA_DIR: folder };
  const child = spawn(process.execPath, [program], { env, stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  try {
    await untilReady(child);
    await pause(SETTLE_MS, undefined, { signal });
    const pid = child.pid!;
    const before = await ticksOf(pid);
    await pause(idleSeconds * 1000, undefined, { signal });
    const ticks = (await ticksOf(pid)) - before;
    return {
      node: await kilobytes(`/proc/${pid}/status`, 'VmRSS').then(toMB),
      postgres: toMB(await memoryOfPostgres(folder)),
      idleCpu: (ticks / TICKS_PER_SECOND / idleSeconds) * 100,
    };
  } finally {
    const force = setTimeout(() => child.kill('SIGKILL'), ENDED_WITHIN_MS);
    child.kill('SIGTERM');
    await ended;
    clearTimeout(force);
  }
}

const toMB = (kilobytesOf: number) => (kilobytesOf * 1024) / 1_000_000;

async function untilReady(child: ChildProcess): Promise<void> {
  let output = '';
  await new Promise<void>((resolve, reject) => {
    const fail = (why: string) => reject(new Error(`The embedded system ${why}:\n${output}`));
    const late = setTimeout(() => fail(`was not ready within ${READY_WITHIN_MS / 1000} s`), READY_WITHIN_MS);
    child.once('exit', () => fail('ended'));
    child.stdout!.on('data', (chunk: Buffer) => {
      output += chunk.toString();
      if (!output.includes('Ready after')) return;
      clearTimeout(late);
      resolve();
    });
  });
}

/** Processor time in user and kernel mode: fields 14 and 15, counted after the name, which may contain anything. */
async function ticksOf(pid: number): Promise<number> {
  const fields = (await fieldsOf(pid)) ?? [];
  return Number(fields[11]) + Number(fields[12]);
}

/** The fields of /proc/<pid>/stat from the third on. */
async function fieldsOf(pid: number): Promise<string[] | undefined> {
  const text = await readFile(`/proc/${pid}/stat`, 'latin1').catch(() => undefined);
  return text?.slice(text.lastIndexOf(')') + 2).split(' ');
}

async function memoryOfPostgres(folder: string): Promise<number> {
  const note = await readFile(join(folder, 'postgres', 'data', 'postmaster.pid'), 'utf8');
  const postmaster = Number(note.split('\n')[0]);
  const pids = (await readdir('/proc')).map(Number).filter(Number.isInteger);
  const isServers = async (pid: number) =>
    pid === postmaster || Number((await fieldsOf(pid))?.[1] ?? Number.NaN) === postmaster;
  let sum = 0;
  for (const pid of pids) {
    // A process that ends meanwhile, such as a cleaning worker, counts as zero.
    if (await isServers(pid)) sum += await kilobytes(`/proc/${pid}/smaps_rollup`, 'Pss').catch(() => 0);
  }
  return sum;
}

async function kilobytes(path: string, name: string): Promise<number> {
  const text = await readFile(path, 'utf8');
  return Number(new RegExp(`^${name}:\\s+(\\d+) kB$`, 'm').exec(text)?.[1]);
}
