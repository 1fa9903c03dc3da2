import type { FastifyReply } from 'fastify';
import { isRead, type EdgeRequest } from '../credential/edge-request.js';

/** What pages of other origins may read of an answer besides its body and the headers that are always readable. */
const exposed = 'ETag, Link, Location, Retry-After, Content-Disposition';

/** Headers that such a page may send: conditions, and nothing that contains a credential. */
const conditions =
  'If-None-Match, If-Match, If-Modified-Since, If-Unmodified-Since, If-Range, Last-Event-ID, Traceparent';

/**
 * Whether this is a preflight: before a browser sends unusual headers for a page of another origin, it asks without a
 * credential.
 */
export const isReadingAsked = ({ method, headers }: EdgeRequest): boolean =>
  method === 'OPTIONS' && headers.origin !== undefined && isRead(headers['access-control-request-method'] ?? '');

export const readingAllowed = {
  'access-control-allow-origin': '*',
  'access-control-allow-methods': 'GET, HEAD',
  'access-control-allow-headers': conditions,
  'access-control-max-age': '7200',
};

/**
 * Opens to pages of any origin what is public: the answers to a GET without a credential, and what is the same for
 * everyone. No answer names an origin or allows credentials, so no session is of use to another page.
 */
export function openToPages(request: EdgeRequest, reply: FastifyReply): void {
  const cached = String(reply.getHeader('cache-control'));
  const isSame = /\bpublic\b/.test(cached) || (request.caller === undefined && !/\bno-store\b/.test(cached));
  if (!isRead(request.method) || reply.statusCode === 401 || !isSame) return;
  void reply.headers({ 'access-control-allow-origin': '*', 'access-control-expose-headers': exposed });
}
