import { spawn, type ChildProcess } from 'node:child_process';
import { createServer, type AddressInfo } from 'node:net';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { apps, InvalidSettings, readSettings, type App } from '#config';
import { startEmbeddedPostgres } from '#database';
import { identityKey, sentenceOf, stopOnSignal } from '#runtime';
import { environmentOf } from './environment.js';

/** Pauses before a dead app is started again; the first again after it has lived for a while. */
const PAUSES_MS = [200, 500, 1_000, 2_000, 5_000];
const LIVED_MS = 30_000;

const report = (line: string) => console.log(line);

/**
 * `npm run start:distributed`: each app in a process of its own, as in containers, on the broker of `KAFKA_BROKERS` and
 * the server of `DATABASE_URL` (the embedded one without it). What dies is started again.
 */
async function main(): Promise<void> {
  const settings = readSettings(process.env);
  if (!settings.kafka) {
    throw new InvalidSettings(['KAFKA_BROKERS is needed; `npm run kafka:local` starts a broker and says its address']);
  }
  const dataDir = resolve(settings.dataDir);
  const postgres = settings.database.shared
    ? undefined
    : await startEmbeddedPostgres({ folder: join(dataDir, 'postgres'), report });
  const ports = Object.fromEntries(
    await Promise.all(
      apps.map(async (app) => [app, app === 'gateway' && settings.port > 0 ? settings.port : await freePort()]),
    ),
  ) as Record<App, number>;
  const env = {
    ...process.env,
    DATABASE_URL: settings.database.shared ?? postgres!.url,
    LRA_LOG_DIR: settings.logDir ?? join(dataDir, 'logs'),
    LRA_IDENTITY_KEY: await identityKey(settings.identityKey, dataDir),
  };
  const kept = apps.map((app) => keep(app, { ...env, ...environmentOf(app, settings, ports) }));
  stopOnSignal(async () => {
    await Promise.all(kept.map((end) => end()));
    await postgres?.stop();
  }, report);
}

/** Runs an app and starts it again when it dies; the returned function ends it for good. */
function keep(app: App, env: NodeJS.ProcessEnv): () => Promise<void> {
  const program = fileURLToPath(new URL(`../../apps/${app}/src/main.js`, import.meta.url));
  let child: ChildProcess | undefined;
  let timer: NodeJS.Timeout | undefined;
  let ending = false;
  let deaths = 0;
  const start = () => {
    const startedAt = Date.now();
    child = spawn(process.execPath, [program], { env, stdio: ['ignore', 'pipe', 'pipe'] });
    report(`${app} | started as process ${child.pid}`);
    for (const stream of [child.stdout!, child.stderr!]) {
      createInterface({ input: stream }).on('line', (line) => report(`${app} | ${line}`));
    }
    child.once('exit', (code, signal) => {
      if (ending) return;
      deaths = Date.now() - startedAt > LIVED_MS ? 0 : deaths + 1;
      const pause = PAUSES_MS[Math.min(deaths, PAUSES_MS.length) - 1] ?? PAUSES_MS[0]!;
      report(`${app} | ended with ${code ?? signal}, starting again in ${pause / 1000} s`);
      timer = setTimeout(start, pause);
    });
  };
  start();
  return async () => {
    ending = true;
    clearTimeout(timer);
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const ended = new Promise((done) => child!.once('exit', done));
    child.kill('SIGTERM');
    await ended;
  };
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  await new Promise<void>((closed) => server.close(() => closed()));
  return port;
}

main().catch((error: unknown) => {
  console.error(error instanceof InvalidSettings ? error.message : sentenceOf(error));
  process.exit(1);
});
