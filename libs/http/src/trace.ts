import { randomBytes } from 'node:crypto';
import type { FastifyRequest } from 'fastify';

const TRACEPARENT = /^00-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}$/;

/** The W3C trace context of a request; made at its first use when the caller sent none. */
export function traceparentOf(request: FastifyRequest): string {
  const sent = request.headers['traceparent'];
  if (typeof sent === 'string' && TRACEPARENT.test(sent)) return sent;
  const made = `00-${randomBytes(16).toString('hex')}-${randomBytes(8).toString('hex')}-00`;
  request.headers['traceparent'] = made;
  return made;
}

export const traceIdOf = (request: FastifyRequest): string => TRACEPARENT.exec(traceparentOf(request))?.[1] ?? '';
