import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

/** Stops the servers of this run, each by its own process id, and removes its folder. */
export default async function tearDown() {
  const folder = process.env.LRA_TEST_RUN;
  await endPostgres(join(folder, 'postgres'));
  await endBroker(join(folder, 'kafka.json'));
  await rm(folder, { recursive: true, force: true });
}

async function endPostgres(folder) {
  const text = await readFile(join(folder, 'data', 'postmaster.pid'), 'utf8').catch(() => undefined);
  if (text) await end(Number(text.split('\n')[0]), 'SIGINT');
}

async function endBroker(file) {
  const text = await readFile(file, 'utf8').catch(() => undefined);
  const pid = text && JSON.parse(text).made?.pid;
  if (pid) await end(pid, 'SIGTERM');
}

async function end(pid, signal) {
  const isAlive = () => {
    try {
      return process.kill(pid, 0);
    } catch {
      return false;
    }
  };
  if (!isAlive()) return;
  process.kill(pid, signal);
  const deadline = Date.now() + 15_000;
  while (isAlive() && Date.now() < deadline) await pause(50);
  if (isAlive()) process.kill(pid, 'SIGKILL');
}
