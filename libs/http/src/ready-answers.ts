import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DiscoveryService, HttpAdapterHost } from '@nestjs/core';
import type { FastifyAdapter } from '@nestjs/platform-fastify';
import type { FastifyRequest } from 'fastify';
import { IDENTITY_HEADER } from '#identity';
import { sendAnswer, type Answer } from './answer.js';
import { strongTags } from './revision.js';

/** Answers that are stored as everyone gets them. */
export interface ReadyAnswers {
  /**
   * @param params parts of the path, as they were sent
   * @param known ETags that the reader has
   * @returns undefined where the route itself has to answer
   */
  readyAnswer(params: Readonly<Record<string, string>>, known: readonly string[]): Promise<Answer | undefined>;
}

/**
 * `@ReadyAt('/v1/things/:id')`: a provider that answers the plain GET of this route for everyone, before guards, pipes
 * and interceptors, which would have nothing to say about it but take three times as long as the answer. A request with
 * an identity or a query goes to the route itself, and so does what has no ready answer. The route must be
 * public and must answer the same.
 */
export const ReadyAt = DiscoveryService.createDecorator<string>();

const isPlain = ({ method, headers, query }: FastifyRequest): boolean =>
  method === 'GET' && headers[IDENTITY_HEADER] === undefined && Object.keys(query as object).length === 0;

/** Sends ready answers. */
@Injectable()
export class ReadyAnswering implements OnModuleInit {
  constructor(
    private readonly discovery: DiscoveryService,
    private readonly host: HttpAdapterHost<FastifyAdapter>,
  ) {}

  onModuleInit(): void {
    const providers = this.discovery.getProviders({ metadataKey: ReadyAt.KEY });
    if (providers.length === 0) return;
    const ready = new Map<string | undefined, ReadyAnswers>(
      providers.map((one) => [this.discovery.getMetadataByDecorator(ReadyAt, one), one.instance as ReadyAnswers]),
    );
    this.host.httpAdapter.getInstance().addHook('preHandler', async (request, reply) => {
      const answers = ready.get(request.routeOptions.url);
      if (!answers || !isPlain(request)) return undefined;
      const known = strongTags(request.headers['if-none-match'] ?? '');
      const answer = await answers.readyAnswer(request.params as Record<string, string>, known);
      return answer && reply.send(sendAnswer(request, reply, answer));
    });
  }
}
