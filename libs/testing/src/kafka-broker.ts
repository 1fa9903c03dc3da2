import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { request } from 'node:http';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { accepts, kafkaAnswers } from './kafka-address.js';
import { KafkaUnavailable, localKafkaMissing } from './kafka-jars.js';
import { startLocalKafka } from './kafka-local.js';
import { oncePerRun, runFolder } from './test-run.js';

/** A Kafka that answers, and how it was found. */
export interface KafkaBroker {
  /** Comma-separated `host:port`, as in `KAFKA_BROKERS`. */
  readonly brokers: string;
  readonly source: 'KAFKA_BROKERS' | 'docker' | 'local';
  /** Process id of a local broker. */
  readonly pid?: number;
}

/** A broker of one's own; `stop` does not stop a broker from `KAFKA_BROKERS`. */
export interface FoundKafka extends KafkaBroker {
  stop(): Promise<void>;
}

/** Kafka 4 in KRaft mode; the testcontainers module starts images of this make only. */
const CONTAINER_IMAGE = 'confluentinc/cp-kafka:8.0.0';
const CONTAINER_PORT = 9093;
const ANSWERS_WITHIN = 20_000;

interface Place {
  /** A broker in the run's folder that lives as long as the run, instead of as long as this process. */
  shared: boolean;
}

/**
 * Finds a broker: `KAFKA_BROKERS`; else Docker; else a local Apache Kafka (Java, and Maven for its jars); else undefined.
 * @throws Error when `REQUIRE_KAFKA=1` and there is none, saying what to install; when the brokers of `KAFKA_BROKERS`
 *   do not answer; when a broker that could be started does not come up
 */
export async function findKafka(): Promise<FoundKafka | undefined> {
  const found = await look({ shared: false });
  if (!('missing' in found)) return found;
  refuseIfRequired(found.missing);
  return undefined;
}

/**
 * The one broker of this test run: the first spec file that asks starts it, the others share it. It ends with the run,
 * even if that is killed. When none is available: undefined, or an error with `REQUIRE_KAFKA=1`.
 */
export async function sharedKafka(): Promise<KafkaBroker | undefined> {
  const found = await oncePerRun<KafkaBroker | { missing: string }>('kafka', () => look({ shared: true }));
  if (!('missing' in found)) return found;
  refuseIfRequired(found.missing);
  return undefined;
}

/**
 * `describe` for tests that need a broker; await it at the top level of a spec file. Without a broker the tests are
 * reported as skipped, by name. To learn the names, `tests` is still called, with an address that nobody listens on.
 */
export async function describeWithKafka(name: string, tests: (kafka: KafkaBroker) => void): Promise<void> {
  const { describe } = await import('@jest/globals'); // not above: the rest of this file is used outside Jest too
  const kafka = await sharedKafka();
  if (kafka === undefined) describe.skip(name, () => tests({ brokers: '127.0.0.1:1', source: 'KAFKA_BROKERS' }));
  else describe(name, () => tests(kafka));
}

/** A topic name that nobody else uses, so that tests on one broker do not interfere. */
export function uniqueTopic(name: string): string {
  return `${name}-${randomUUID()}`;
}

function refuseIfRequired(missing: string): void {
  if (process.env.REQUIRE_KAFKA !== '1') return;
  throw new Error(
    `REQUIRE_KAFKA=1, but there is no Kafka: set KAFKA_BROKERS, or start Docker, or install a JDK 17 and Maven (${missing}).`,
  );
}

async function look(place: Place): Promise<FoundKafka | { missing: string }> {
  const given = process.env.KAFKA_BROKERS;
  if (given !== undefined && given !== '') {
    await untilAnswers(given, `KAFKA_BROKERS=${given} does not answer`);
    return { brokers: given, source: 'KAFKA_BROKERS', stop: () => Promise.resolve() };
  }
  const container = (await dockerAnswers()) ? await startContainer() : { missing: 'Docker does not answer' };
  if (!('missing' in container)) return container;
  const local = await startLocal(place);
  return 'missing' in local ? { missing: `${container.missing}; ${local.missing}` } : local;
}

