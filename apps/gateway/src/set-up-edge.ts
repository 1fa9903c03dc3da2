import { CommandBus } from '@nestjs/cqrs';
import helmet from '@fastify/helmet';
import rateLimit from '@fastify/rate-limit';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance } from 'fastify';
import type { AppRuntime } from '#app';
import { asProblem, Connections, sendProblem } from '#http';
import { AppObservability } from '#observability';
import { Credentials } from './credential/credentials.js';
import { DEVELOPMENT_ISSUER } from './issuer/development-issuer.js';
import { Issuer } from './issuer/issuer.js';
import { InnerCallers } from './principal/inner-callers.js';
import { SessionCookies } from './session/session-cookies.js';
import { takeNdjson } from './submission/http/ndjson-body.js';
import { Upstreams } from './upstream/upstreams.js';
import { Admission } from './edge/admission.js';
import { isReadingAsked, openToPages, readingAllowed } from './edge/cross-origin.js';
import { serveDocsPage } from './edge/docs-page.js';
import { deliverEarlyAnswers } from './edge/early-answer.js';
import type { EdgeRequest } from './credential/edge-request.js';
import { Limits } from './edge/limits.js';
import { answerProtocolErrors } from './edge/protocol-errors.js';
import { isPage, pageInstead, pagesBehind, sendNoPage, signOutByForm } from './edge/pages.js';
import { Visits } from './page/visits.js';
import { proxyToApps } from './edge/proxy.js';
import { receiveBodies } from './edge/reception.js';

/** Every answer is data for programs: it loads nothing and cannot be framed. The documentation page has its own policy. */
const helmetOptions = {
  contentSecurityPolicy: {
    useDefaults: false,
    directives: { 'default-src': ["'none'"], 'frame-ancestors': ["'none'"] },
  },
};

/** A client that receives its answers more slowly than this is cut; checked once in this many milliseconds. */
const LEAST_PACE = { bytes: 40_000, ms: 10_000 };
const LOOK_MS = 2_000;

/**
 * Everything that comes before the routes: security headers, limits, credentials, the proxy. Called before the app
 * starts.
 */
export async function setUpEdge(app: NestFastifyApplication, { settings }: AppRuntime): Promise<void> {
  const fastify: FastifyInstance = app.getHttpAdapter().getInstance();
  const upstreams = app.get(Upstreams);
  const connections = app.get(Connections);
  const look = setInterval(() => connections.closeSlowReaders(LEAST_PACE), LOOK_MS).unref();
  fastify.addHook('preClose', (done) => {
    clearInterval(look);
    done();
  });
  answerProtocolErrors(fastify.server, app.get(AppObservability));
  // Awaited, so that their hooks run before those below.
  await fastify.register(helmet, helmetOptions);
  await fastify.register(rateLimit, Limits.pluginOptions);
  const limits = new Limits(fastify, settings);
  const isLocalOnly = app.get(Issuer).name === DEVELOPMENT_ISSUER;
  const admission = new Admission(
    app.get(Credentials),
    app.get(SessionCookies),
    limits,
    app.get(InnerCallers),
    app.get(Visits),
    settings,
    isLocalOnly,
  );

  fastify.addHook('onRequest', async (request, reply) => {
    const refusal = await admission.refusalOf(request);
    // Also when its caller has gone, or will go before the answer.
    const onAnswered = () => void limits.onAnswered(request, reply).catch(asProblem); // which logs it
    if (reply.raw.closed) onAnswered();
    else reply.raw.once('close', onAnswered);
    const page = pageInstead(request);
    if (refusal) (isPage(request) ? sendNoPage : sendProblem)(request, reply, refusal);
    else if (page !== undefined) void reply.status(303).headers({ location: page, vary: 'accept' }).send();
    else if (isReadingAsked(request)) void reply.status(204).headers(readingAllowed).send();
    else return undefined;
    return reply;
  });
  fastify.addHook('onSend', (request, reply, payload, done) => {
    // No cache may keep for others what one caller may see.
    if (!reply.hasHeader('cache-control')) {
      void reply.header('cache-control', (request as EdgeRequest).caller ? 'private, no-cache' : 'no-cache');
    }
    openToPages(request, reply);
    done(null, payload);
  });
  receiveBodies(fastify, settings);
  takeNdjson(fastify, settings);
  deliverEarlyAnswers(fastify, settings.bodyLimit);
  signOutByForm(fastify, app.get(SessionCookies), app.get(CommandBus));
  await proxyToApps(fastify, upstreams, pagesBehind(upstreams, app.get(Visits)), settings);
  await serveDocsPage(fastify);
}
