import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { ApiHeader } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';

/** The `Accept-Language` of a request. */
export const Accepted = createParamDecorator(
  (_: unknown, context: ExecutionContext): string | undefined =>
    context.switchToHttp().getRequest<FastifyRequest>().headers['accept-language'],
);

/** Declares in the API's document that a route reads it. */
export const ReadInLanguages = (): MethodDecorator =>
  ApiHeader({
    name: 'Accept-Language',
    required: false,
    description: 'Languages to read in (RFC 9110); used only with `localised=true`.',
    schema: { type: 'string', example: 'de, fr;q=0.5' },
  });
