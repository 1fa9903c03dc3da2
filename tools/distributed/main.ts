import { createServer, type AddressInfo } from 'node:net';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { InvalidSettings, programs, readSettings, type Program } from '#config';
import { startEmbeddedPostgres } from '#database';
import { identityKey, sentenceOf, stopOnSignal } from '#runtime';
import { KeptProgram } from '#supervision';
import { environmentOf } from './environment.js';

const report = (line: string) => console.log(line);

/**
 * `npm run start:distributed`: each app in a process of its own, as in containers, on the broker of `KAFKA_BROKERS` and
 * the server of `DATABASE_URL` (or the embedded one). A process that dies is restarted.
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
      programs.map(async (app) => [app, app === 'gateway' && settings.port > 0 ? settings.port : await freePort()]),
    ),
  ) as Record<Program, number>;
  const env = {
    ...process.env,
    DATABASE_URL: settings.database.shared ?? postgres!.url,
    LRA_LOG_DIR: settings.logDir ?? join(dataDir, 'logs'),
    LRA_IDENTITY_KEY: await identityKey(settings.identityKey, dataDir),
  };
  const end = keepAll(programs.map((app) => [app, { ...env, ...environmentOf(app, settings, ports) }]));
  stopOnSignal(async () => {
    try {
      await end();
    } finally {
      await postgres?.stop();
    }
  }, report);
}

/** Keeps each app running; all stop when one cannot be kept running. The returned function stops them. */
function keepAll(environments: readonly (readonly [Program, NodeJS.ProcessEnv])[]): () => Promise<void> {
  const kept = new Map<Program, KeptProgram>();
  let lost: Program | undefined;
  let isEnding = false;
  const keep = (app: Program, env: NodeJS.ProcessEnv) => {
    const print = (line: string) => report(`${app} | ${line}`);
    const program = fileURLToPath(new URL(`../../apps/${app}/src/main.js`, import.meta.url));
    const one = new KeptProgram({ program, env, report: print, print });
    kept.set(app, one);
    void one.ended.then(({ code }) => {
      if (isEnding) return;
      if (code === 0) {
        keep(app, env); // somebody stopped it gracefully and wants it to restart
        return;
      }
      lost = app;
      process.kill(process.pid, 'SIGTERM');
    });
  };
  for (const [app, env] of environments) keep(app, env);
  return async () => {
    isEnding = true;
    for (const one of kept.values()) one.end();
    await Promise.all([...kept.values()].map(({ ended }) => ended));
    if (lost) throw new Error(`The app ${lost} could not be kept running.`);
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
