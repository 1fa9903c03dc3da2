import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { copyFile, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { GuardedJava } from './guarded-java.js';
import { accepts, freePort, isFree, kafkaAnswers } from './kafka-address.js';
import { findJava, kafkaJars, lastLines, toolsFolder } from './kafka-jars.js';

/** A real Apache Kafka of one node (KRaft) on this machine. */
export interface LocalKafka {
  /** `127.0.0.1:<port>`, the same over restarts. */
  readonly brokers: string;
  /** Process id of the running (or last) Java process; changes with a restart. */
  readonly pid: number;
  /** Holds `server.properties`, `kafka.log` and `data/`. */
  readonly folder: string;
  /** Stops the broker in order (SIGKILL after 15 s) and removes the folder unless it is to be kept. */
  stop(): Promise<void>;
  /** Kills the broker like a crash (SIGKILL); folder and port are kept for a `restart`. */
  kill(): Promise<void>;
  /** Freezes the broker (SIGSTOP): its connections stay open and nothing is answered. */
  freeze(): void;
  /** Continues a frozen broker (SIGCONT). */
  thaw(): void;
  /** Stops the broker in order if it runs, and starts it on the same port and data; resolves when it answers. */
  restart(): Promise<void>;
  /** Resolves when the current Java process has ended, for whatever reason. */
  ended(): Promise<void>;
}

export interface LocalKafkaOptions {
  /** Where the data is; by default a temporary folder. */
  folder?: string;
  /** Whether the folder stays after `stop` and after the owner's end; by default only a folder that was given. */
  keepFolder?: boolean;
  /** Port on 127.0.0.1; by default a free one. */
  port?: number;
  /** Receives one line for each step that takes time. */
  report?: (line: string) => void;
  /**
   * The process whose end stops the broker; by default this one. With another owner, the broker may outlive this
   * process, and does not keep it alive.
   */
  ownerPid?: number;
}

const READY_WITHIN = 60_000;

function serverProperties(port: number, controllerPort: number): string {
  return [
    'process.roles=broker,controller',
    'node.id=1',
    `controller.quorum.voters=1@127.0.0.1:${controllerPort}`,
    'controller.listener.names=CONTROLLER',
    'inter.broker.listener.name=PLAINTEXT',
    'listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT',
    `listeners=PLAINTEXT://127.0.0.1:${port},CONTROLLER://127.0.0.1:${controllerPort}`,
    `advertised.listeners=PLAINTEXT://127.0.0.1:${port}`,
    // Relative to the working folder, so that no comma, space or accent in its path matters.
    'log.dirs=data',
    'auto.create.topics.enable=false',
    'default.replication.factor=1',
    'min.insync.replicas=1',
    'offsets.topic.replication.factor=1',
    'transaction.state.log.replication.factor=1',
    'transaction.state.log.min.isr=1',
    'share.coordinator.state.topic.replication.factor=1',
    'share.coordinator.state.topic.min.isr=1',
    // Made at first use; fifty partitions of each would only cost time on one node.
    'offsets.topic.num.partitions=4',
    'transaction.state.log.num.partitions=4',
    'group.initial.rebalance.delay.ms=0',
    // After a crash the broker's own old registration must lapse before it may serve again.
    'broker.session.timeout.ms=3000',
    'broker.heartbeat.interval.ms=500',
    '',
  ].join('\n');
}

/**
 * Whether a broker answers on a port that an earlier start wrote into the folder: its settings and log must not be
 * replaced.
 */
async function isServed(folder: string): Promise<boolean> {
  const settings = await readFile(join(folder, 'server.properties'), 'utf8').catch(() => '');
  const listeners = /^listeners=.*$/m.exec(settings)?.[0].match(/127\.0\.0\.1:\d+/g) ?? [];
  return (await Promise.all(listeners.map(accepts))).includes(true);
}

/** First byte below 128, so that the text cannot begin with a dash and be taken for an option. */
function newClusterId(): string {
  const bytes = randomBytes(16);
  bytes[0] = (bytes[0] ?? 0) & 0x7f;
  return bytes.toString('base64url');
}

/**
 * Starts a real Apache Kafka of one node and resolves when it answers: about 5 s, the first time also Maven's download.
 * Needs Java 17 and, until the jars are fetched, Maven. The broker ends with its owner, even if that is killed.
 * @throws KafkaUnavailable when Java or Maven is missing or the download fails
 * @throws Error when the port is taken or the broker does not come up, with the last lines of its log
 */
export async function startLocalKafka(options: LocalKafkaOptions = {}): Promise<LocalKafka> {
  const report = options.report ?? (() => undefined);
  const java = await findJava();
  const jars = await kafkaJars(report);
  const port = options.port ?? (await freePort());
  if (!(await isFree(port))) throw new Error(`Port ${port} on 127.0.0.1 is in use.`);
  const temporary = !(options.keepFolder ?? options.folder !== undefined);
  const folder = options.folder === undefined ? await mkdtemp(join(tmpdir(), 'lra-kafka-')) : resolve(options.folder);
  const life = {
    ownerPid: options.ownerPid ?? process.pid,
    removeFolder: temporary,
    holdsStarter: options.ownerPid === undefined,
  };
  // Short lives do not repay the optimising compiler: without it the start takes a third less.
  const haste = ['-XX:TieredStopAtLevel=1', '-XX:+UseSerialGC'];
  const common = ['-cp', join(jars, '*'), '-Dlog4j2.configurationFile=log4j2.properties'];
  const brokers = `127.0.0.1:${port}`;

  const formatOnce = async (): Promise<void> => {
    const unfinished = join(folder, 'formatting');
    if (existsSync(unfinished)) await rm(join(folder, 'data'), { recursive: true, force: true });
    if (existsSync(join(folder, 'data', 'meta.properties'))) return;
    await writeFile(unfinished, '');
    const tool = ['kafka.tools.StorageTool', 'format', '-t', newClusterId(), '-c', 'server.properties'];
    const format = new GuardedJava(folder, [java, ...haste, ...common, ...tool], { ...life, holdsStarter: true });
    await format.ended();
    if (format.exitCode !== 0) throw await startError('could not format its data folder');
    await rm(unfinished);
  };

  const startError = async (what: string): Promise<Error> => {
    const log = await readFile(join(folder, 'kafka.log'), 'utf8');
    if (log.includes('Failed to acquire lock')) return new Error(`Another Kafka uses the data folder ${folder}.`);
    return new Error(`The local Kafka ${what}; the last lines of its log:\n${lastLines(log, 15)}`);
  };

  const launch = async (): Promise<GuardedJava> => {
    const heap = ['-Xms128m', '-Xmx512m', ...(temporary ? haste : [])];
    const launched = new GuardedJava(folder, [java, ...heap, ...common, 'kafka.Kafka', 'server.properties'], life);
    const deadline = Date.now() + READY_WITHIN;
    while (!((await accepts(brokers)) && (await kafkaAnswers(brokers)))) {
      if (!launched.running) throw await startError('ended while starting');
      if (Date.now() > deadline) {
        await launched.kill();
        throw await startError(`did not answer within ${READY_WITHIN / 1000} s`);
      }
      await pause(50);
    }
    return launched;
  };

  const prepare = async (): Promise<void> => {
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, 'kafka.log'), '');
    await writeFile(join(folder, 'server.properties'), serverProperties(port, await freePort()));
    await copyFile(join(toolsFolder(), 'log4j2.properties'), join(folder, 'log4j2.properties'));
  };

  const start = async (): Promise<GuardedJava> => {
    if (await isServed(folder)) throw new Error(`Another Kafka uses the data folder ${folder}.`);
    try {
      await prepare();
      report(`Starting Apache Kafka on ${brokers} …`);
      await formatOnce();
      return await launch();
    } catch (error) {
      if (temporary) await rm(folder, { recursive: true, force: true });
      throw error;
    }
  };
  let current = await start();

  return {
    brokers,
    folder,
    get pid() {
      return current.pid;
    },
    async stop() {
      await current.stop();
      if (temporary) await rm(folder, { recursive: true, force: true });
    },
    kill: () => current.kill(),
    freeze: () => current.signal('SIGSTOP'),
    thaw: () => current.signal('SIGCONT'),
    async restart() {
      await current.stop();
      current = await launch();
    },
    ended: () => current.ended(),
  };
}
