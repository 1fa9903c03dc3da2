import { type ChildProcess, spawn } from 'node:child_process';
import { createHash, randomBytes, randomInt, randomUUID } from 'node:crypto';
import { accessSync, closeSync, constants, existsSync, openSync, readFileSync } from 'node:fs';
import { copyFile, link, mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { Kafka, logLevel } from 'kafkajs';

/** A real Apache Kafka of one node (KRaft) on this machine. */
export interface LocalKafka {
  /** `127.0.0.1:<port>`, the same over restarts. */
  readonly brokers: string;
  /** Process id of the running (or last) Java process; changes with a restart. */
  readonly pid: number;
  /** Holds `server.properties`, `kafka.log` and `data/`. */
  readonly folder: string;
  /** Ends the broker in order (SIGKILL after 15 s) and removes the folder unless it is to be kept. */
  stop(): Promise<void>;
  /** Ends the broker as a crash would (SIGKILL); folder and port are kept for a `restart`. */
  kill(): Promise<void>;
  /** Stops the broker's clock (SIGSTOP): its connections stay open and nothing is answered. */
  freeze(): void;
  /** Lets a frozen broker go on (SIGCONT). */
  thaw(): void;
  /** Ends the broker in order if it runs, and starts it on the same port and data; resolves when it answers. */
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
   * The process whose end ends the broker; by default this one. With another, the broker may outlive this process, and
   * does not keep it from ending.
   */
  ownerPid?: number;
}

/** Why no local Apache Kafka can be had here: what is missing, or what Maven said. */
export class KafkaUnavailable extends Error {}

/** Kafka 4 runs on this Java and newer. */
const JAVA_VERSION = 17;
const READY_WITHIN = 60_000;
const STOPPED_WITHIN = 15_000;
const FETCHED_WITHIN = 300_000;

/** Sources and build output have different depths: the pom is the landmark. */
function toolsFolder(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, 'tools', 'kafka', 'pom.xml'))) {
    const parent = dirname(folder);
    if (parent === folder) throw new Error('tools/kafka/pom.xml is in no folder above this program');
    folder = parent;
  }
  return join(folder, 'tools', 'kafka');
}

