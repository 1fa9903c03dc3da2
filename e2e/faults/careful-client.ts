import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { Client as Connection } from 'undici';
import { completeSheet } from '../system.js';

/** Pause between two calls of one client, in milliseconds, so that its connection is sometimes idle, as in reality. */
const THINKING_MS = 100;
/** Longest wait for a response, in milliseconds; a missing response is a failure of the system. */
const ANSWER_WITHIN_MS = 20_000;

/** What may happen to a connection at present: nothing, refusal, or refusal and interruption. */
export type Connections = 'kept' | 'refused' | 'cut';

/** What all clients together saw, and what they know to be true from responses. */
export class Ledger {
  connections: Connections = 'kept';
  answers = 0;
  away = 0;
  refused = 0;
  cut = 0;
  /** Responses and failures that no client may get. */
  readonly surprises: string[] = [];
  /** Title and state of each practice, by its id. */
  readonly practices = new Map<string, { title: string; status: string }>();
  readonly applications = new Map<string, string>();
  readonly subscriptions = new Map<string, string>();
}

interface Answer {
  readonly status: number;
  readonly etag: string;
  readonly body: any;
}

interface Request {
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/**
 * One client with a connection of its own. It follows the documentation: it repeats a POST under its Idempotency-Key,
 * and after a change without a response it reads before it continues.
 */
export class CarefulClient {
  private readonly connection: Connection;
  private rounds = 0;

  constructor(
    private readonly name: string,
    url: string,
    private readonly token: string,
    private readonly hook: string,
    private readonly ledger: Ledger,
  ) {
    this.connection = new Connection(url, { headersTimeout: ANSWER_WITHIN_MS, bodyTimeout: ANSWER_WITHIN_MS });
  }

  async work(goOn: () => boolean): Promise<void> {
    while (goOn()) await this.round();
    await this.connection.close();
  }

  /** A practice from its creation to its submission, and between the steps something for every other app. */
  private async round(): Promise<void> {
    this.rounds += 1;
    const name = `${this.name} round ${this.rounds}`;
    const id = await this.create('/v1/practices', name, completeSheet(name));
    this.ledger.practices.set(id, { title: name, status: 'draft' });
    await this.change(id, 'PUT', '', completeSheet(`${name}, changed`), { title: `${name}, changed` });
    const application = await this.create('/v1/membership-applications', name, applicationOf(name));
    this.ledger.applications.set(application, name);
    await this.get('/v1/practices?status=draft&limit=20', ({ items }) => items.length > 0);
    const subscription = await this.create('/v1/subscriptions', name, {
      channel: { type: 'webhook', url: `${this.hook}?${encodeURIComponent(name)}` },
      filter: {},
      frequency: 'immediate',
    });
    this.ledger.subscriptions.set(subscription, 'made');
    await this.get('/v1/members?limit=20', ({ items }) => items.length > 0);
    await this.change(id, 'POST', '/submission', {}, { status: 'submitted' });
    await this.forget(subscription);
  }

  /** Repeats under one key until it knows what was created. */
  private async create(path: string, key: string, body: object): Promise<string> {
    const headers = { 'idempotency-key': encodeURIComponent(key) };
    return (await this.until(() => this.call('POST', path, { body, headers }), [201])).body.id as string;
  }

  private async get(path: string, isRight: (body: any) => boolean): Promise<Answer> {
    const answer = await this.until(() => this.call('GET', path), [200]);
    if (!isRight(answer.body)) this.ledger.surprises.push(`GET ${path} said ${JSON.stringify(answer.body)}`);
    return answer;
  }

  private async change(
    id: string,
    method: 'PUT' | 'POST',
    step: string,
    body: object,
    to: Partial<{ title: string; status: string }>,
  ): Promise<void> {
    const known = this.ledger.practices.get(id)!;
    const path = `/v1/practices/${id}`;
    let isUncertain = false;
    for (;;) {
      const seen = await this.get(path, (now) => isUncertain || isAs(now, known));
      if (isUncertain && isAs(seen.body, { ...known, ...to })) break;
      const answer = await this.call(method, path + step, { body, headers: { 'if-match': seen.etag } });
      if (answer?.status === 200) break;
      // The change did succeed, between our reading and our second attempt.
      if (answer && !(isUncertain && [409, 412].includes(answer.status))) this.unexpected(`${method} ${step}`, answer);
      isUncertain = true;
    }
    this.ledger.practices.set(id, { ...known, ...to });
  }

