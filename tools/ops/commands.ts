import { parseArgs } from 'node:util';
import { GatewayClient, NotFound } from './gateway-client.js';
import { table } from './table.js';

/** As `GET /v1/operations/dead-letters` tells it. */
interface DeadLetter {
  readonly id: string;
  readonly group: string;
  readonly state: string;
  readonly type: string | null;
  readonly subject: string | null;
  readonly sequence: string | null;
  readonly reason: string;
  readonly detail: string;
  readonly attempts: number;
  readonly nextAttemptAt: string | null;
  readonly createdAt: string;
}

/** As `GET /v1/operations/jobs` tells it. */
interface FailedJob {
  readonly id: string;
  readonly kind: string;
  readonly attempts: number;
  readonly error: string;
  readonly failedAt: string;
}

interface Page<T> {
  readonly items: readonly T[];
  readonly next: string | null;
  readonly unavailable: readonly string[];
}

interface Outboxes {
  readonly items: readonly {
    readonly app: string;
    readonly depth: number;
    readonly oldestAgeSeconds: number;
    readonly leases: readonly { readonly owner: string }[];
  }[];
  readonly unavailable: readonly string[];
}

interface Outcome {
  readonly outcome: string;
  readonly detail?: string;
}

export const usage = `Usage: npm run ops -- <command>
  dead-letters [--state dead|parked] [--group <group>] [--limit <n>]   events that could not be applied, the oldest first
  jobs [--kind <kind>] [--limit <n>]                                   jobs that have failed and are no longer tried
  redrive <id>                                                         try one of either list at once
  discard <id> --reason <text>                                         give one up; its stream goes on past it
  outbox                                                               events that are committed but not yet sent
  bounce < <file>                                                      take a report about a mail that came back
  unsuppress <address>                                                 send mails again to an address that had refused one
The running system is found at LRA_URL, else at PORT (8080) of this machine; LRA_ADMIN_CLIENT_ID and
LRA_ADMIN_CLIENT_SECRET are those it was started with.
Exit code: 0 done, 1 not done (the reason is told), 2 the command is not understood.`;

/** The command line is invalid; the message comes with the usage. */
export class NotUnderstood extends Error {
  override readonly name = 'NotUnderstood';
}

/** The system carried out the command only in part or not at all, and says why. */
export class NotDone extends Error {
  override readonly name = 'NotDone';
}

export interface Surroundings {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly print: (text: string) => void;
  /** What is piped into the command. */
  readonly piped?: () => Promise<Uint8Array<ArrayBuffer>>;
}

/** Rows shown unless `--limit` says otherwise. */
const SHOWN = 100;
const PAGE = 100;

/** Runs the command line. @throws {NotUnderstood}, {NotDone}, or the error that prevented the request */
export async function run(argv: readonly string[], { env, print, piped }: Surroundings): Promise<void> {
  const { command, target, state, group, kind, limit, reason } = read(argv);
  const client = new GatewayClient(env);
  switch (command) {
    case 'dead-letters':
      return deadLetters(client, { state, group }, limit, print);
    case 'jobs':
      return jobs(client, { kind }, limit, print);
    case 'redrive':
      return redrive(client, target, print);
    case 'discard':
      return discard(client, target, reason, print);
    case 'outbox':
      return outbox(client, print);
    case 'bounce':
      return bounce(client, piped, print);
    case 'unsuppress':
      return unsuppress(client, target, print);
    default:
      throw new NotUnderstood(command === undefined ? 'Which command?' : `There is no command ${command}.`);
  }
}

function read(argv: readonly string[]) {
  const options = { state: { type: 'string' }, group: { type: 'string' }, kind: { type: 'string' }, limit: { type: 'string' }, reason: { type: 'string' } } as const; // prettier-ignore
  let parsed;
  try {
    parsed = parseArgs({ args: [...argv], options, allowPositionals: true, strict: true });
  } catch (error) {
    throw new NotUnderstood((error as Error).message);
  }
  const [command, target, ...rest] = parsed.positionals;
  if (rest.length > 0) throw new NotUnderstood(`What is ${rest.join(' ')}?`);
  const { limit = String(SHOWN), ...given } = parsed.values;
  if (!/^[1-9]\d{0,5}$/.test(limit)) throw new NotUnderstood('--limit must be a number from 1.');
  return { command, target: target ?? '', limit: Number(limit), state: given.state, group: given.group, kind: given.kind, reason: given.reason }; // prettier-ignore
}

