import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { Pool } from 'undici';
import { apps } from '#config';
import { emptyDatabase, eventually, Opened } from '#testing';
import { Chance } from '../faults/random.js';
import { System, textOf } from '../system.js';
import { isJson, mediaTypeOf, type Answer, type ApiDocument, type Operation } from './api-document.js';
import { mayCall, requestsTo, type Caller, type Callers } from './callers.js';
import type { KnownThings } from './known-things.js';
import type { MadeRequest, RequestMaker } from './request-maker.js';

/** Total number of requests; a setting can raise it. */
const REQUESTS = Number(process.env['LRA_REQUESTS'] ?? 20_000);
/** How many of them are changes by callers without permission. */
const FORBIDDEN = Math.floor(REQUESTS / 10);
const AT_ONCE = 16;
const ANSWER_WITHIN_MS = 15_000;
/** Searches for a person and erasures go through every table of every app, while all others write. */
const GONE_THROUGH_WITHIN_MS = 120_000;
/** Number of distinct kinds of findings at which the run stops. */
const ENOUGH = 40;

/** What a rejected request may still change: the edge's counters, and the apps' own work. */
const notOfCallers = /\.(?:token|attempt|relay_lease|relay_member|job|job_schedule|consumer_stream|inbox|outbox)$/;

/** Columns that the app changes later: challenges go to unreachable hosts until the retries end. */
const ofTheWorker: Readonly<Record<string, readonly string[]>> = {
  'notifications.subscription': ['state', 'last_error'],
};

