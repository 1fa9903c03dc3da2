import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import replyFrom from '@fastify/reply-from';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Agent } from 'undici';
import type { Settings } from '#config';
import { asProblem, sendProblem } from '#http';
import { IDENTITY_HEADER } from '#identity';
import { Problem, ServiceAway } from '#problems';
import { upstreamApps, upstreamPaths, type UpstreamApp, type Upstreams } from '../upstreams.js';
import { bodyLimitOf, counted } from './body-limit.js';
import type { EdgeRequest } from './edge-request.js';

const methods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'];

/** Longest wait for an app to begin its answer, and between two pieces of it, in milliseconds. */
const ANSWER_WITHIN_MS = 30_000;
const CONNECT_WITHIN_MS = 3_000;

/** What an app is told of the caller's headers. All others stay here: what an app does not know it cannot trust by mistake. */
const forwarded = [
  'accept', 'accept-language', 'content-type', 'idempotency-key', 'if-match', 'if-none-match', 'traceparent', 'user-agent',
] as const; // prettier-ignore

/** Belong to one connection, not to the answer (RFC 9110, section 7.6.1). */
const hopByHop = [
  'connection', 'keep-alive', 'proxy-authenticate', 'proxy-connection', 'te', 'trailer', 'transfer-encoding', 'upgrade',
]; // prettier-ignore

/** Passes the requests of each app's part of the API on to it, streaming in both directions. */
export async function proxyToApps(fastify: FastifyInstance, upstreams: Upstreams, settings: Settings): Promise<void> {
  await fastify.register(async (scope) => {
    const agent = new Agent({
      headersTimeout: ANSWER_WITHIN_MS,
      bodyTimeout: ANSWER_WITHIN_MS,
      connectTimeout: CONNECT_WITHIN_MS,
      connections: 128,
    });
    scope.addHook('onClose', () => agent.destroy());
    await scope.register(replyFrom, { undici: agent, disableCache: true, disableRequestLogging: true });
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', (request: FastifyRequest, body: IncomingMessage, done) => {
      done(null, counted(body, bodyLimitOf(request, settings)));
    });
    scope.setErrorHandler((error, request, reply) => sendProblem(request, reply, asProblem(error)));
    for (const app of upstreamApps) {
      const handler = (request: FastifyRequest, reply: FastifyReply) => forward(request, reply, app, upstreams);
      for (const path of upstreamPaths[app]) {
        scope.route({ method: methods, url: path, exposeHeadRoute: false, handler });
        scope.route({ method: methods, url: `${path}/*`, exposeHeadRoute: false, handler });
      }
    }
  });
}

async function forward(
  request: EdgeRequest,
  reply: FastifyReply,
  app: UpstreamApp,
  upstreams: Upstreams,
): Promise<FastifyReply> {
  const identity = await request.caller?.identity();
  return reply.from(undefined, {
    getUpstream: () => addressOf(app, upstreams),
    rewriteRequestHeaders: (_, headers) => requestHeaders(request, headers, identity),
    rewriteHeaders: (headers) =>
      Object.fromEntries(Object.entries(headers).filter(([name]) => !hopByHop.includes(name.toLowerCase()))),
    // A kept connection that the app has just closed says nothing about the app: reading is tried once more.
    retryDelay: ({ err, attempt }) =>
      attempt === 0 && ['GET', 'HEAD'].includes(request.method) && isClosedConnection(err) ? 1 : null,
    onResponse: (_, answer, response) =>
      passOn(request, answer as FastifyReply, app, response as unknown as UpstreamAnswer),
    onError: (answer, { error }) => sendProblem(request, answer as FastifyReply, failureOf(error, app)),
  });
}

const away = (app: UpstreamApp): ServiceAway => new ServiceAway(`The app ${app} does not answer.`);

function addressOf(app: UpstreamApp, upstreams: Upstreams): string {
  try {
    return upstreams.urlOf(app);
  } catch {
    throw away(app); // it does not listen yet
  }
}

function requestHeaders(
  request: FastifyRequest,
  headers: IncomingHttpHeaders,
  identity: string | undefined,
): IncomingHttpHeaders {
  const told: Record<string, string | string[] | undefined> = { host: headers.host, 'x-forwarded-for': request.ip };
  for (const name of forwarded) {
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
  readonly stream: NodeJS.ReadableStream;
}

/** A failure that is not told as a problem document is nothing a caller could read: the app is taken as away. */
function passOn(
  request: FastifyRequest,
  reply: FastifyReply,
  app: UpstreamApp,
  { statusCode, headers, stream }: UpstreamAnswer,
): void {
  const isProblem = String(headers['content-type']).startsWith('application/problem+json');
  if (statusCode < 500 || isProblem) {
    void reply.send(stream);
    return;
  }
  stream.resume();
  for (const name of Object.keys(headers)) reply.removeHeader(name);
  sendProblem(request, reply, away(app));
}

function failureOf(error: Error, app: UpstreamApp): Problem {
  return error.cause instanceof Problem ? error.cause : away(app);
}

const isClosedConnection = (error: unknown): boolean =>
  ['UND_ERR_SOCKET', 'ECONNRESET', 'EPIPE'].includes(String((error as { code?: unknown } | null)?.code));
