import { execFile } from 'node:child_process';
import { readdir, readFile, stat } from 'node:fs/promises';
import { promisify } from 'node:util';
import { codeOf, EmbeddedPostgresFailed } from './embedded-failure.js';

const run = promisify(execFile);
const linux = process.platform === 'linux';

/**
 * When process `pid` began, as an opaque text. Together with the pid it identifies one process for ever, even after the
 * pid is reused. Undefined when there is no such process. A zombie counts as none: nobody may ever reap it, yet it
 * holds nothing.
 */
export async function beginningOf(pid: number): Promise<string | undefined> {
  try {
    if (!linux) {
      const { stdout } = await run('ps', ['-o', 'stat=,lstart=', '-p', String(pid)], {
        env: { LC_ALL: 'C', TZ: 'UTC' },
      });
      const [state = '', ...beginning] = stdout.trim().split(/\s+/);
      return state === '' || state.startsWith('Z') ? undefined : beginning.join('-');
    }
    const text = await readFile(`/proc/${pid}/stat`, 'utf8');
    // The second field, the program's name, may contain spaces and brackets: count from its end. Field 22 is the start
    // in ticks since boot.
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    const boot = await readFile('/proc/sys/kernel/random/boot_id', 'utf8').catch(() => '');
    return fields[0] === 'Z' || fields[0] === 'X' ? undefined : `${boot.slice(0, 8)}-${fields[19]}`;
  } catch {
    return undefined;
  }
}

/** A process that is still the same as when this was created. */
export interface KnownProcess {
  readonly pid: number;
  readonly beginning: string;
}

export async function knownProcess(pid: number): Promise<KnownProcess | undefined> {
  const beginning = await beginningOf(pid);
  return beginning === undefined ? undefined : { pid, beginning };
}

export async function isAlive(known: KnownProcess): Promise<boolean> {
  return (await beginningOf(known.pid)) === known.beginning;
}

/**
 * The PostgreSQL processes (postmaster and backends) that work on the cluster in `data`, whoever started them. No file
 * lists a backend whose postmaster was killed, and while one lives PostgreSQL refuses to start again. `marker` is the
 * cluster's name, which PostgreSQL shows in its processes' titles.
 */
export async function serverProcesses(data: string, marker: string): Promise<number[]> {
  if (!linux) {
    const { stdout } = await run('ps', ['-axww', '-o', 'pid=,command='], { maxBuffer: 16 * 1024 * 1024 });
    return stdout
      .split('\n')
      .filter((line) => line.includes('postgres') && line.includes(marker))
      .map((line) => Number.parseInt(line, 10));
  }
  const place = await stat(data);
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name)).map(Number);
  const found = await Promise.all(
    pids.map(async (pid) => {
      const name = await readFile(`/proc/${pid}/comm`, 'utf8').catch(() => '');
      if (name.trim() !== 'postgres') return undefined;
      try {
        // Every PostgreSQL process stays in its data folder. Inodes are compared: a name may mean another folder in
        // another container.
        const cwd = await stat(`/proc/${pid}/cwd`);
        return cwd.dev === place.dev && cwd.ino === place.ino ? pid : undefined;
      } catch {
        // Without the right to look (root in a container lacks SYS_PTRACE) the title must be enough; a zombie has none.
        const title = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
        return title.includes(marker) ? pid : undefined;
      }
    }),
  );
  return found.filter((pid) => pid !== undefined);
}

/** Sends a signal; false when the process is gone. */
export function signal(pid: number, name: NodeJS.Signals): boolean {
  try {
    process.kill(pid, name);
    return true;
  } catch (error) {
    if (codeOf(error) === 'ESRCH') return false;
    throw error;
  }
}

/** Calls `met` every 20 ms until it returns true; false when `milliseconds` pass first. */
export async function within(milliseconds: number, met: () => Promise<boolean>): Promise<boolean> {
  const deadline = performance.now() + milliseconds;
  for (;;) {
    if (await met()) return true;
    if (performance.now() >= deadline) return false;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/**
 * Ends a PostgreSQL server: fast shutdown, after `patience` ms immediate shutdown, then SIGKILL for all that remains,
 * including backends without a postmaster. Committed data is safe in each case: the next start recovers it.
 */
export async function endServer(
  data: string,
  marker: string,
  postmaster: KnownProcess | undefined,
  patience: number,
): Promise<void> {
  if (postmaster !== undefined && (await isAlive(postmaster))) {
    signal(postmaster.pid, 'SIGINT');
    if (!(await within(patience, async () => !(await isAlive(postmaster))))) {
      signal(postmaster.pid, 'SIGQUIT');
      await within(Math.min(patience, 2000), async () => !(await isAlive(postmaster)));
    }
  }
  const gone = await within(3000, async () => {
    // A data folder that was deleted meanwhile has no processes that could harm it.
    const left = await serverProcesses(data, marker).catch((error: unknown) => {
      if (codeOf(error) === 'ENOENT') return [];
      throw error;
    });
    for (const pid of left) signal(pid, 'SIGKILL');
    return left.length === 0;
  });
  if (!gone) {
    const left = await serverProcesses(data, marker);
    throw new EmbeddedPostgresFailed(
      `An earlier PostgreSQL of the data folder ${data} does not end: end its processes (${left.join(', ')}) and start again.`,
    );
  }
}
