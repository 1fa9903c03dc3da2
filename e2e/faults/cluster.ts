import { spawn, type ChildProcess } from 'node:child_process';
import { createWriteStream, type WriteStream } from 'node:fs';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { programs, type App, type Program } from '#config';
import { startEmbeddedPostgres, type EmbeddedPostgres } from '#database';
import { newIdentityKey } from '#identity';
import { eventually, freePort, startLocalKafka, type LocalKafka } from '#testing';
import { adminId, adminSecret, Client, type Endpoint } from '../system.js';

/** Longest wait until all processes are first ready, in milliseconds: all load their code at once. */
const START_WITHIN_MS = 240_000;
/** How long a hook that starts a cluster may take, in milliseconds: also when it fails and is stopped again. */
export const CLUSTER_HOOK_MS = START_WITHIN_MS + 60_000;
/** How often a process may end by itself before all are first ready. */
const ENDS_AT_START = 5;

/** A process of the cluster: the first instance of an app is named as the app. */
export type Instance = Program | `${App}-2`;

const appOf = (instance: Instance) => instance.replace(/-2$/, '') as Program;

/** How the apps are run; by default from this build, as this user, one instance each. */
export interface Launch {
  readonly cwd?: string;
  /** Arguments of node. */
  readonly program?: (app: Program, instance: Instance) => readonly string[];
  readonly uid?: number;
  readonly gid?: number;
  /** Apps that have two instances. A second gateway calls second instances where they exist. */
  readonly twice?: readonly App[];
}

/** The apps as processes, with a Kafka and a PostgreSQL of their own. Any part can be broken and repaired. */
export class Cluster implements Endpoint {
  private readonly processes = new Map<Instance, ChildProcess>();
  private readonly logs = new Map<Instance, WriteStream>();
  private stopping = false;
  /** Which processes have ended by themselves, one entry for each time. */
  private readonly fallen: Instance[] = [];

  private constructor(
    readonly folder: string,
    readonly kafka: LocalKafka,
    private postgres: EmbeddedPostgres,
    private readonly ports: ReadonlyMap<Instance, number>,
    private readonly env: NodeJS.ProcessEnv,
    private readonly launch: Launch,
  ) {}

  static async start(settings: Readonly<Record<string, string>>, launch: Launch = {}): Promise<Cluster> {
    const folder = await mkdtemp(join(tmpdir(), 'lra-faults-'));
    await chmod(folder, 0o755);
    const [kafka, postgres] = await Promise.all([
      startLocalKafka({}),
      startEmbeddedPostgres({ folder: join(folder, 'postgres') }),
    ]);
    const instances: Instance[] = [...programs, ...(launch.twice ?? []).map((app) => `${app}-2` as const)];
    const ports = new Map(await Promise.all(instances.map(async (name) => [name, await freePort()] as const)));
    const env = {
      PATH: process.env['PATH'],
      HOME: process.env['HOME'],
      NO_COLOR: '1',
      KAFKA_BROKERS: kafka.brokers,
      DATABASE_URL: postgres.url,
      LRA_IDENTITY_KEY: await newIdentityKey(),
      LRA_ADMIN_CLIENT_ID: adminId,
      LRA_ADMIN_CLIENT_SECRET: adminSecret,
      LRA_RATE_LIMIT: '1000000',
      LRA_DATA_DIR: folder,
      ...settings,
    };
    const cluster = new Cluster(folder, kafka, postgres, ports, env, launch);
    for (const instance of instances) cluster.startApp(instance);
    try {
      const fallen = await eventually(async () => cluster.fallenOften() ?? ((await cluster.isReady()) && 'none'), START_WITHIN_MS); // prettier-ignore
      if (fallen !== 'none') throw new Error(`${fallen} ended ${ENDS_AT_START} times instead of starting.`);
    } catch (error) {
      await cluster.stop({ keepLogs: true }); // the caller has no cluster to stop yet
      throw error;
    }
    return cluster;
  }

  get url(): string {
    return this.urlOf('gateway');
  }

  urlOf(instance: Instance): string {
    return `http://127.0.0.1:${this.ports.get(instance)}`;
  }

  get databaseUrl(): string {
    return this.postgres.url;
  }

  client(credentials?: { clientId: string; clientSecret: string }): Promise<Client> {
    return Client.signedIn(this, credentials);
  }

  /** Waits until each gateway reports that every app is available. */
  async ready(within = 90_000): Promise<void> {
    await eventually(() => this.isReady(), within);
  }

