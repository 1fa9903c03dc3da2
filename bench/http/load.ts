import { Pool, type Dispatcher } from 'undici';
import { percentile } from '../results-file.js';

/** Connections of the load, each with one request at a time. */
export const CONNECTIONS = 10;

/** One kind of request, ready to be repeated. */
export interface Call {
  readonly method: 'GET' | 'POST';
  /** Of the n-th request. */
  readonly path: (n: number) => string;
  readonly body?: (n: number) => string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent without a credential, as anyone may. */
  readonly isPublic?: true;
  readonly status: number;
}

/** A program under load. */
export interface Target {
  readonly url: string;
  /** Headers that identify the caller, valid for a minute. */
  readonly credential: () => Promise<Readonly<Record<string, string>>>;
}

/** The result of one period of load. */
export interface Measured {
  /** Responses a second. */
  readonly rate: number;
  /** From sending a request to the end of its response, in milliseconds. */
  readonly p50: number;
  readonly p99: number;
}

let sent = 0;

/**
 * Sends requests over `connections`, each as soon as the previous one is answered.
 *
 * @throws Error at the first unexpected response, because its time would mean nothing
 */
export async function load(target: Target, call: Call, seconds: number, connections = CONNECTIONS): Promise<Measured> {
  const pool = new Pool(target.url, { connections, pipelining: 1 });
  const headers = call.isPublic ? {} : await target.credential();
  const times: number[] = [];
  const begun = performance.now();
  const end = begun + seconds * 1000;
  const connection = async () => {
    while (performance.now() < end) {
      sent += 1;
      const before = performance.now();
      await send(pool, call, headers, sent);
      times.push(performance.now() - before);
    }
  };
  try {
    await Promise.all(Array.from({ length: connections }, connection));
  } finally {
    await pool.close();
  }
  const rate = times.length / ((performance.now() - begun) / 1000);
  return { rate, p50: percentile(times, 50), p99: percentile(times, 99) };
}

async function send(pool: Pool, call: Call, headers: Readonly<Record<string, string>>, n: number): Promise<void> {
  const body = call.body?.(n);
  const request: Dispatcher.RequestOptions = {
    method: call.method,
    path: call.path(n),
    headers: { ...headers, ...call.headers, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
    body: body ?? null,
  };
  const answer = await pool.request(request);
  if (answer.statusCode !== call.status) {
    throw new Error(`${call.method} ${request.path} answered ${answer.statusCode}: ${await answer.body.text()}`);
  }
  await answer.body.dump();
}