describe(`${REQUESTS} requests generated from the document of the API`, () => {
  const opened = new Opened();
  const chance = Chance.fromEnvironment();
  /** An example of each kind of finding. */
  const findings = new Map<string, string>();
  const reached = new Map<string, Set<number>>();
  let system: System;
  let pool: Pool;
  let server: Awaited<ReturnType<typeof emptyDatabase>>;
  let database: pg.Client;
  let api: ApiDocument;
  let callers: Callers;
  let maker: RequestMaker;
  let things: KnownThings;
  let made = 0;

  beforeAll(async () => {
    server = await opened.add(emptyDatabase(), (one) => one.drop());
    system = await opened.add(
      System.start({
        DATABASE_URL: server.url,
        LRA_WEBHOOK_ALLOW: '127.0.0.1:1',
        LRA_RETRY_SCHEDULE: '1h',
      }),
      (one) => one.destroy(),
    );
    pool = await opened.add(new Pool(system.url, { connections: AT_ONCE }), (one) => one.close());
    database = await opened.add(new pg.Client({ connectionString: server.url }), (one) => one.end());
    await database.connect();
    ({ api, callers, things, maker } = await requestsTo(system));
  }, 120_000);
  afterAll(() => opened.close(), 60_000);

  it('are answered as documented, without a failure of the system, and change only what the caller may change', async () => {
    const started = performance.now();
    await each(REQUESTS - FORBIDDEN, (own) => {
      const operation = own.pick(api.operations);
      return [operation, own.pick(callers.all)];
    });
    tell('all roles, all operations', started);
    expect([...findings.values()]).toEqual([]);
    const silent = api.operations.filter((operation) => !reached.has(nameOf(operation)));
    expect(silent.map(nameOf)).toEqual([]);
    const done = api.operations.filter((operation) =>
      [...reached.get(nameOf(operation))!].some((status) => status < 400),
    );
    console.log(
      api.operations
        .filter((o) => !done.includes(o))
        .map((o) => nameOf(o) + ' ' + [...reached.get(nameOf(o))!].join())
        .join('\n'),
    );
    // Otherwise most of it would only have tested refusals.
    expect(done.length / api.operations.length).toBeGreaterThan(0.7);
  }, 600_000);

  it('leave no trace when they are changes by those who may not make them', async () => {
    const forbidden = api.operations
      .filter(({ method }) => method !== 'get')
      .flatMap((operation) =>
        callers.all
          .filter((caller) => mayCall(caller, operation) === 'never')
          .map((caller): [Operation, Caller] => [operation, caller]),
      );
    const before = await settled();
    const jobsBefore = await jobs();
    const started = performance.now();
    await each(FORBIDDEN, (own) => own.pick(forbidden));
    tell('changes that are not allowed', started);
    expect([...findings.values()]).toEqual([]);
    expect(await settled()).toEqual(before);
    // Earlier jobs may have finished since; there must be no new ones.
    expect((await jobs()).filter((job) => !jobsBefore.includes(job))).toEqual([]);
  }, 600_000);

  const nameOf = ({ method, path }: Operation): string => `${method.toUpperCase()} ${path}`;

  function tell(what: string, started: number): void {
    const seconds = (performance.now() - started) / 1_000;
    console.log(`${what}: ${made} requests so far, ${(made / seconds).toFixed(0)}/s, seed ${chance.seed}`);
  }

  /** Sends several requests at once. Each has a random generator of its own, so that it can be repeated. */
  async function each(count: number, choose: (own: Chance) => [Operation, Caller]): Promise<void> {
    const last = made + count;
    findings.clear();
    const work = async () => {
      while (made < last && findings.size < ENOUGH) {
        made += 1;
        const own = new Chance(chance.seed + made * 7_919);
        const [operation, caller] = choose(own);
        await judge(operation, caller, maker.make(operation, caller, own));
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, work));
  }

  async function judge(operation: Operation, caller: Caller, request: MadeRequest): Promise<void> {
    const answer = await send(request);
    const faults = typeof answer === 'string' ? [answer] : faultsOf(operation, caller, request, answer);
    for (const fault of faults) found(fault, operation, caller, request, answer);
    if (typeof answer === 'string') return;
    const seen = reached.get(nameOf(operation)) ?? new Set<number>();
    reached.set(nameOf(operation), seen.add(answer.status));
    things.learn(operation, request.values, answer, caller.memberId);
  }

  function found(
    fault: string,
    operation: Operation,
    caller: Caller,
    request: MadeRequest,
    answer: Answer | string,
  ): void {
    const kind = `${nameOf(operation)}: ${fault}`;
    const { authorization, ...headers } = request.headers;
    const asked = JSON.stringify({ ...request, headers, by: authorization && caller.name }).slice(0, 1_500);
    const told = typeof answer === 'string' ? '' : `${answer.status} ${answer.text.slice(0, 400)}`;
    if (!findings.has(kind)) findings.set(kind, `${kind}\n${asked}\n${told}`);
  }

  function faultsOf(operation: Operation, caller: Caller, request: MadeRequest, answer: Answer): string[] {
    if (answer.status >= 500) return ['a failure of the system'];
    // An invalid address may match no operation.
    const documented = api.faultsOf(operation, answer);
    const isStray = !request.isAddressed && documented.length > 0 && api.strayFaultsOf(answer).length === 0;
    return [...(isStray ? [] : documented), ...writesOf(operation, caller, request, answer)];
  }

  function writesOf(operation: Operation, caller: Caller, { ownerId }: MadeRequest, { status }: Answer): string[] {
    if (operation.method === 'get' || status >= 300) return [];
    const may = mayCall(caller, operation);
    if (may === 'never') return ['a change by who may not make it'];
    if (!ownerId || caller.memberId === undefined) return [];
    const isOwn = ownerId === caller.memberId;
    if (may === 'own' && !isOwn) return ['a change of what belongs to another member'];
    return may === 'foreign' && isOwn ? ['a change of what belongs to the own member'] : [];
  }

  /** The response, or the reason why there is none. */
  async function send({ method, path, headers, body }: MadeRequest): Promise<Answer | string> {
    const within = path.startsWith('/v1/data-subjects/') ? GONE_THROUGH_WITHIN_MS : ANSWER_WITHIN_MS;
    try {
      const response = await pool.request({
        method: method, path, headers, body: body ?? null, headersTimeout: within, bodyTimeout: within,
      }); // prettier-ignore
      const text = await textOf(response);
      return {
        status: response.statusCode,
        headers: response.headers,
        text,
        ...(text !== '' && isJson(mediaTypeOf(response)) ? { body: JSON.parse(text) } : {}),
      };
    } catch (error) {
      return `no answer: ${String(error)}`;
    }
  }

  /** A digest of every table of every app, once all background work has finished. */
  async function settled(): Promise<Record<string, string>> {
    let last = '';
    return eventually(async () => {
      const now = await digests();
      const isSame = JSON.stringify(now) === last;
      last = JSON.stringify(now);
      return isSame && (await isIdle()) && now;
    }, 60_000);
  }

  /** Whether no app has work that it could do now: a busy machine may not have begun it yet. */
  async function isIdle(): Promise<boolean> {
    const open = apps.flatMap((app) => [
      `select from ${app}.outbox where published_at is null`,
      `select from ${app}.job where state in ('ready', 'running', 'behind')`,
    ]);
    return (await database.query(`select where exists (${open.join(' union all ')})`)).rowCount === 0;
  }

  /** Work that waits in any app, except what recurs by the calendar. */
  async function jobs(): Promise<string[]> {
    const found: string[] = [];
    for (const app of apps) {
      const { rows } = await database.query<{ job: string }>(
        `select kind || ' ' || id as job from ${app}.job where kind not in (select kind from ${app}.job_schedule)`,
      );
      found.push(...rows.map(({ job }) => job));
    }
    return found;
  }

  async function digests(): Promise<Record<string, string>> {
    const { rows: tables } = await database.query<{ name: string }>(
      `select format('%I.%I', table_schema, table_name) as name from information_schema.tables
        where table_schema = any($1) and table_type = 'BASE TABLE' order by 1`,
      [apps],
    );
    const found: Record<string, string> = {};
    for (const { name } of tables.filter((table) => !notOfCallers.test(table.name))) {
      const { rows } = await database.query<{ text: string }>(
        `select (to_jsonb(t) - $1::text[])::text as text from ${name} t order by 1`,
        [ofTheWorker[name] ?? []],
      );
      const hash = createHash('sha256');
      for (const { text } of rows) hash.update(text);
      found[name] = `${rows.length} rows, ${hash.digest('hex')}`;
    }
    return found;
  }
});