function programOnPath(name: string): string | undefined {
  const folders = (process.env.PATH ?? '').split(delimiter).filter((folder) => folder !== '');
  return folders.map((folder) => join(folder, name)).find(isExecutable);
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Java decodes its class path by the locale: with the plain C one a folder with an accent would not be found. */
function javaEnvironment(): NodeJS.ProcessEnv {
  return { ...process.env, LC_ALL: 'C.UTF-8' };
}

async function runQuietly(program: string, args: string[], limit: number): Promise<{ code: number; output: string }> {
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'], env: javaEnvironment(), timeout: limit });
  let output = '';
  const collect = (chunk: Buffer): void => {
    output += chunk.toString();
  };
  child.stdout.on('data', collect);
  child.stderr.on('data', collect);
  return new Promise((done, fail) => {
    child.once('error', fail);
    child.once('close', (code) => done({ code: code ?? 1, output }));
  });
}

function lastLines(text: string, count: number): string {
  return text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .slice(-count)
    .join('\n');
}

/** @throws KafkaUnavailable when there is no Java, or an older one than Kafka takes. */
async function findJava(): Promise<string> {
  if (process.platform === 'win32') throw new KafkaUnavailable('a local Kafka needs a POSIX system (use Docker here)');
  const home = process.env.JAVA_HOME;
  const homeJava = home === undefined || home === '' ? undefined : join(home, 'bin', 'java');
  const java = homeJava !== undefined && isExecutable(homeJava) ? homeJava : programOnPath('java');
  if (java === undefined) {
    throw new KafkaUnavailable(`Java ${JAVA_VERSION} or newer is missing: install a JDK or set JAVA_HOME`);
  }
  const { code, output } = await runQuietly(java, ['-version'], 10_000);
  const version = /version "(\d+)/.exec(output)?.[1];
  if (code !== 0 || version === undefined || Number(version) < JAVA_VERSION) {
    throw new KafkaUnavailable(
      `Java ${JAVA_VERSION} or newer is needed, ${java} is ${version === undefined ? 'none' : `version ${version}`}`,
    );
  }
  return java;
}

/** The pom decides what is in the folder, so it names it: a new version never meets old jars. */
function jarsFolder(): string {
  const pom = readFileSync(join(toolsFolder(), 'pom.xml'));
  return join(toolsFolder(), '.cache', `libs-${createHash('sha256').update(pom).digest('hex').slice(0, 12)}`);
}

/**
 * Says what keeps a local Kafka from being started, or undefined if nothing is known to. Fetches nothing.
 */
export async function localKafkaMissing(): Promise<string | undefined> {
  try {
    await findJava();
  } catch (error) {
    if (error instanceof KafkaUnavailable) return error.message;
    throw error;
  }
  if (existsSync(jarsFolder()) || programOnPath('mvn') !== undefined) return undefined;
  return 'Maven (mvn) is missing: it fetches the jars of Apache Kafka';
}

/**
 * The folder with Kafka's jars, fetched by Maven the first time. It appears by one rename, so it is whole or absent.
 * @throws KafkaUnavailable when Maven is missing or fails
 */
async function kafkaJars(report: (line: string) => void): Promise<string> {
  const jars = jarsFolder();
  if (existsSync(jars)) return jars;
  const cache = dirname(jars);
  await mkdir(cache, { recursive: true });
  // Maven's own repository is not made for two processes at once either, hence a lock and not only the rename.
  await underLock(join(cache, 'lock'), async () => {
    if (existsSync(jars)) return;
    const maven = programOnPath('mvn');
    if (maven === undefined) {
      throw new KafkaUnavailable('Maven (mvn) is missing: it fetches the jars of Apache Kafka');
    }
    const leftovers = (await readdir(cache)).filter((name) => name.startsWith('new-'));
    await Promise.all(leftovers.map((name) => rm(join(cache, name), { recursive: true, force: true })));
    const fresh = join(cache, `new-${randomUUID()}`);
    report('Fetching Apache Kafka with Maven (44 MB, the first time only) …');
    // Guarded, so that a fetch whose starter is killed does not go on beside the next one.
    const { code, output } = await runQuietly(
      '/bin/sh',
      [
        ...[join(toolsFolder(), 'guarded.sh'), String(process.pid), 'keep', maven],
        ...['-q', '-B', '-f', join(toolsFolder(), 'pom.xml'), 'dependency:copy-dependencies'],
        ...['-DincludeScope=runtime', `-DoutputDirectory=${fresh}`],
      ],
      FETCHED_WITHIN,
    );
    if (code !== 0 || !existsSync(fresh)) {
      await rm(fresh, { recursive: true, force: true });
      throw new KafkaUnavailable(`Maven could not fetch Apache Kafka (exit code ${code}):\n${lastLines(output, 8)}`);
    }
    await rename(fresh, jars);
  });
  return jars;
}

/** A process that ended but that nobody waited for (a zombie) does not count as alive. */
function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
  try {
    return !readFileSync(`/proc/${pid}/stat`, 'latin1').includes(') Z ');
  } catch {
    return true;
  }
}

/**
 * Does the work while no other process of this machine does work under the same path; a holder that died is replaced.
 * Taking over: each lock carries a token, and only who creates the file named after a dead holder's token may remove
 * that holder's lock; so a latecomer cannot remove the lock of whoever came after it.
 */
export async function underLock<T>(path: string, work: () => Promise<T>): Promise<T> {
  const token = `${process.pid}-${randomUUID()}`;
  const claim = `${path}.${token}`;
  await writeFile(claim, token);
  try {
    const deadline = Date.now() + FETCHED_WITHIN + READY_WITHIN;
    while (!(await succeeds(() => link(claim, path), 'EEXIST'))) {
      const holder = await readFile(path, 'utf8').catch(() => '');
      if (holder !== '' && !isAlive(Number.parseInt(holder, 10))) {
        if (await succeeds(() => writeFile(`${path}.over-${holder}`, '', { flag: 'wx' }), 'EEXIST')) {
          await rm(path);
          await rm(`${path}.${holder}`, { force: true });
        }
      } else if (Date.now() > deadline) {
        throw new Error(`${path} is held by process ${holder} for too long`);
      } else {
        await pause(50);
      }
    }
    try {
      return await work();
    } finally {
      await rm(path);
    }
  } finally {
    await rm(claim, { force: true });
  }
}

