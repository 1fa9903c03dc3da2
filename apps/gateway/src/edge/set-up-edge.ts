import helmet from '@fastify/helmet';
import rateLimit from '@fastify/rate-limit';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance } from 'fastify';
import { sendProblem, type AppRuntime } from '#http';
import { AppObservability } from '#observability';
import { Credentials } from '../credential/credentials.js';
import { DEVELOPMENT_ISSUER } from '../session/development-issuer.js';
import { Issuer } from '../session/issuer.js';
import { SessionCookies } from '../session/session-cookies.js';
import { takeNdjson } from '../submission/http/ndjson-body.js';
import { Upstreams } from '../upstreams.js';
import { Admission } from './admission.js';
import { serveDocsPage } from './docs-page.js';
import { deliverEarlyAnswers } from './early-answer.js';
import type { EdgeRequest } from './edge-request.js';
import { Limits } from './limits.js';
import { answerProtocolErrors } from './protocol-errors.js';
import { proxyToApps } from './proxy.js';

/** Every answer is data for programs: it loads nothing and is framed nowhere. The documentation page has its own policy. */
const helmetOptions = {
  contentSecurityPolicy: {
    useDefaults: false,
    directives: { 'default-src': ["'none'"], 'frame-ancestors': ["'none'"] },
  },
};

/** Everything that stands before the routes: security headers, limits, credentials, the proxy. Called before the app starts. */
export async function setUpEdge(app: NestFastifyApplication, { settings }: AppRuntime): Promise<void> {
  const fastify: FastifyInstance = app.getHttpAdapter().getInstance();
  const upstreams = app.get(Upstreams);
  answerProtocolErrors(fastify.server, app.get(AppObservability));
  // Awaited, so that their hooks stand before those below.
  await fastify.register(helmet, helmetOptions);
  await fastify.register(rateLimit, Limits.pluginOptions);
  const limits = new Limits(fastify, settings);
  const isLocalOnly = app.get(Issuer).name === DEVELOPMENT_ISSUER;
  const admission = new Admission(app.get(Credentials), app.get(SessionCookies), limits, settings, isLocalOnly);

  fastify.addHook('onRequest', async (request, reply) => {
    const refusal = await admission.refusalOf(request);
    if (!refusal) return undefined;
    sendProblem(request, reply, refusal);
    return reply;
  });
  fastify.addHook('onSend', (request, reply, payload, done) => {
    // What one caller may see is kept for nobody else.
    if (!reply.hasHeader('cache-control')) {
      void reply.header('cache-control', (request as EdgeRequest).caller ? 'private, no-cache' : 'no-cache');
    }
    done(null, payload);
  });
  takeNdjson(fastify, settings);
  deliverEarlyAnswers(fastify, settings.bodyLimit);
  fastify.addHook('onResponse', (request, reply) => limits.onAnswered(request, reply));

  await proxyToApps(fastify, upstreams, settings);
  await serveDocsPage(fastify);
}
