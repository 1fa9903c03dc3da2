import { Logger } from '@nestjs/common';
import { networkClient, type NetworkClient, type Problem } from '#client';
import { currentTraceparent } from '#observability';

/** The API said no; the page that tells of it is made from the problem document. */
export class Failure extends Error {
  constructor(
    readonly problem: Problem & { readonly reason?: string },
    readonly retryAfter: string | null,
  ) {
    super(problem.detail);
  }
}

/** A client of the API that asks on behalf of a visitor, in the visitor's language. */
export function apiFor(gatewayUrl: string, lang: string, identity: string | undefined): NetworkClient {
  const client = networkClient(gatewayUrl);
  client.use({
    onRequest({ request }) {
      request.headers.set('accept-language', `${lang}, en;q=0.5`);
      request.headers.set('accept', 'application/json');
      if (identity !== undefined) request.headers.set('authorization', `Bearer ${identity}`);
      const traceparent = currentTraceparent();
      if (traceparent !== undefined) request.headers.set('traceparent', traceparent);
      return request;
    },
  });
  return client;
}

const logger = new Logger('Api');

const away: Problem = {
  type: 'about:blank', title: '', status: 503, detail: '', code: 'service.away', traceId: '',
}; // prettier-ignore

interface Answered<T> {
  readonly data?: T | undefined;
  readonly error?: unknown;
  readonly response: Response;
}

/**
 * What the API answers. A call that can answer in CSV too is asked for JSON.
 *
 * @throws {Failure} which becomes a page
 */
export async function read<T>(call: Promise<Answered<T>>): Promise<Exclude<T, string>> {
  return (await readTagged(call)).data;
}

/**
 * What the API answers; undefined where it says that there is nothing, or that the app that knows is away. For what a
 * page shows beside its main thing, and is whole without.
 *
 * @throws {Failure} for any other failure
 */
export async function readIfThere<T>(call: Promise<Answered<T>>): Promise<Exclude<T, string> | undefined> {
  return read(call).catch((error: unknown) => {
    if (error instanceof Failure && absent.includes(error.problem.status)) return undefined;
    throw error;
  });
}

/** Nothing (yet, any more), or an app that is away. */
const absent: readonly number[] = [404, 410, 503];

/** What the API answers, with its ETag. @throws {Failure} which becomes a page */
export async function readTagged<T>(
  call: Promise<Answered<T>>,
): Promise<{ readonly data: Exclude<T, string>; readonly tag: string }> {
  const { data, error, response } = await call.catch((cause: unknown) => {
    logger.warn('The gateway does not answer.', cause);
    throw new Failure(away, null);
  });
  if (response.ok) return { data: data as Exclude<T, string>, tag: response.headers.get('etag') ?? '' };
  throw new Failure(problemOf(error, response), response.headers.get('retry-after'));
}

function problemOf(error: unknown, { status, statusText }: Response): Problem {
  const isProblem = typeof error === 'object' && error !== null && 'code' in error;
  if (isProblem) return error as Problem;
  return { type: 'about:blank', title: statusText, status, detail: statusText, code: 'unknown', traceId: '' };
}
