import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { PassThrough, pipeline, Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import replyFrom from '@fastify/reply-from';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Agent, type Dispatcher } from 'undici';
import type { UpstreamApp } from '#app';
import type { Program, Settings } from '#config';
import { asProblem, sendProblem } from '#http';
import { IDENTITY_HEADER } from '#identity';
import { Problem, ServiceAway } from '#problems';
import { upstreamApps, type Upstreams } from '../upstream/upstreams.js';
import type { EdgeRequest } from '../credential/edge-request.js';
import { pageMethods, pageRoutes } from './pages.js';
import { bodyLimitOf, isLarge, passing } from './reception.js';

const methods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'];

/** Longest wait for an app to begin its answer, and between two pieces of it, in milliseconds. */
const ANSWER_WITHIN_MS = 30_000;
const CONNECT_WITHIN_MS = 3_000;

/** Connections to one app: for short requests, and for requests that last as long as their sender likes. */
const QUICK_CONNECTIONS = 128;
const UPLOAD_CONNECTIONS = 64;

/** How much of an answer is read from its app at once, in bytes: a slow reader then holds no connection to the app. */
const ANSWER_HELD = 1_000_000;

/** The caller's headers that an app receives. All others stay here: an app cannot trust by mistake what it never sees. */
const forwarded = [
  'accept', 'accept-language', 'content-type', 'idempotency-key', 'if-match', 'if-none-match', 'traceparent', 'user-agent',
] as const; // prettier-ignore

/** These belong to one connection, not to the answer (RFC 9110, section 7.6.1). */
const hopByHop = [
  'connection', 'keep-alive', 'proxy-authenticate', 'proxy-connection', 'te', 'trailer', 'transfer-encoding', 'upgrade',
]; // prettier-ignore

/** Where requests are passed on to, and how. */
export interface Target {
  /** @throws while it does not listen */
  readonly urlOf: () => string;
  /** Who calls, signed. */
  readonly identityOf: (request: EdgeRequest) => Promise<string | undefined> | undefined;
  /** What it receives of the caller's headers, besides the usual ones. */
  readonly headers: readonly string[];
  /** The media type in which it tells its own failures; any other is unreadable for the caller, and counts as being away. */
  readonly failures: string;
  readonly sendFailure: (request: FastifyRequest, reply: FastifyReply, problem: Problem) => void;
}

const appBehind = (upstreams: Upstreams, app: UpstreamApp): Target => ({
  urlOf: () => upstreams.urlOf(app),
  identityOf: ({ caller }) => caller?.identity(),
  headers: [],
  failures: 'application/problem+json',
  sendFailure: sendProblem,
});

/** Passes requests on to the app that owns their part of the API, and to the pages, streaming in both directions. */
export async function proxyToApps(
  fastify: FastifyInstance,
  upstreams: Upstreams,
  pages: Target,
  settings: Settings,
): Promise<void> {
  await fastify.register(async (scope) => {
    const [quick, uploads] = [agentWith(QUICK_CONNECTIONS), agentWith(UPLOAD_CONNECTIONS)];
    scope.addHook('onClose', () => Promise.all([quick.destroy(), uploads.destroy()]));
    const request = ((options: Dispatcher.RequestOptions, done: never) =>
      (options.body instanceof Readable ? uploads : quick).request(options, done)) as Dispatcher['request'];
    await scope.register(replyFrom, { undici: { request }, disableCache: true, disableRequestLogging: true });
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', async (request: FastifyRequest, body: IncomingMessage) =>
      isLarge(request) ? passing(body, bodyLimitOf(request, settings)) : buffer(body),
    );
    scope.setErrorHandler((error, request, reply) => {
      // A failure after the caller has gone is reported to nobody, and is not ours.
      if (!reply.raw.destroyed) sendProblem(request, reply, asProblem(error));
    });
    for (const app of upstreamApps) {
      const target = appBehind(upstreams, app);
      const handler = (request: FastifyRequest, reply: FastifyReply) => forward(request, reply, app, target);
      for (const path of upstreams.paths[app]) {
        scope.route({ method: methods, url: path, exposeHeadRoute: false, handler });
        scope.route({ method: methods, url: `${path}/*`, exposeHeadRoute: false, handler });
      }
    }
    for (const url of pageRoutes) {
      const handler = (request: FastifyRequest, reply: FastifyReply) => forward(request, reply, 'web', pages);
      scope.route({ method: pageMethods, url, exposeHeadRoute: false, handler });
    }
  });
}

