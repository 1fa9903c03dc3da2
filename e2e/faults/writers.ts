import { setTimeout as pause } from 'node:timers/promises';
import { completeSheet, type Client, type Reply } from '../system.js';

/** Pauses between attempts during an outage, in milliseconds. */
const AGAIN_MS = 250;
/** A call is aborted after this time; reading then shows its effect. */
const CALL_MS = 20_000;

export interface WriterOptions {
  readonly city: Client;
  readonly steering: Client;
  /** How many practices in total. */
  readonly practices: number;
  readonly writers: number;
  /** Period over which they are spread, in milliseconds. */
  readonly over: number;
  /** Prefix of their titles and keys; must differ between runs on the same system. */
  readonly name?: string;
}

/** Responses that no client may get, whatever breaks behind the gateway. */
export type Surprise = string;

/**
 * Changes practices through the public API as careful clients do: it repeats a POST under its Idempotency-Key, and
 * after a lost response it reads the state before the next step. It withdraws every fourth practice after its
 * publication.
 */
export async function writePractices({ city, steering, practices, writers, over, name = 'Practice' }: WriterOptions) {
  const written: string[] = [];
  const surprises: Surprise[] = [];
  const begin = performance.now();
  let next = 0;
  /** One writer met a problem that it cannot recover from: the others stop too. */
  let hasFailed = false;
  const patient = async (what: string, call: () => Promise<Reply>, wanted: readonly number[]): Promise<Reply> => {
    for (;;) {
      if (hasFailed) throw new Error(`${what}: another writer has given up`);
      const reply = await call().catch(() => undefined);
      if (reply && wanted.includes(reply.status)) return reply;
      if (reply && reply.status !== 503) throw new Error(`${what}: ${reply.status} ${JSON.stringify(reply.body)}`);
      await pause(AGAIN_MS);
    }
  };
  const write = async () => {
    while (next < practices) {
      const n = next;
      next += 1;
      const due = begin + (n / practices) * over - performance.now();
      if (due > 0) await pause(due);
      written.push(await writeOne(n));
    }
  };
  const writeOne = async (n: number): Promise<string> => {
    const signal = () => AbortSignal.timeout(CALL_MS);
    const headers = { 'idempotency-key': `${name}-${n}`.replaceAll(' ', '-') };
    const created = await patient(
      'create',
      () => city.send('POST', '/v1/practices', { body: completeSheet(`${name} ${n}`), headers, signal: signal() }),
      [201],
    );
    const path = `/v1/practices/${created.body.id}`;
    const last = n % 4 === 0 ? 'withdrawn' : 'published';
    let etag = created.etag;
    for (let status = 'draft'; status !== last;) {
      const [by, step, body] = steps[status]!;
      const reply = await (by === 'city' ? city : steering)
        .send('POST', `${path}/${step}`, { body, headers: { 'if-match': etag }, signal: signal() })
        .catch(() => undefined);
      if (reply?.status === 200) {
        status = reply.body.status;
        etag = reply.etag;
        continue;
      }
      if (reply && ![503, 412, 409, 410].includes(reply.status)) {
        surprises.push(`${step}: ${reply.status} ${JSON.stringify(reply.body)}`);
      }
      await pause(AGAIN_MS);
      const seen = await patient('read', () => steering.send('GET', path, { signal: signal() }), [200, 410]);
      if (seen.status === 410) return created.body.id as string;
      status = seen.body.status as string;
      etag = seen.etag;
    }
    return created.body.id as string;
  };
  const all = Array.from({ length: writers }, () =>
    write().catch((error: unknown) => {
      hasFailed = true;
      throw error;
    }),
  );
  await Promise.all(all);
  return { written, surprises };
}

/** For each state: who takes the next step, and which step. */
const steps: Readonly<Record<string, readonly ['city' | 'steering', string, object]>> = {
  draft: ['city', 'submission', {}],
  submitted: ['steering', 'publication', {}],
  published: ['city', 'withdrawal', { reason: 'Over.' }],
};
