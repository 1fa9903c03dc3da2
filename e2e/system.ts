import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import { chmod, mkdtemp, readdir, readFile, readlink, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Dispatcher } from 'undici';
import { eventually } from '#testing';

export const root = fileURLToPath(new URL('..', import.meta.url));

export const adminId = 'e2e admin';
export const adminSecret = 'e2e-secret-0123456789';

/** A server that answers for the network. */
export interface Endpoint {
  readonly url: string;
}

/** How the system is started: in which clone and by which command. */
export interface Launch {
  readonly folder: string;
  readonly command: readonly [program: string, ...parameters: string[]];
  /** The processes of the command form a group and receive signals together, as in a terminal. */
  readonly isGroup: boolean;
}

/** What `npm start` runs, but without npm, so that signals and exit codes are the system's own. */
const inThisClone: Launch = { folder: root, command: [process.execPath, 'tools/start.mjs'], isGroup: false };

/** The system as `npm start` runs it: a process of its own, with free ports and its own data folder. */
export class System {
  url = '';
  output = '';
  /** The failure message for the operator. */
  errors = '';
  private child: ChildProcess | undefined;
  /** Whether it stopped gracefully, and so left no process running. */
  private isOver = false;

  constructor(
    readonly dataDir: string,
    readonly env: Readonly<Record<string, string>> = {},
    private readonly launch = inThisClone,
  ) {}

  static async start(env: Readonly<Record<string, string>> = {}): Promise<System> {
    const folder = await mkdtemp(join(tmpdir(), 'lra e2e '));
    // As root, the database runs as another account. With access to this folder it leaves no files elsewhere.
    await chmod(folder, 0o755);
    const system = new System(folder, env);
    await system.up();
    return system;
  }

  /** Starts the process and waits until it says that it is ready. */
  async up(): Promise<void> {
    const { child, exited } = this.spawn();
    const ended = exited.then((code) => {
      throw new Error(`The system ended with ${code}:\n${this.output}`);
    });
    this.child = child;
    this.isOver = false;
    try {
      await Promise.race([ended, eventually(() => /^Ready after/m.test(this.output), 60_000)]);
    } catch (error) {
      await this.stop(); // whoever waited for the start has nothing to stop
      throw error;
    }
    ended.catch(() => undefined);
    this.url = /runs at\s+(\S+)/.exec(this.output)?.[1] ?? '';
  }

  /** Runs the process until it exits by itself. */
  async runToEnd(): Promise<{ code: number | null; errors: string[] }> {
    const { exited } = this.spawn();
    const code = await exited;
    return { code, errors: this.errors.split('\n').filter((line) => line.trim() !== '') };
  }

  private spawn() {
    this.output = '';
    this.errors = '';
    const [program, ...parameters] = this.launch.command;
    const child = spawn(program, parameters, {
      cwd: this.launch.folder,
      env: {
        PATH: process.env['PATH'],
        HOME: process.env['HOME'],
        PORT: '0',
        LRA_DATA_DIR: this.dataDir,
        LRA_ADMIN_CLIENT_ID: adminId,
        LRA_ADMIN_CLIENT_SECRET: adminSecret,
        LRA_RATE_LIMIT: '1000000',
        ...this.env,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: this.launch.isGroup,
    });
    const collect = (chunk: Buffer) => (this.output += chunk.toString());
    child.stdout.on('data', collect);
    child.stderr.on('data', (chunk: Buffer) => {
      collect(chunk);
      this.errors += chunk.toString();
    });
    const exited = new Promise<number | null>((resolve) => child.once('close', resolve));
    return { child, exited };
  }

  get pid(): number {
    return this.child!.pid!;
  }

  /** Process id of the process that is kept running: the apps, which hold the data folder. */
  async worker(): Promise<number> {
    const folder = join(this.dataDir, 'postgres');
    const locks = (await readdir(folder)).filter((name) => /^lock\.\d+$/.test(name));
    const holders = await Promise.all(locks.map((name) => readlink(join(folder, name))));
    return Number(/^\d+/.exec(holders.find((holder) => holder !== 'released') ?? '')?.[0]);
  }

  /** Process id of its PostgreSQL. */
  async postmaster(): Promise<number> {
    const note = await readFile(join(this.dataDir, 'postgres', 'data', 'postmaster.pid'), 'utf8');
    return Number(note.split('\n')[0]);
  }

  /** Stops it as Ctrl-C does and returns the exit code. */
  stop(): Promise<number | null> {
    return this.end('SIGINT');
  }

  /** Kills everything but PostgreSQL at once, as the machine would when out of memory. */
  async kill(): Promise<number | null> {
    const worker = await this.worker();
    const ended = this.end('SIGKILL');
    try {
      process.kill(worker, 'SIGKILL');
    } catch {
      // The kept process also exits by itself once its keeper is gone.
    }
    return ended;
  }

  private async end(signal: NodeJS.Signals): Promise<number | null> {
    const child = this.child;
    this.child = undefined;
    if (!child || child.exitCode !== null || child.signalCode !== null) return child?.exitCode ?? null;
    const exited = new Promise<number | null>((resolve) => child.once('close', resolve));
    process.kill(this.launch.isGroup ? -child.pid! : child.pid!, signal);
    const code = await exited;
    this.isOver = code === 0;
    return code;
  }

  /** Stops it and any database that a killed process left behind, and removes the data. */
  async destroy(): Promise<void> {
    if (this.child) await this.stop();
    else if (!this.isOver) {
      await this.up();
      await this.stop();
    }
    await rm(this.dataDir, { recursive: true, force: true });
  }

  client(credentials?: { clientId: string; clientSecret: string }): Promise<Client> {
    return Client.signedIn(this, credentials);
  }
}

/** A process that has ended counts as gone even before it is reaped. */
export function isAlive(pid: number): boolean {
  try {
    const state = execFileSync('ps', ['-o', 'stat=', '-p', String(pid)]).toString();
    return !state.startsWith('Z');
  } catch {
    return false;
  }
}

export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  readonly body: any;
  readonly etag: string;
}