const agentWith = (connections: number): Agent =>
  new Agent({
    headersTimeout: ANSWER_WITHIN_MS,
    bodyTimeout: ANSWER_WITHIN_MS,
    connectTimeout: CONNECT_WITHIN_MS,
    connections,
  });

async function forward(
  request: EdgeRequest,
  reply: FastifyReply,
  program: Program,
  target: Target,
): Promise<FastifyReply> {
  const identity = await target.identityOf(request);
  const body = Buffer.isBuffer(request.body)
    ? { body: request.body, contentType: request.headers['content-type'] ?? 'application/octet-stream' }
    : {};
  return reply.from(undefined, {
    ...body,
    getUpstream: () => addressOf(program, target),
    rewriteRequestHeaders: (_, headers) => requestHeaders(request, headers, target.headers, identity),
    rewriteHeaders: (headers) =>
      Object.fromEntries(Object.entries(headers).filter(([name]) => !hopByHop.includes(name.toLowerCase()))),
    // A kept connection that the app has just closed says nothing about the app: a read is retried once.
    retryDelay: ({ err, attempt }) =>
      attempt === 0 && ['GET', 'HEAD'].includes(request.method) && isClosedConnection(err) ? 1 : null,
    onResponse: (_, answer, response) =>
      passOn(request, answer as FastifyReply, program, target, response as unknown as UpstreamAnswer),
    onError: (answer, { error }) => target.sendFailure(request, answer as FastifyReply, failureOf(error, program)),
  });
}

const away = (program: Program): ServiceAway => new ServiceAway(`The app ${program} does not respond.`);

function addressOf(program: Program, { urlOf }: Target): string {
  try {
    return urlOf();
  } catch {
    throw away(program); // it does not listen yet
  }
}

function requestHeaders(
  request: FastifyRequest,
  headers: IncomingHttpHeaders,
  more: readonly string[],
  identity: string | undefined,
): IncomingHttpHeaders {
  const told: Record<string, string | string[] | undefined> = { host: headers.host, 'x-forwarded-for': request.ip };
  for (const name of [...forwarded, ...more]) {
    told[name] = headers[name];
  }
  if (request.body !== undefined && headers['content-length'] !== undefined)
    told['content-length'] = headers['content-length'];
  if (identity !== undefined) told[IDENTITY_HEADER] = identity;
  return Object.fromEntries(Object.entries(told).filter(([, value]) => value !== undefined));
}

interface UpstreamAnswer {
  readonly statusCode: number;
  readonly headers: IncomingHttpHeaders;
  readonly stream: Dispatcher.ResponseData['body'];
}

function passOn(
  request: FastifyRequest,
  reply: FastifyReply,
  program: Program,
  { failures, sendFailure }: Target,
  { statusCode, headers, stream }: UpstreamAnswer,
): void {
  const fail = () => {
    for (const name of Object.keys(headers)) reply.removeHeader(name);
    sendFailure(request, reply, away(program));
  };
  if (statusCode >= 500 && !String(headers['content-type']).startsWith(failures)) {
    stream.resume();
    fail();
  } else if (request.method !== 'HEAD' && lengthOf(statusCode, headers) <= ANSWER_HELD) {
    // Whole or not at all, and without what a stream costs.
    stream.bytes().then(({ buffer, byteOffset, byteLength }) => {
      void reply.send(byteLength > 0 ? Buffer.from(buffer, byteOffset, byteLength) : undefined);
    }, fail);
  } else {
    // A failure on either side ends both; Fastify's own check of what it sends reports it.
    void reply.send(pipeline(stream, new PassThrough({ highWaterMark: ANSWER_HELD }), () => undefined));
  }
}

/** Of a body in bytes; not a number if nobody knows before its end. */
const lengthOf = (status: number, headers: IncomingHttpHeaders): number =>
  status === 304 ? 0 : Number(headers['content-length']);

function failureOf(error: Error, program: Program): Problem {
  return error.cause instanceof Problem ? error.cause : away(program);
}

const isClosedConnection = (error: unknown): boolean =>
  ['UND_ERR_SOCKET', 'ECONNRESET', 'EPIPE'].includes(String((error as { code?: unknown } | null)?.code));
