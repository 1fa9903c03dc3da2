import { setTimeout as pause } from 'node:timers/promises';
import { sheet } from './sheet.js';

const IMPORT_WITHIN_MS = 90_000;

/** A practice as the API returns it. */
export interface Answered {
  readonly id: string;
}

/** The network as a client with the steering role uses it. */
export class Network {
  private constructor(
    private readonly url: string,
    readonly token: string,
  ) {}

  /** Creates that client with the admin's credentials. */
  static async signIn(url: string, clientId: string, clientSecret: string): Promise<Network> {
    const admin = new Network(url, await tokenOf(url, clientId, clientSecret));
    const made = await admin.json<{ clientId: string; clientSecret: string }>('/v1/clients', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ name: 'bench', roles: ['steering'] }),
    });
    return new Network(url, await tokenOf(url, made.clientId, made.clientSecret));
  }

  async text(path: string, init: RequestInit = {}): Promise<string> {
    const headers = { ...(init.headers as Record<string, string> | undefined), authorization: `Bearer ${this.token}` };
    const answer = await fetch(this.url + path, { ...init, headers });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${text}`);
    return text;
  }

  /** The tag that everyone reads of a practice. */
  async tagOf({ id }: Answered): Promise<string> {
    const answer = await fetch(`${this.url}/v1/practices/${id}`);
    await answer.text();
    return answer.headers.get('etag') ?? '';
  }

  async json<T>(path: string, init?: RequestInit): Promise<T> {
    return JSON.parse(await this.text(path, init)) as T;
  }
}

async function tokenOf(url: string, id: string, secret: string): Promise<string> {
  const body = new URLSearchParams({ grant_type: 'client_credentials', client_id: id, client_secret: secret });
  const answer = await fetch(`${url}/v1/oauth/token`, { method: 'POST', body });
  const { access_token } = (await answer.json()) as { access_token?: string };
  if (access_token === undefined) throw new Error(`No token: ${answer.status}`);
  return access_token;
}

/** Imports this many published practices and returns all of them as the API returns them. */
export async function fillNetwork(network: Network, count: number): Promise<Answered[]> {
  const rows = Array.from({ length: count }, (_, n) => JSON.stringify({ externalId: String(n), ...sheet(n) }));
  const form = new FormData();
  form.append('as', 'published');
  form.append('file', new Blob([rows.join('\n')]), 'practices.ndjson');
  const job = await network.json<{ id: string }>('/v1/imports', { method: 'POST', body: form });
  const deadline = performance.now() + IMPORT_WITHIN_MS;
  for (;;) {
    const { state, counts } = await network.json<{ state: string; counts: { added: number } }>(`/v1/imports/${job.id}`);
    if (state === 'done' && counts.added === count) break;
    if (state === 'failed' || state === 'done' || performance.now() > deadline) {
      throw new Error(`The practices could not be imported: ${state}, ${counts.added} of ${count}.`);
    }
    await pause(200);
  }
  const practices: Answered[] = [];
  let path: string | undefined = '/v1/practices?limit=100';
  while (path !== undefined) {
    const page: { items: Answered[]; next: string | null } = await network.json(path);
    practices.push(...page.items);
    path = page.next === null ? undefined : `/v1/practices?limit=100&cursor=${page.next}`;
  }
  return practices;
}
