import type { FastifyRequest } from 'fastify';
import { newTraceparent, readTraceparent } from '#observability';

/** The W3C trace context of a request; created at its first use unless the caller sent a valid one. */
export function traceparentOf(request: FastifyRequest): string {
  const sent = request.headers['traceparent'];
  if (typeof sent === 'string' && readTraceparent(sent)) return sent;
  const made = newTraceparent();
  request.headers['traceparent'] = made;
  return made;
}

export const traceIdOf = (request: FastifyRequest): string => readTraceparent(traceparentOf(request))?.traceId ?? '';
