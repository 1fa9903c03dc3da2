import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

/** Folder of the present test run, made before the first spec file and removed after the last one. */
export function runFolder(): string {
  const folder = process.env['LRA_TEST_RUN'];
  if (!folder) throw new Error('LRA_TEST_RUN is not set: run the tests with `npm test -- <path>`.');
  return folder;
}

/** Longest wait for what another worker is creating, in milliseconds. */
const WAIT_MS = 60_000;

/**
 * Creates something that all workers of a run share, such as a server: the first caller creates it, the others wait and
 * read its result. `made` must be JSON.
 */
export async function oncePerRun<T>(name: string, make: () => Promise<T>): Promise<T> {
  const file = join(runFolder(), `${name}.json`);
  if (await first(join(runFolder(), `${name}.lock`))) {
    const result = await make().then(
      (made) => ({ made }),
      (error: unknown) => ({ failed: String(error) }),
    );
    await writeFile(`${file}.new`, JSON.stringify(result));
    await rename(`${file}.new`, file);
  }
  const deadline = Date.now() + WAIT_MS;
  for (;;) {
    const text = await readFile(file, 'utf8').catch(() => undefined);
    const result = text === undefined ? undefined : (JSON.parse(text) as { made: T } | { failed: string });
    if (result && 'failed' in result) throw new Error(`${name}: ${result.failed}`);
    if (result) return result.made;
    if (Date.now() > deadline) throw new Error(`${name} was not made within ${WAIT_MS / 1000} s.`);
    await pause(50);
  }
}

const first = (lock: string): Promise<boolean> =>
  mkdir(lock).then(
    () => true,
    () => false,
  );