  private async forget(subscription: string): Promise<void> {
    const path = `/v1/subscriptions/${subscription}`;
    await this.until(() => this.call('DELETE', path), [204, 404]);
    this.ledger.subscriptions.set(subscription, 'forgotten');
    await this.until(() => this.call('GET', path), [404]);
  }

  private async until(call: () => Promise<Answer | undefined>, wanted: readonly number[]): Promise<Answer> {
    for (;;) {
      const answer = await call();
      if (answer && wanted.includes(answer.status)) return answer;
      if (answer) this.unexpected(`not ${wanted.join(' or ')}`, answer);
    }
  }

  private unexpected(what: string, answer: Answer): never {
    this.ledger.surprises.push(`${what}: ${answer.status} ${JSON.stringify(answer.body)}`);
    throw new Error(this.ledger.surprises.at(-1));
  }

  /** Undefined: the system was unavailable in one of the ways allowed at present. */
  private async call(method: 'GET' | 'PUT' | 'POST' | 'DELETE', path: string, request: Request = {}) {
    await pause(THINKING_MS);
    const before = this.ledger.connections;
    try {
      const response = await this.connection.request({
        method,
        path,
        headers: {
          authorization: `Bearer ${this.token}`,
          ...(request.body === undefined ? {} : { 'content-type': 'application/json' }),
          ...request.headers,
        },
        ...(request.body === undefined ? {} : { body: JSON.stringify(request.body) }),
      });
      const text = await response.body.text();
      this.ledger.answers += 1;
      const answer = {
        status: response.statusCode,
        etag: String(response.headers['etag'] ?? ''),
        body: text === '' ? undefined : JSON.parse(text),
      };
      if (answer.status !== 503) return answer;
      this.ledger.away += 1;
      const isTold = Number(response.headers['retry-after']) > 0 && typeof answer.body?.code === 'string';
      if (!isTold) this.ledger.surprises.push(`503 without its document or Retry-After: ${text}`);
    } catch (error) {
      this.broken(method, path, error, [before, this.ledger.connections]);
    }
    return undefined;
  }

  private broken(method: string, path: string, error: unknown, allowed: readonly Connections[]): void {
    const { code = '' } = error as { code?: string };
    if (code === 'ECONNREFUSED' && allowed.some((how) => how !== 'kept')) this.ledger.refused += 1;
    else if (['ECONNRESET', 'UND_ERR_SOCKET', 'EPIPE'].includes(code) && allowed.includes('cut')) this.ledger.cut += 1;
    else this.ledger.surprises.push(`${method} ${path}: ${String(error)} (${code}, ${allowed.join('/')})`);
  }
}

const isAs = (practice: any, { title, status }: { title: string; status: string }): boolean =>
  practice.factSheet.title.en === title && practice.status === status;

/** Differences between the databases and what clients were told. */
export async function differences(ledger: Ledger, databaseUrl: string): Promise<string[]> {
  const database = new pg.Client({ connectionString: databaseUrl });
  await database.connect();
  const stored = async (sql: string) => (await database.query<{ text: string }>(sql)).rows.map(({ text }) => text);
  try {
    return [
      ...between(
        await stored(
          `select concat_ws(' | ', p.id, v.fact_sheet #>> '{title,en}', p.status) as text
             from practices.practice p join practices.practice_version v on v.practice_id = p.id
            where v.fact_sheet #>> '{title,en}' like 'Client %'`,
        ),
        [...ledger.practices].map(([id, { title, status }]) => `${id} | ${title} | ${status}`),
      ),
      ...between(
        await stored(
          `select concat_ws(' | ', id, name) as text from network.membership_application where name like 'Client %'`,
        ),
        [...ledger.applications].map(([id, name]) => `${id} | ${name}`),
      ),
      ...between(
        await stored('select id::text as text from notifications.subscription'),
        [...ledger.subscriptions].filter(([, state]) => state === 'made').map(([id]) => id),
      ),
    ];
  } finally {
    await database.end();
  }
}

function between(stored: readonly string[], told: readonly string[]): string[] {
  const count = (list: readonly string[], text: string) => list.filter((other) => other === text).length;
  return [...new Set([...stored, ...told])]
    .map((text) => `${text}: ${count(stored, text)} times stored, ${count(told, text)} times told`)
    .filter((line) => !line.endsWith(': 1 times stored, 1 times told'));
}

const applicationOf = (name: string) => ({
  name,
  kind: 'municipality',
  country: 'FI',
  contact: { name: 'Office', email: `office@${name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')}.example` },
  consent: true,
});