export interface CallOptions {
  readonly body?: unknown;
  readonly raw?: RequestInit['body'] | Uint8Array;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
  /** `manual`: returns the redirect itself. */
  readonly redirect?: RequestInit['redirect'];
}

/** A practice takes a merge patch; what else is changed is named whole. */
const contentTypeOf = (method: string, path: string): string =>
  method === 'PATCH' && path.startsWith('/v1/practices/') ? 'application/merge-patch+json' : 'application/json';

/** An API client with its token. */
export class Client {
  token: string | undefined;

  constructor(private readonly system: Endpoint) {}

  /** A client with a token: the admin's unless credentials are given. */
  static async signedIn(
    system: Endpoint,
    { clientId, clientSecret } = { clientId: adminId, clientSecret: adminSecret },
  ): Promise<Client> {
    const client = new Client(system);
    await client.signIn(clientId, clientSecret);
    return client;
  }

  async signIn(clientId: string, clientSecret: string): Promise<void> {
    const reply = await this.send('POST', '/v1/oauth/token', {
      raw: new URLSearchParams({ grant_type: 'client_credentials', client_id: clientId, client_secret: clientSecret }),
    });
    if (reply.status !== 200) throw new Error(`No token: ${JSON.stringify(reply.body)}`);
    this.token = reply.body.access_token as string;
  }

  async send(
    method: string,
    path: string,
    { body, raw, headers = {}, signal, redirect = 'follow' }: CallOptions = {},
  ): Promise<Reply> {
    const response = await fetch(this.system.url + path, {
      method,
      redirect,
      headers: {
        ...(this.token ? { authorization: `Bearer ${this.token}` } : {}),
        ...(body !== undefined ? { 'content-type': contentTypeOf(method, path) } : {}),
        ...headers,
      },
      body: (raw as RequestInit['body']) ?? (body !== undefined ? JSON.stringify(body) : null),
      ...(signal ? { signal } : {}),
    });
    const text = await (isEndless(response.headers.get('content-type')) ? beginningOf(response) : response.text());
    const isJson = /[/+]json/.test(response.headers.get('content-type') ?? '');
    return {
      status: response.status,
      headers: response.headers,
      body: isJson && text ? JSON.parse(text) : text,
      etag: response.headers.get('etag') ?? '',
    };
  }

  get = (path: string) => this.send('GET', path);
  post = (path: string, body?: unknown, headers?: Record<string, string>) => this.send('POST', path, { body, headers });

  /** Creates a new API client with the rights of this one. */
  async makeClient(client: object): Promise<Client> {
    const made = await this.post('/v1/clients', client);
    if (made.status !== 201) throw new Error(`No client: ${JSON.stringify(made.body)}`);
    const other = new Client(this.system);
    await other.signIn(made.body.clientId, made.body.clientSecret);
    return other;
  }
}

/** Whether an answer goes on for as long as somebody listens. */
const isEndless = (contentType: unknown): boolean => String(contentType).startsWith('text/event-stream');

/** What an answer says: of one without end, what comes first. */
export async function textOf({ headers, body }: Pick<Dispatcher.ResponseData, 'headers' | 'body'>): Promise<string> {
  if (!isEndless(headers['content-type'])) return body.text();
  const { value } = await body[Symbol.asyncIterator]().next();
  body.destroy();
  return String(value);
}

