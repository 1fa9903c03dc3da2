import { spawn, type ChildProcess } from 'node:child_process';
import { createWriteStream, type WriteStream } from 'node:fs';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { apps, type App } from '#config';
import { startEmbeddedPostgres, type EmbeddedPostgres } from '#database';
import { newIdentityKey } from '#identity';
import { eventually, startLocalKafka, type LocalKafka } from '#testing';
import { adminId, adminSecret, Client, type Endpoint } from '../system.js';

/** How the apps are run; unset: from this build, as this user. */
export interface Launch {
  readonly cwd?: string;
  /** Arguments of node. */
  readonly program?: (app: App) => readonly string[];
  readonly uid?: number;
  readonly gid?: number;
}

/** Four processes, one per app, on a Kafka and a PostgreSQL of their own; each part can be broken and mended. */
export class Cluster implements Endpoint {
  private readonly processes = new Map<App, ChildProcess>();
  private readonly logs = new Map<App, WriteStream>();
  private stopping = false;

  private constructor(
    readonly folder: string,
    readonly kafka: LocalKafka,
    private postgres: EmbeddedPostgres,
    private readonly ports: Readonly<Record<App, number>>,
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
    const ports = Object.fromEntries(
      await Promise.all(apps.map(async (app) => [app, await freePort()] as const)),
    ) as Record<App, number>;
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
      ...Object.fromEntries(apps.map((app) => [`${app.toUpperCase()}_URL`, `http://127.0.0.1:${ports[app]}`])),
      ...settings,
    };
    const cluster = new Cluster(folder, kafka, postgres, ports, env, launch);
    for (const app of apps) cluster.startApp(app);
    await cluster.ready();
    return cluster;
  }

  get url(): string {
    return this.urlOf('gateway');
  }

  urlOf(app: App): string {
    return `http://127.0.0.1:${this.ports[app]}`;
  }

  get databaseUrl(): string {
    return this.postgres.url;
  }

  client(credentials?: { clientId: string; clientSecret: string }): Promise<Client> {
    return Client.signedIn(this, credentials);
  }

  /** Waits until the gateway says that every app can serve. */
  async ready(within = 90_000): Promise<void> {
    await eventually(() => this.isReady(), within);
  }

  async isReady(): Promise<boolean> {
    try {
      return (await fetch(`${this.url}/health/ready`, { signal: AbortSignal.timeout(3_000) })).status === 200;
    } catch {
      return false;
    }
  }

  startApp(app: App): void {
    const { program = builtProgram, ...identity } = this.launch;
    const child = spawn(process.execPath, program(app), {
      ...identity,
      env: { ...this.env, PORT: String(this.ports[app]) },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const log = this.logs.get(app) ?? createWriteStream(join(this.folder, `${app}.log`));
    this.logs.set(app, log);
    child.stdout.pipe(log, { end: false });
    child.stderr.pipe(log, { end: false });
    // What ends by itself is started again, as an operator's supervisor would.
    child.once('exit', () => {
      if (!this.stopping && this.processes.get(app) === child) this.startApp(app);
    });
    this.processes.set(app, child);
  }

  /** `kill -9`; the app stays away for `ms`, then is started again. */
  async killApp(app: App, ms: number): Promise<void> {
    const child = this.processes.get(app)!;
    this.processes.delete(app);
    await ended(child, 'SIGKILL');
    await new Promise((resolve) => setTimeout(resolve, ms));
    this.startApp(app);
  }

  signal(app: App, signal: NodeJS.Signals): void {
    this.processes.get(app)!.kill(signal);
  }

  /** Ends PostgreSQL as an operator would and starts it again at the same address. */
  async restartPostgres(): Promise<void> {
    const port = Number(new URL(this.postgres.url).port);
    await this.postgres.stop();
    this.postgres = await startEmbeddedPostgres({ folder: join(this.folder, 'postgres'), port });
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

const builtProgram = (app: App) => [fileURLToPath(new URL(`../../dist/apps/${app}/src/main.js`, import.meta.url))];

async function ended(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((resolve) => child.once('exit', resolve));
  child.kill(signal);
  if (signal === 'SIGTERM') child.kill('SIGCONT');
  const last = setTimeout(() => child.kill('SIGKILL'), 30_000);
  await gone;
  clearTimeout(last);
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise<void>((resolve) => server.close(() => resolve()));
  return port;
}
