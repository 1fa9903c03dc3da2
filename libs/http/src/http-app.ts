import { ConsoleLogger, Module, type DynamicModule, type LoggerService, type Type } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_INTERCEPTOR, APP_PIPE, DiscoveryModule, NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { IdentityGuard, IdentityVerifier } from '#identity';
import { AppObservability } from '#observability';
import { AnswerInterceptor } from './answer.js';
import { takeRawBodies } from './body.js';
import { isAmong } from './caller-address.js';
import { Connections } from './connections.js';
import { Ending } from './draining.js';
import { HealthController } from './health.controller.js';
import { IdempotencyCleaning, IdempotencyInterceptor } from './idempotency.js';
import { OwnInterceptor } from './own.interceptor.js';
import { ParametersInterceptor } from './parameters.interceptor.js';
import { asProblem, ProblemFilter, sendProblem } from './problem.filter.js';
import { ReadyAnswering } from './ready-answers.js';
import { pathAndQuery } from './request-target.js';
import { tellUnreadable, watchRequests } from './requests.js';
import { ValidationPipe } from './validation.js';

/** What the HTTP side of every app does, in the order of its checks: identity, parameters, idempotency, answer. */
@Module({})
export class HttpModule {
  static forApp(identity: IdentityVerifier): DynamicModule {
    return {
      module: HttpModule,
      global: true,
      imports: [DiscoveryModule],
      controllers: [HealthController],
      providers: [
        { provide: IdentityVerifier, useValue: identity },
        Connections,
        Ending,
        IdempotencyCleaning,
        ReadyAnswering,
        { provide: APP_GUARD, useClass: IdentityGuard },
        { provide: APP_PIPE, useClass: ValidationPipe },
        { provide: APP_FILTER, useClass: ProblemFilter },
        { provide: APP_INTERCEPTOR, useClass: AnswerInterceptor },
        { provide: APP_INTERCEPTOR, useClass: ParametersInterceptor },
        { provide: APP_INTERCEPTOR, useClass: IdempotencyInterceptor },
        { provide: APP_INTERCEPTOR, useClass: OwnInterceptor },
      ],
      exports: [IdentityVerifier, Ending],
    };
  }
}

/** Nest reports a failed start with a stack; whoever started the app reports it in one sentence. */
class AppLogger extends ConsoleLogger {
  override error(message: unknown, ...more: [stackOrContext?: string, context?: string]): void {
    if (more.at(-1) !== 'ExceptionHandler') super.error(message, ...more);
  }
}

/** How often Node looks for requests that take too long to arrive, in milliseconds. */
const TIMEOUTS_LOOK_MS = 2_000;

export interface HttpAppOptions {
  /** Largest body in bytes. */
  readonly bodyLimit: number;
  /** What Nest's `Logger` writes to; unset: warnings and errors to the console. */
  readonly logger?: LoggerService | undefined;
  /**
   * For the gateway: proxies whose `X-Forwarded-For` is trusted. Unset: only the gateway calls, and its header is
   * trusted.
   */
  readonly trustProxy?: readonly string[] | undefined;
}

/**
 * Makes an app of the network: Fastify with strict bodies, and problem documents for the framework's own errors too. It
 * does not listen yet.
 */
export async function createHttpApp(
  module: Type | DynamicModule,
  options: HttpAppOptions,
): Promise<NestFastifyApplication> {
  const adapter = new FastifyAdapter({
    bodyLimit: options.bodyLimit,
    skipMiddie: true, // no app has Nest's middleware, which would cost each request a twentieth
    trustProxy: options.trustProxy ? isAmong(options.trustProxy) : (_, hop) => hop === 0,
    routerOptions: { maxParamLength: 500 },
    forceCloseConnections: 'idle',
    rewriteUrl: pathAndQuery,
    http: { connectionsCheckingInterval: TIMEOUTS_LOOK_MS },
    frameworkErrors: (error: Error, request: FastifyRequest, reply: FastifyReply) => {
      sendProblem(request, reply, asProblem(error));
      tellUnreadable(app.get(AppObservability), request, reply);
    },
  });
  const app: NestFastifyApplication = await NestFactory.create<NestFastifyApplication>(module, adapter, {
    bodyParser: false,
    abortOnError: false,
    logger: options.logger ?? new AppLogger({ logLevels: ['error', 'warn'], colors: process.stdout.isTTY }),
  });
  const fastify = adapter.getInstance();
  takeRawBodies(fastify, options.bodyLimit);
  watchRequests(fastify, app.get(AppObservability));
  const connections = app.get(Connections);
  connections.watch(fastify.server);
  // Otherwise the shutdown would wait for connections that the proxy has opened and not used.
  fastify.addHook('preClose', (done) => {
    connections.closeIdle();
    done();
  });
  const ending = app.get(Ending);
  fastify.addHook('onSend', (_request, reply, payload, done) => {
    if (ending.hasBegun) void reply.header('connection', 'close');
    done(null, payload);
  });
  return app;
}