/** What comes first of an answer without end, which is then cut off. */
async function beginningOf(response: Response): Promise<string> {
  const reader = response.body!.getReader();
  const { value } = await reader.read();
  await reader.cancel();
  return new TextDecoder().decode(value);
}

/** A network with a secretariat and one member city. */
export async function withOneMember(system: Endpoint, name = 'City of Tampere') {
  const admin = await Client.signedIn(system);
  const steering = await admin.makeClient({ name: 'secretariat', roles: ['steering'] });
  const memberId = await admit(system, steering, name);
  const city = await admin.makeClient({ name: 'city', roles: ['member-editor'], memberId });
  await untilMayWrite(city);
  return { admin, steering, city, memberId };
}

/** The registry learns of a new member by event; until then it answers the member's editors with 503. */
export const untilMayWrite = (editor: Client): Promise<boolean> =>
  eventually(async () => {
    const nothing = `/v1/practices/${randomUUID()}/submission`;
    return (await editor.post(nothing, {}, { 'if-match': '*' })).status === 404;
  }, 30_000);

export async function admit(system: Endpoint, steering: Client, name: string): Promise<string> {
  const application = await new Client(system).post('/v1/membership-applications', {
    name,
    kind: 'municipality',
    country: 'FI',
    contact: {
      name: 'Integration office',
      email: `office@${name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')}.example`,
    },
    consent: true,
  });
  const decision = await steering.post(`/v1/membership-applications/${application.body.id}/decision`, {
    decision: 'approve',
    reason: 'Admitted.',
  });
  return decision.body.memberId as string;
}

export const completeSheet = (title: string) => ({
  originalLanguage: 'en',
  title: { en: title },
  organiser: { name: 'City of Tampere', kind: 'city' },
  range: 'regional-municipal',
  countries: ['FI'],
  period: { start: '2024-09', ongoing: true },
  dimensions: ['cultural'],
  themes: ['language-training'],
  aims: ['education'],
  objectives: { en: 'Newcomers practise the language.' },
  activities: { en: 'Evenings in libraries.' },
  targetGroups: ['newly-arrived'],
  funding: { sources: ['local'] },
});

export interface Delivery {
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
  readonly event: any;
}

/** A subscriber's server on a free port that answers the challenge and keeps its deliveries. */
export async function receiver() {
  const deliveries: Delivery[] = [];
  let status = 204;
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const text = Buffer.concat(chunks).toString();
      const event = JSON.parse(text);
      if (event.type === 'subscription.challenge') {
        response
          .writeHead(200, { 'content-type': 'application/json' })
          .end(JSON.stringify({ challenge: event.challenge }));
        return;
      }
      deliveries.push({ headers: request.headers, text, event });
      response.writeHead(status).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    deliveries,
    url: `http://127.0.0.1:${port}/hook`,
    allow: `127.0.0.1:${port}`,
    /** From now on it responds so to events. */
    respond: (with_: number) => (status = with_),
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** Subscribes and waits until the challenge is answered. */
export async function subscribe(client: Client, url: string, types: string[]) {
  const made = await client.post('/v1/subscriptions', {
    channel: { type: 'webhook', url },
    filter: { types },
    frequency: 'immediate',
  });
  if (made.status !== 201) throw new Error(`No subscription: ${JSON.stringify(made.body)}`);
  await eventually(async () => (await client.get(`/v1/subscriptions/${made.body.id}`)).body.state === 'active');
  return made.body as { id: string; secret: string };
}

/** A step of a practice by its owner or the secretariat, on what is there now. @throws what is said if it is not taken */
export async function takeStep(by: Client, id: string, step: string, body: object = {}): Promise<void> {
  const { etag } = await by.get(`/v1/practices/${id}?version=draft`);
  const done = await by.post(`/v1/practices/${id}/${step}`, body, { 'if-match': etag });
  if (done.status !== 200) throw new Error(`${step}: ${JSON.stringify(done.body)}`);
}

/** Its editor submits what is in work, and the secretariat publishes it. */
export async function publish(id: string, editor: Client, steering: Client): Promise<string> {
  await takeStep(editor, id, 'submission');
  await takeStep(steering, id, 'publication');
  return id;
}

/** The id of a new practice of an editor, which the secretariat has published. */
export async function published(sheet: object, editor: Client, steering: Client): Promise<string> {
  const made = await editor.post('/v1/practices', sheet);
  if (made.status !== 201) throw new Error(JSON.stringify(made.body));
  return publish(made.body.id as string, editor, steering);
}
