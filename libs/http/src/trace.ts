import type { FastifyRequest } from 'fastify';
import { newTraceparent, readTraceparent } from '#observability';

/** The W3C trace context of a request; made at its first use when the caller sent none that can be read. */
export function traceparentOf(request: FastifyRequest): string {
  const sent = request.headers['traceparent'];
  if (typeof sent === 'string' && readTraceparent(sent)) return sent;
  const made = newTraceparent();
  request.headers['traceparent'] = made;
  return made;
}

export const traceIdOf = (request: FastifyRequest): string => readTraceparent(traceparentOf(request))?.traceId ?? '';