async function startLocal(place: Place): Promise<FoundKafka | { missing: string }> {
  const missing = await localKafkaMissing();
  if (missing !== undefined) return { missing };
  const report = (line: string): void => void process.stderr.write(`${line}\n`);
  try {
    const kafka = await startLocalKafka(place.shared ? { ...lifeOfRun(), report } : { report });
    return { brokers: kafka.brokers, source: 'local', pid: kafka.pid, stop: () => kafka.stop() };
  } catch (error) {
    if (error instanceof KafkaUnavailable) return { missing: error.message };
    throw error;
  }
}

/** The worker that starts the broker may end before the others: the broker belongs to the run's main process. */
function lifeOfRun(): { folder: string; keepFolder: boolean; ownerPid: number } {
  const ownerPid = Number(process.env.LRA_TEST_RUN_PID);
  if (!Number.isInteger(ownerPid) || ownerPid < 1) throw new Error('LRA_TEST_RUN_PID is not set');
  return { folder: join(runFolder(), 'kafka'), keepFolder: false, ownerPid };
}

/**
 * Started by testcontainers, whose reaper removes it when this process ends. A Docker that answers but cannot run the
 * image (no network, not allowed) counts as absent.
 */
async function startContainer(): Promise<FoundKafka | { missing: string }> {
  const { KafkaContainer } = await import('@testcontainers/kafka');
  const container = await new KafkaContainer(CONTAINER_IMAGE)
    .withEnvironment({ KAFKA_AUTO_CREATE_TOPICS_ENABLE: 'false' })
    .start()
    .catch((error: unknown) => String(error));
  if (typeof container === 'string') return { missing: `Docker could not start ${CONTAINER_IMAGE}: ${container}` };
  const brokers = `${container.getHost()}:${container.getMappedPort(CONTAINER_PORT)}`;
  await untilAnswers(brokers, `Kafka in Docker (${brokers}) does not answer`);
  return {
    brokers,
    source: 'docker',
    stop: async () => {
      await container.stop();
    },
  };
}

async function untilAnswers(brokers: string, otherwise: string): Promise<void> {
  const deadline = Date.now() + ANSWERS_WITHIN;
  while (!(await kafkaAnswers(brokers))) {
    if (Date.now() > deadline) throw new Error(`${otherwise} within ${ANSWERS_WITHIN / 1000} s.`);
    await pause(200);
  }
}

/** Looks where testcontainers would, without loading it (which takes a second, and longer without Docker). */
async function dockerAnswers(): Promise<boolean> {
  const host = process.env.DOCKER_HOST;
  if (host !== undefined && host !== '') {
    const url = new URL(host);
    return url.protocol === 'unix:' ? pings(url.pathname) : accepts(`${url.hostname}:${url.port || '2375'}`);
  }
  const runtime = process.env.XDG_RUNTIME_DIR;
  const sockets = [
    '/var/run/docker.sock',
    ...(runtime === undefined ? [] : [join(runtime, 'docker.sock')]),
    join(homedir(), '.docker', 'run', 'docker.sock'),
    join(homedir(), '.docker', 'desktop', 'docker.sock'),
    `/run/user/${process.getuid?.() ?? 0}/docker.sock`,
  ];
  return (await Promise.all(sockets.filter((socket) => existsSync(socket)).map(pings))).includes(true);
}

function pings(socketPath: string): Promise<boolean> {
  return new Promise((done) => {
    const call = request({ socketPath, path: '/_ping', timeout: 1000 }, (answer) => {
      answer.resume();
      done(answer.statusCode === 200);
    });
    call.once('error', () => done(false)).once('timeout', () => call.destroy());
    call.end();
  });
}
