import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import {
  counter,
  histogram,
  within,
  type AppObservability,
  type OpenSpan,
  type Scope,
  type Severity,
} from '#observability';
import { traceparentOf } from './trace.js';

const BUCKETS = [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10];

const requestDuration = histogram(
  'lra_http_request_duration_seconds',
  'Time from the arrival of a request to the end of its response',
  BUCKETS,
  'method',
  'route',
  'status',
);
const abortedRequests = counter(
  'lra_http_aborted_requests_total',
  'Requests whose caller disconnected before the end of the response',
  'route',
);

const methods = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);
/** Supervisors call these every few seconds, so they are logged only on demand. */
const unremarkable = new Set(['/health/live', '/health/ready', '/.well-known/jwks.json']);

interface Watched {
  readonly scope: Scope;
  readonly span: OpenSpan;
}

/** Set by whatever sends a problem, so that the log can name it. */
const problemCodes = new WeakMap<FastifyReply, string>();
export const noteProblem = (reply: FastifyReply, code: string): void => void problemCodes.set(reply, code);

/**
 * Gives each request its trace, and reports the request once when its answer has ended: in the log, in the metrics and
 * as a span, by the pattern of its route. Must be the first hook.
 */
export function watchRequests(fastify: FastifyInstance, observability: AppObservability): void {
  const { app } = observability;
  const watched = new WeakMap<FastifyRequest, Watched>();
  fastify.addHook('onRequest', (request, reply, done) => {
    const span = observability.span('server', request.method, traceparentOf(request));
    // Everything that reads the header from here on continues this trace, the proxy too.
    request.headers['traceparent'] = span.traceparent;
    const scope = { app, traceparent: span.traceparent };
    watched.set(request, { scope, span });
    // Fastify does not report an answer that was cut short.
    reply.raw.once('close', () => {
      if (watched.delete(request)) within(scope, () => tellAborted(observability, request, span));
    });
    within(scope, done);
  });
  // A body is read in the context of the connection: what follows must enter the context of the request again.
  fastify.addHook('preValidation', (request, _reply, done) => {
    within(watched.get(request)?.scope ?? { app }, done);
  });
  fastify.addHook('onResponse', (request, reply, done) => {
    const of = watched.get(request);
    if (of && watched.delete(request)) within(of.scope, () => tell(observability, request, reply, of.span));
    done();
  });
}

/** Reports a request whose address Fastify could not read: no hook sees it. It has been answered already. */
export function tellUnreadable(observability: AppObservability, request: FastifyRequest, reply: FastifyReply): void {
  const span = observability.span('server', request.method, traceparentOf(request));
  within({ app: observability.app, traceparent: span.traceparent }, () => tell(observability, request, reply, span));
}

function tell(observability: AppObservability, request: FastifyRequest, reply: FastifyReply, span: OpenSpan): void {
  const method = methods.has(request.method) ? request.method : 'other';
  const route = routeOf(request);
  const status = reply.statusCode;
  const code = problemCodes.get(reply);
  observability.observe(requestDuration, { method, route, status }, reply.elapsedTime / 1_000);
  span.end(
    {
      'http.request.method': method,
      'http.route': route,
      'http.response.status_code': status,
      ...(status >= 500 ? { 'error.type': code ?? String(status) } : {}),
    },
    `${method} ${route}`,
  );
  const durationMs = Math.round(reply.elapsedTime * 10) / 10;
  observability.log?.write(severityOf(route, status), 'request', { method, route, status, durationMs, code });
}

/** The caller has gone, or was cut for being too slow: there is nothing to repair here. */
function tellAborted(observability: AppObservability, request: FastifyRequest, span: OpenSpan): void {
  const method = methods.has(request.method) ? request.method : 'other';
  const route = routeOf(request);
  observability.count(abortedRequests, { route });
  span.end({ 'http.request.method': method, 'http.route': route, 'error.type': 'aborted' }, `${method} ${route}`);
  observability.log?.write(severityOf(route, 0), 'request aborted', { method, route });
}

const severityOf = (route: string, status: number): Severity =>
  status >= 500 ? 'warn' : unremarkable.has(route) ? 'debug' : 'info';

/** `unknown` for an address that the app does not have. */
const routeOf = (request: FastifyRequest): string =>
  request.is404 ? 'unknown' : (request.routeOptions.url ?? 'unknown');
