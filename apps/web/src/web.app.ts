import fastifyStatic from '@fastify/static';
import type { DynamicModule } from '@nestjs/common';
import type { FastifyInstance } from 'fastify';
import { offersDemoPeople, type PagesDefinition, type PagesRuntime } from '#app';
import { createHttpApp } from '#http';
import { IDENTITY_HEADER, IdentityVerifier, pagesTrust } from '#identity';
import { AppObservability, Observability, within } from '#observability';
import { WebModule } from './app.module.js';
import { assetFolder } from './page/assets.js';
import { compressed } from './page/compressed.js';
import { Visit, type VisitedRequest } from './page/visit.js';

/** The pages: the registry for people, behind the gateway, which tells them who looks. They store nothing. */
export const webApp: PagesDefinition = {
  name: 'web',
  module: WebModule,
  create: (runtime) => within({ app: 'web' }, () => create(runtime)),
};

async function create(runtime: PagesRuntime) {
  const { settings, gatewayUrl, isEmbedded = false, observability = Observability.silent() } = runtime;
  const isTrial = offersDemoPeople(settings, isEmbedded);
  const app = await createHttpApp(withProcess(observability), {
    bodyLimit: settings.bodyLimit,
    logger: observability.logger,
  });
  const fastify: FastifyInstance = app.getHttpAdapter().getInstance();
  const verifier = new IdentityVerifier(gatewayUrl, pagesTrust);
  fastify.addHook('onRequest', async (request) => {
    const identity = request.headers[IDENTITY_HEADER];
    const told = typeof identity === 'string' ? identity : undefined;
    const visitor = told === undefined ? undefined : await verifier.verify(told).catch(() => undefined);
    const site = { gatewayUrl: gatewayUrl(), publicUrl: settings.publicUrl ?? gatewayUrl(), settings, isTrial };
    (request as VisitedRequest).visit = new Visit(site, request, visitor && told, visitor);
  });
  fastify.addHook('onSend', (request, reply, payload) => compressed(request, reply, payload));
  await fastify.register(fastifyStatic, {
    root: assetFolder,
    prefix: '/assets/',
    immutable: true,
    maxAge: '1y',
    preCompressed: true,
    index: false,
  });
  await app.init();
  return app;
}

const withProcess = (observability: Observability): DynamicModule => ({
  module: WebModule,
  providers: [{ provide: AppObservability, useValue: observability.of('web') }],
});