async function succeeds(act: () => Promise<unknown>, refusal: string): Promise<boolean> {
  try {
    await act();
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === refusal) return false;
    throw error;
  }
}

async function isFree(port: number): Promise<boolean> {
  return new Promise((done) => {
    const server = createServer();
    server.once('error', () => done(false));
    server.listen(port, '127.0.0.1', () => server.close(() => done(true)));
  });
}

/**
 * Below the range from which systems give out ports for "any port" and for outgoing calls: Java binds seconds later, and
 * a restart binds again, so a port of that range could be gone by then.
 */
async function freePort(): Promise<number> {
  for (;;) {
    const port = randomInt(20_000, 30_000);
    if (await isFree(port)) return port;
  }
}

/** Whether something accepts connections at `host:port`; costs no protocol. */
export async function accepts(address: string): Promise<boolean> {
  const at = address.lastIndexOf(':');
  return new Promise((done) => {
    const socket = connect({ host: address.slice(0, at), port: Number(address.slice(at + 1)), timeout: 1000 });
    const answer = (open: boolean) => () => {
      socket.destroy();
      done(open);
    };
    socket.once('connect', answer(true)).once('error', answer(false)).once('timeout', answer(false));
  });
}

/** Whether the brokers (comma separated) answer an admin call and at least one of them is in service. */
export async function kafkaAnswers(brokers: string): Promise<boolean> {
  const kafka = new Kafka({
    clientId: 'lra-probe',
    brokers: brokers.split(','),
    logLevel: logLevel.NOTHING,
    connectionTimeout: 2000,
    requestTimeout: 5000,
    retry: { retries: 0 },
  });
  const admin = kafka.admin();
  try {
    await admin.connect();
    return (await admin.describeCluster()).brokers.length > 0;
  } catch {
    return false;
  } finally {
    await admin.disconnect();
  }
}

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

/** Whether a broker answers on a port that an earlier start wrote into the folder: its settings and log are not ours to replace. */
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

/** One Java process in the broker's folder, under the guard that ends it with its owner. */
class GuardedJava {
  private readonly child: ChildProcess;
  private readonly end: Promise<void>;
  private over = false;
  /** Exit code, or undefined while running or when a signal ended it. */
  exitCode: number | undefined;

  constructor(
    folder: string,
    args: string[],
    life: { ownerPid: number; removeFolder: boolean; holdsStarter: boolean },
  ) {
    const log = openSync(join(folder, 'kafka.log'), 'a');
    const guard = [join(toolsFolder(), 'guarded.sh'), String(life.ownerPid), life.removeFolder ? 'remove' : 'keep'];
    // Detached: a Ctrl-C in the terminal must reach the owner alone, which then ends the broker last.
    const child = spawn('/bin/sh', [...guard, ...args], {
      cwd: folder,
      detached: true,
      stdio: ['ignore', log, log],
      env: javaEnvironment(),
    });
    closeSync(log);
    this.child = child;
    this.end = new Promise((done, fail) => {
      child.once('error', fail);
      child.once('exit', (code) => {
        this.over = true;
        this.exitCode = code ?? undefined;
        done();
      });
    });
    if (!life.holdsStarter) child.unref();
  }

  get pid(): number {
    if (this.child.pid === undefined) throw new Error('the process could not be started');
    return this.child.pid;
  }

  get running(): boolean {
    return !this.over;
  }

  async ended(): Promise<void> {
    await this.end;
  }

  signal(name: NodeJS.Signals): void {
    if (!this.over) process.kill(this.pid, name);
  }

  /** To the guard too. */
  signalAll(name: NodeJS.Signals): void {
    try {
      process.kill(-this.pid, name);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
    }
  }

  async stop(): Promise<void> {
    if (this.over) return;
    this.signal('SIGCONT');
    this.signal('SIGTERM');
    const force = setTimeout(() => this.signalAll('SIGKILL'), STOPPED_WITHIN);
    await this.end;
    clearTimeout(force);
    this.signalAll('SIGKILL'); // what is left of the group is the guard, which would notice half a second later
  }

  async kill(): Promise<void> {
    if (this.over) return;
    const hold = setInterval(() => undefined, 1000); // an unreferenced child alone would let this process end here
    this.signalAll('SIGKILL');
    await this.end;
    clearInterval(hold);
  }
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
