import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { InvalidSettings, programs, readSettings, type App, type Program, type Settings } from '#config';
import { setUpAppDatabase, type AppDatabase } from '#database';
import { contentOf, createApp, type AppDefinition, type AppRuntime, type PagesDefinition } from '#app';
import { drain, isDatabaseAway } from '#http';
import { IdentityVerifier } from '#identity';
import { KafkaTransport } from '#messaging';
import { listeningAt, within, type Listening } from '#observability';
import { endWithKeeper, tellReady } from '#supervision';
import { observe, type Observed } from './observed.js';
import { sentenceOf, stopOnSignal } from './stop.js';
import { readUpstreamPaths } from './upstream-paths.js';

/** Longest wait for a database that is not available yet: apps, database and broker may start in any order. */
const DATABASE_WITHIN_MS = 60_000;
const DATABASE_PAUSE_MS = 500;

/** Runs one app as a process of its own, on Kafka and PostgreSQL, until it is stopped. */
export const runAlone = (definition: AppDefinition): Promise<void> =>
  run(definition, (settings, observed, report) => startAlone(definition, settings, observed, report));

/** Runs the pages as a process of their own, which needs nothing but the gateway, until it is stopped. */
export const runPagesAlone = (definition: PagesDefinition): Promise<void> =>
  run(definition, (settings, observed) => startPagesAlone(definition, settings, observed));

/** A program that listens. */
interface Started {
  readonly at: Listening;
  readonly notes: readonly string[];
  readonly stop: () => Promise<void>;
}

async function run(
  definition: AppDefinition | PagesDefinition,
  start: (settings: Settings, observed: Observed, report: (line: string) => void) => Promise<Started>,
): Promise<void> {
  endWithKeeper();
  try {
    const settings = settingsFor(definition, process.env);
    const observed = await observe(settings, definition.name, settings.logDir);
    const report = reportTo(observed, definition.name, settings.logDir !== undefined);
    const starting = start(settings, observed, report);
    stopOnSignal(
      () =>
        starting.then(
          (running) => running.stop(),
          () => undefined,
        ),
      report,
    );
    const { at, notes } = await starting;
    for (const line of notes) console.log(line); // may contain a new credential: for people, never for the log
    report(`Metrics at ${observed.metrics.told}.`);
    report(`${definition.name} runs at ${at.told}. Ready after ${(performance.now() / 1000).toFixed(1)} s.`);
    tellReady({});
  } catch (error) {
    console.error(error instanceof InvalidSettings ? error.message : sentenceOf(error));
    process.exit(1);
  }
}

/** To standard output in plain words; as lines of the log when the log goes there. */
function reportTo({ observability: { log } }: Observed, app: Program, isLogElsewhere: boolean): (line: string) => void {
  return (line) => {
    within({ app }, () => log?.write('info', line));
    if (isLogElsewhere) console.log(line);
    else log?.flush(); // the process may end right after it
  };
}

/**
 * The settings of one app alone.
 * @throws {InvalidSettings} also for settings that only this form needs
 */
export function settingsFor({ name, module }: AppDefinition | PagesDefinition, env: NodeJS.ProcessEnv): Settings {
  const settings = readSettings(env, contentOf(module).settings);
  const needed = name === 'gateway' ? programs.filter((program) => program !== 'gateway') : (['gateway'] as const);
  const missing = [
    ...(name === 'web' ? [] : missingStores(name, settings)),
    ...needed.filter((app) => !settings.urls[app]).map((app) => `${app.toUpperCase()}_URL is needed`),
    ...(name === 'gateway' && !settings.identityKey ? ['LRA_IDENTITY_KEY is needed, the same for every gateway'] : []),
  ];
  if (missing.length > 0) throw new InvalidSettings(missing);
  return settings;
}

const missingStores = (name: App, { kafka, database }: Settings): string[] => [
  ...(kafka ? [] : ['KAFKA_BROKERS is needed to run one app alone']),
  ...((database.shared ?? database[name]) ? [] : [`DATABASE_URL or DATABASE_URL_${name.toUpperCase()} is needed`]),
];

async function startPagesAlone({ create }: PagesDefinition, settings: Settings, observed: Observed): Promise<Started> {
  const { observability } = observed;
  const app = await create({ settings, gatewayUrl: () => settings.urls.gateway ?? '', observability });
  const stop = async () => {
    await drain(app);
    await app.close();
    await observed.close();
  };
  await app.listen(settings.port, settings.host);
  return { at: listeningAt(app.getHttpServer().address() as AddressInfo), notes: [], stop };
}

async function startAlone(
  definition: AppDefinition,
  settings: Settings,
  observed: Observed,
  report: (line: string) => void,
): Promise<Started> {
  const { name } = definition;
  const database = await openDatabase(name, settings, report);
  const transport = new KafkaTransport(settings.kafka!, { clientId: `lra-${name}` });
  const urlOf = (program: Program): string => settings.urls[program] ?? '';
  const runtime: AppRuntime = {
    settings,
    database,
    transport,
    identity: new IdentityVerifier(() => urlOf('gateway')),
    urlOf,
    upstreamPaths: readUpstreamPaths(),
    observability: observed.observability,
  };
  let app: NestFastifyApplication | undefined;
  const stop = async () => {
    if (app) await drain(app);
    await app?.close();
    await transport.close();
    await observed.close();
  };
  try {
    report('Waiting for the broker …');
    await transport.start();
    const made = await createApp(definition, runtime);
    app = made.app;
    await app.listen(settings.port, settings.host);
    return { at: listeningAt(app.getHttpServer().address() as AddressInfo), notes: made.notes, stop };
  } catch (error) {
    await stop().catch(() => undefined);
    throw error;
  }
}

async function openDatabase(name: App, settings: Settings, report: (line: string) => void): Promise<AppDatabase> {
  const own = settings.database[name];
  if (own !== undefined) return { app: name, url: own, schema: name };
  const deadline = Date.now() + DATABASE_WITHIN_MS;
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await setUpAppDatabase(settings.database.shared!, name);
    } catch (error) {
      if (!isDatabaseAway(error) || Date.now() > deadline) throw error;
      if (attempt === 1) report(`Waiting for the database: ${sentenceOf(error)}`);
      await pause(DATABASE_PAUSE_MS);
    }
  }
}
