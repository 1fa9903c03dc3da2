import { createServer, type AddressInfo } from 'node:net';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { apps, type App, type Program, type Settings } from '#config';
import { setUpAppDatabases, startEmbeddedPostgres, type AppDatabase, type EmbeddedPostgres } from '#database';
import { createApp, type AppDefinition, type AppRuntime, type PagesDefinition } from '#app';
import { drain } from '#http';
import { IdentityVerifier } from '#identity';
import { InProcessTransport } from '#messaging';
import { listeningAt, type Listening } from '#observability';
import { identityKey } from './identity-key.js';
import { observe } from './observed.js';
import { readUpstreamPaths } from './upstream-paths.js';

/** Longest shutdown of an app without requests, in milliseconds. */
const CLOSED_WITHIN_MS = 10_000;

export interface EmbeddedSystem {
  /** The gateway's address. */
  readonly gateway: Listening;
  /** Where Prometheus reads. */
  readonly metrics: Listening;
  /** What the apps' operator should know. */
  readonly notes: readonly string[];
  /** Resolves when the database that this system manages is gone: the system cannot continue without it. */
  readonly databaseLost: Promise<void>;
  /** Ends the apps, then the database. */
  stop(): Promise<void>;
}

/**
 * Runs all apps in this process: on an embedded PostgreSQL unless another one is given, with events carried in process.
 * A failure during the start ends everything that was started before.
 */
export async function startEmbedded(
  definitions: readonly AppDefinition[],
  pages: PagesDefinition,
  settings: Settings,
  report: (line: string) => void,
): Promise<EmbeddedSystem> {
  await refuseTakenPort(settings.host, settings.port);
  const started: (() => Promise<void>)[] = [];
  // What does not end by itself ends with the database.
  const stop = async () => {
    const failures: unknown[] = [];
    for (const end of started.splice(0).reverse()) {
      await end().catch((error: unknown) => failures.push(error));
    }
    if (failures.length > 0) throw failures[0];
  };
  try {
    return await start(definitions, pages, settings, report, started, stop);
  } catch (error) {
    await stop().catch(() => undefined);
    throw error;
  }
}

async function start(
  definitions: readonly AppDefinition[],
  pages: PagesDefinition,
  given: Settings,
  report: (line: string) => void,
  started: (() => Promise<void>)[],
  stop: () => Promise<void>,
): Promise<EmbeddedSystem> {
  const observed = await observe(given, 'network', resolve(given.logDir ?? join(given.dataDir, 'logs')));
  started.push(() => observed.close());
  const { databases, lost: databaseLost } = await openDatabases(given, report, started);
  const settings = { ...given, identityKey: await identityKey(given.identityKey, resolve(given.dataDir)) };
  const urls = new Map<Program, string>();
  const urlOf = (program: Program): string => {
    const url = urls.get(program);
    if (url === undefined) throw new Error(`${program} does not listen yet.`);
    return url;
  };
  const transport = new InProcessTransport();
  const runtimeOf = (name: App): AppRuntime => ({
    settings,
    database: databases[name],
    transport,
    identity: new IdentityVerifier(() => urlOf('gateway')),
    urlOf,
    upstreamPaths: readUpstreamPaths(),
    isEmbedded: true,
    observability: observed.observability,
  });

  if (given.kafka) report('KAFKA_BROKERS is not used by this form; `npm run start:distributed` uses it.');
  report('Starting the apps …');
  const running = new Map<App, NestFastifyApplication>();
  const notes: string[] = [];
  for (const app of await startAll(definitions, runtimeOf)) {
    started.push(() => inTime(app.name, app.app.close()));
    running.set(app.name, app.app);
    notes.push(...app.notes);
  }
  const { observability } = observed;
  const web = await pages.create({ settings, gatewayUrl: () => urlOf('gateway'), isEmbedded: true, observability });
  started.push(() => inTime('web', web.close()));
  // Only now has every group subscribed; events committed before the last shutdown are sent from here on.
  transport.start();
  for (const name of apps.filter((app) => app !== 'gateway'))
    urls.set(name, (await listen(running.get(name)!, 0, '127.0.0.1')).url);
  urls.set('web', (await listen(web, 0, '127.0.0.1')).url);
  const gateway = await listen(running.get('gateway')!, settings.port, settings.host);
  started.push(() => drain(running.get('gateway')!)); // first, while the apps behind it still answer
  urls.set('gateway', gateway.url);
  return { gateway, metrics: observed.metrics, notes, databaseLost, stop };
}

/** All at once; when one fails the others are closed, and the first failure is thrown. */
async function startAll(definitions: readonly AppDefinition[], runtimeOf: (name: App) => AppRuntime) {
  const results = await Promise.allSettled(
    definitions.map(async (definition) => ({
      name: definition.name,
      ...(await createApp(definition, runtimeOf(definition.name))),
    })),
  );
  const failure = results.find((result) => result.status === 'rejected');
  const running = results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
  if (failure) {
    await Promise.allSettled(running.map(({ app }) => app.close()));
    throw failure.reason;
  }
  return running;
}

async function openDatabases(settings: Settings, report: (line: string) => void, started: (() => Promise<void>)[]) {
  let shared = settings.database.shared;
  let lost = new Promise<void>(() => undefined);
  const own = (app: App) => settings.database[app];
  if (shared === undefined && !apps.every(own)) {
    const postgres: EmbeddedPostgres = await startEmbeddedPostgres({
      folder: join(resolve(settings.dataDir), 'postgres'),
      report,
    });
    started.push(() => postgres.stop());
    ({ url: shared, lost } = postgres);
  }
  const toMake = apps.filter((app) => own(app) === undefined);
  const made = toMake.length > 0 ? await setUpAppDatabases(shared!, toMake) : [];
  const databases = {} as Record<App, AppDatabase>;
  for (const app of apps) {
    databases[app] = made.find((database) => database.app === app) ?? { app, url: own(app)!, schema: app };
  }
  return { databases, lost };
}

/** @throws when it takes too long */
function inTime(app: Program, ending: Promise<void>): Promise<void> {
  const late = pause(CLOSED_WITHIN_MS, undefined, { ref: false }).then(() => {
    throw new Error(`The app ${app} did not end within ${CLOSED_WITHIN_MS / 1000} s.`);
  });
  return Promise.race([ending, late]);
}

async function listen(app: NestFastifyApplication, port: number, host: string): Promise<Listening> {
  await app.listen(port, host);
  return listeningAt(app.getHttpServer().address() as AddressInfo);
}

/** Checked before anything is started, so that the operator need not wait for a start that cannot listen in the end. */
async function refuseTakenPort(host: string, port: number): Promise<void> {
  if (port === 0) return;
  await new Promise<void>((taken, failed) => {
    const probe = createServer();
    probe.once('error', failed);
    probe.listen(port, host, () => probe.close(() => taken()));
  });
}
