import { setTimeout as pause } from 'node:timers/promises';

const url = process.env['LRA_URL'] ?? `http://127.0.0.1:${process.env['PORT'] ?? '8080'}`;
const PATH = '/v1/operations/rebuilds';

/** Interval between two requests for progress, in milliseconds. */
const ASK_EVERY_MS = 250;

/** As `GET /v1/operations/rebuilds/{id}` tells it. */
interface Job {
  readonly id: string;
  readonly group: string;
  readonly state: 'running' | 'done' | 'failed';
  readonly total: number | null;
  readonly processed: number;
  readonly applied: number;
  readonly discarded: number;
  readonly failed: number;
  readonly detail: string | null;
}

interface Reply {
  readonly status: number;
  readonly body: unknown;
}

interface ProblemBody {
  readonly code?: string;
  readonly detail?: string;
  readonly rebuild?: string;
  readonly errors?: readonly { readonly code: string; readonly detail: string }[];
}

/**
 * `npm run rebuild -- <group>`: refills the projection of a consumer group from the owners' snapshots, in a running
 * system at `LRA_URL`, with the operator's client.
 */
async function main(group: string | undefined): Promise<void> {
  const [clientId, clientSecret] = [process.env['LRA_ADMIN_CLIENT_ID'], process.env['LRA_ADMIN_CLIENT_SECRET']];
  if (!clientId || !clientSecret) {
    throw new Error('Set LRA_ADMIN_CLIENT_ID and LRA_ADMIN_CLIENT_SECRET to the values the system was started with.');
  }
  const token = await signIn(clientId, clientSecret);
  const call = (method: string, path: string, body?: object) => send(token, method, path, body);
  if (group === undefined) throw new Error(`Which group? npm run rebuild -- <group>. ${await knownGroups(call)}`);
  const ended = await follow(call, await start(call, group));
  const what = `${ended.processed} looked at, ${ended.applied} set to their present state${discardedIn(ended)}`;
  if (ended.state === 'failed')
    throw new Error(`${group} is not rebuilt (${what}, ${ended.failed} refused): ${ended.detail}`);
  console.log(`${group} is rebuilt: ${what}. It goes on from the stream of events.`);
}

type Call = (method: string, path: string, body?: object) => Promise<Reply>;

/** Id of the new job, or of one that is already running. */
async function start(call: Call, group: string): Promise<string> {
  const { status, body } = await call('POST', PATH, { group });
  if (status === 202) return (body as Job).id;
  const problem = body as ProblemBody;
  if (problem.code === 'rebuild.running' && problem.rebuild !== undefined) {
    console.log(`${group} is being rebuilt already; following that.`);
    return problem.rebuild;
  }
  const [place] = problem.errors ?? [];
  if (place?.code === 'unknown-group') throw new Error(`There is no group ${group}. ${await knownGroups(call)}`);
  throw new Error(place?.detail ?? sentenceOf({ status, body }));
}

async function knownGroups(call: Call): Promise<string> {
  const reply = await call('GET', PATH);
  if (reply.status !== 200) throw new Error(sentenceOf(reply));
  const { groups, unavailable } = reply.body as { groups: string[]; unavailable: string[] };
  const missing = unavailable.length > 0 ? ` (${unavailable.join(', ')} did not answer)` : '';
  return `Known groups: ${groups.join(', ')}${missing}.`;
}

async function follow(call: Call, id: string): Promise<Job> {
  for (let said = ''; ;) {
    const reply = await call('GET', `${PATH}/${id}`);
    // An app that restarts meanwhile continues the job.
    if (reply.status === 200) {
      const job = reply.body as Job;
      if (job.state !== 'running') return job;
      const progress = `${job.processed} of ${job.total ?? '?'}`;
      if (progress !== said) console.log(progress);
      said = progress;
    } else if (reply.status !== 503) throw new Error(sentenceOf(reply));
    await pause(ASK_EVERY_MS);
  }
}

const discardedIn = ({ discarded }: Job): string =>
  discarded > 0 ? `, ${discarded} waiting events replaced by it` : '';

async function signIn(clientId: string, clientSecret: string): Promise<string> {
  const credentials = `${encodeURIComponent(clientId)}:${encodeURIComponent(clientSecret)}`;
  const response = await fetch(`${url}/v1/oauth/token`, {
    method: 'POST',
    headers: { authorization: `Basic ${Buffer.from(credentials).toString('base64')}` },
    body: new URLSearchParams({ grant_type: 'client_credentials' }),
  });
  const reply = await read(response);
  if (reply.status !== 200) throw new Error(`No token: ${sentenceOf(reply)}`);
  return (reply.body as { access_token: string }).access_token;
}

async function send(token: string, method: string, path: string, body?: object): Promise<Reply> {
  const response = await fetch(url + path, {
    method,
    headers: { authorization: `Bearer ${token}`, ...(body ? { 'content-type': 'application/json' } : {}) },
    body: body ? JSON.stringify(body) : null,
  });
  return read(response);
}

async function read(response: Response): Promise<Reply> {
  const text = await response.text();
  const isJson = (response.headers.get('content-type') ?? '').includes('json');
  return { status: response.status, body: isJson ? (JSON.parse(text) as unknown) : text };
}

function sentenceOf({ status, body }: Reply): string {
  const { detail } = (typeof body === 'object' ? body : undefined) as ProblemBody;
  return `${url} answered ${status}: ${detail ?? String(body)}`;
}

main(process.argv[2]).catch((error: unknown) => {
  const cause = error instanceof Error ? (error.cause as { code?: string } | undefined) : undefined;
  if (cause?.code === 'ECONNREFUSED') console.error(`Nothing answers at ${url}: start the system first (see README).`);
  else console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