async function deadLetters(
  client: GatewayClient,
  filter: Record<string, string | undefined>,
  limit: number,
  print: (text: string) => void,
): Promise<void> {
  const header = ['id', 'state', 'group', 'event', 'stream', 'attempts', 'next attempt', 'since', 'reason'];
  await list<DeadLetter>(client, 'dead-letters', filter, limit, print, header, (item) => [
    item.id, item.state, item.group, item.type ?? '?', `${item.subject ?? '?'}#${item.sequence ?? '?'}`,
    String(item.attempts), item.nextAttemptAt ?? '-', item.createdAt.slice(0, 19), `${item.reason}: ${item.detail}`,
  ]); // prettier-ignore
}

async function jobs(
  client: GatewayClient,
  filter: Record<string, string | undefined>,
  limit: number,
  print: (text: string) => void,
): Promise<void> {
  const header = ['id', 'kind', 'attempts', 'failed', 'reason'];
  await list<FailedJob>(client, 'jobs', filter, limit, print, header, (item) => [
    item.id, item.kind, String(item.attempts), item.failedAt.slice(0, 19), item.error,
  ]); // prettier-ignore
}

/** Shows a list, read page by page. */
async function list<T>(
  client: GatewayClient,
  name: 'dead-letters' | 'jobs',
  filter: Record<string, string | undefined>,
  limit: number,
  print: (text: string) => void,
  header: readonly string[],
  rowOf: (item: T) => string[],
): Promise<void> {
  const items: T[] = [];
  let page: Page<T> | undefined;
  do {
    const size = String(Math.min(PAGE, limit - items.length));
    page = await client.get<Page<T>>(`/v1/operations/${name}`, {
      ...filter,
      limit: size,
      cursor: page?.next ?? undefined,
    });
    items.push(...page.items);
  } while (page.next !== null && items.length < limit);
  print(items.length === 0 ? 'Nothing waits.' : table([...header], items.map(rowOf)));
  if (page.next !== null) print(`There are more; --limit ${limit * 2} shows them.`);
  refuseGaps(page.unavailable);
}

async function redrive(client: GatewayClient, id: string, print: (text: string) => void): Promise<void> {
  const { outcome, detail } = await inEitherList((list) => client.post<Outcome>(addressOf(list, id, 'redrive')));
  const sentence = `${id}: ${outcome}${detail === undefined ? '' : ` (${detail})`}`;
  if (outcome === 'failed' || outcome === 'waiting') throw new NotDone(sentence);
  print(sentence);
}

async function discard(
  client: GatewayClient,
  id: string,
  reason: string | undefined,
  print: (text: string) => void,
): Promise<void> {
  if (!reason?.trim()) throw new NotUnderstood('Why? discard <id> --reason <text>');
  const { outcome } = await inEitherList((list) => client.post<Outcome>(addressOf(list, id, 'discard'), { reason }));
  print(`${id}: ${outcome}`);
}

async function outbox(client: GatewayClient, print: (text: string) => void): Promise<void> {
  const { items, unavailable } = await client.get<Outboxes>('/v1/operations/outbox', {});
  const header = ['app', 'waiting', 'oldest (s)', 'shards held', 'relays'];
  const rows = items.map(({ app, depth, oldestAgeSeconds, leases }) => [
    app, String(depth), oldestAgeSeconds.toFixed(1), String(leases.length),
    String(new Set(leases.map(({ owner }) => owner)).size),
  ]); // prettier-ignore
  print(table(header, rows));
  refuseGaps(unavailable);
}

async function bounce(
  client: GatewayClient,
  piped: Surroundings['piped'],
  print: (text: string) => void,
): Promise<void> {
  const report = await piped?.();
  if (!report?.length) throw new NotUnderstood('Which report? bounce < message.eml');
  print((await client.send<Outcome>('/v1/operations/bounces', report, 'message/rfc822')).outcome);
}

async function unsuppress(client: GatewayClient, address: string, print: (text: string) => void): Promise<void> {
  if (address === '') throw new NotUnderstood('Which address? unsuppress <address>');
  print((await client.delete<Outcome>('/v1/operations/suppressed-addresses', { address })).outcome);
}

function addressOf(list: string, id: string, command: string): string {
  if (id === '') throw new NotUnderstood(`Which one? ${command} <id>, an id of the list of dead-letters or of jobs.`);
  return `/v1/operations/${list}/${encodeURIComponent(id)}/${command}`;
}

/** An id identifies its app, but not which of the app's lists it is in. */
async function inEitherList<T>(act: (list: 'dead-letters' | 'jobs') => Promise<T>): Promise<T> {
  try {
    return await act('dead-letters');
  } catch (error) {
    if (!(error instanceof NotFound)) throw error;
    return act('jobs');
  }
}

/** A script must not mistake an incomplete list for a complete one. */
function refuseGaps(unavailable: readonly string[]): void {
  if (unavailable.length > 0) throw new NotDone(`These did not answer: ${unavailable.join(', ')}.`);
}