  async isReady(): Promise<boolean> {
    // A gateway speaks for the apps behind it, but not for the pages.
    const asked = [...this.ports.keys()].filter((instance) => ['gateway', 'web'].includes(appOf(instance)));
    const answers = await Promise.all(
      asked.map((instance) =>
        fetch(`${this.urlOf(instance)}/health/ready`, { signal: AbortSignal.timeout(3_000) }).then(
          ({ status }) => status === 200,
          () => false,
        ),
      ),
    );
    return answers.every(Boolean);
  }

  /** The process that does not start but ends by itself, again and again, if there is one. */
  private fallenOften(): Instance | undefined {
    return this.fallen.find((name) => this.fallen.filter((other) => other === name).length >= ENDS_AT_START);
  }

  startApp(instance: Instance): void {
    const { program = builtProgram, cwd, uid, gid } = this.launch;
    const child = spawn(process.execPath, program(appOf(instance), instance), {
      cwd,
      uid,
      gid,
      env: { ...this.env, ...this.urlsFor(instance), PORT: String(this.ports.get(instance)) },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const log = this.logs.get(instance) ?? createWriteStream(join(this.folder, `${instance}.log`));
    this.logs.set(instance, log);
    child.stdout.pipe(log, { end: false });
    child.stderr.pipe(log, { end: false });
    // Restarts a process that ended by itself, as an operator's supervisor would.
    child.once('exit', () => {
      if (this.stopping || this.processes.get(instance) !== child) return;
      this.fallen.push(instance);
      this.startApp(instance);
    });
    this.processes.set(instance, child);
  }

  /** The addresses at which an instance finds the apps. */
  private urlsFor(instance: Instance): Record<string, string> {
    const nearest = (app: Program): Instance =>
      instance === 'gateway-2' && app !== 'web' && this.ports.has(`${app}-2`) ? `${app}-2` : app;
    return Object.fromEntries(programs.map((app) => [`${app.toUpperCase()}_URL`, this.urlOf(nearest(app))]));
  }

  /** `kill -9`; the process stays away until `meanwhile` has ended and then restarts. */
  async killApp(instance: Instance, meanwhile: () => Promise<unknown>): Promise<void> {
    const child = this.processes.get(instance)!;
    this.processes.delete(instance);
    await ended(child, 'SIGKILL');
    await meanwhile();
    this.startApp(instance);
  }

  /** Stops an instance gracefully or by force, restarts it and waits until every app is available. */
  async restartApp(instance: Instance, signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
    const child = this.processes.get(instance)!;
    this.processes.delete(instance);
    await ended(child, signal);
    this.startApp(instance);
    await this.ready();
  }

  signal(instance: Instance, signal: NodeJS.Signals): void {
    this.processes.get(instance)!.kill(signal);
  }

  /** Stops PostgreSQL as an operator would and restarts it at the same address. */
  async restartPostgres(): Promise<void> {
    const port = Number(new URL(this.postgres.url).port);
    await this.postgres.stop();
    this.postgres = await startEmbeddedPostgres({ folder: join(this.folder, 'postgres'), port });
  }

  /** Loses everything but the broker at once: apps and database. A new, empty server takes its place. */
  async loseDatabase(): Promise<void> {
    const children = [...this.processes.values()];
    this.processes.clear();
    await Promise.all(children.map((child) => ended(child, 'SIGKILL')));
    await this.postgres.stop();
    const folder = join(this.folder, 'postgres');
    await rm(folder, { recursive: true });
    this.postgres = await startEmbeddedPostgres({ folder });
    this.env['DATABASE_URL'] = this.postgres.url;
  }

  /** Starts all apps after `loseDatabase`. */
  async startAgain(): Promise<void> {
    for (const app of programs) this.startApp(app);
    await this.ready();
  }

  async stop({ keepLogs = false } = {}): Promise<void> {
    this.stopping = true;
    await Promise.all([...this.processes.values()].map((child) => ended(child, 'SIGTERM')));
    await Promise.allSettled([this.kafka.stop(), this.postgres.stop()]);
    for (const log of this.logs.values()) log.end();
    if (keepLogs) console.log(`Logs are kept in ${this.folder}`);
    else await rm(this.folder, { recursive: true, force: true });
  }
}

export const builtProgram = (app: Program) => [
  fileURLToPath(new URL(`../../dist/apps/${app}/src/main.js`, import.meta.url)),
];

async function ended(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((resolve) => child.once('exit', resolve));
  child.kill(signal);
  if (signal === 'SIGTERM') child.kill('SIGCONT');
  const last = setTimeout(() => child.kill('SIGKILL'), 30_000);
  await gone;
  clearTimeout(last);
}
