import type { FastifyReply } from 'fastify';
import { isRead, type EdgeRequest } from '../credential/edge-request.js';

/** What pages of other origins may read of an answer besides its body and what any answer shows. */
const exposed = 'ETag, Link, Location, Retry-After, Content-Disposition';

/** Headers such a page may send: conditions, and nothing that shows a credential. */
const conditions =
  'If-None-Match, If-Match, If-Modified-Since, If-Unmodified-Since, If-Range, Last-Event-ID, Traceparent';

/** Whether a browser asks if a page of another origin may read. It asks without any credential, before it sends more than the usual headers. */
export const isReadingAsked = ({ method, headers }: EdgeRequest): boolean =>
  method === 'OPTIONS' && headers.origin !== undefined && isRead(headers['access-control-request-method'] ?? '');

export const readingAllowed = {
  'access-control-allow-origin': '*',
  'access-control-allow-methods': 'GET, HEAD',
  'access-control-allow-headers': conditions,
  'access-control-max-age': '7200',
};

/**
 * Opens what is public to pages of any origin: what a GET without a credential is answered with, and what is the same for
 * everyone. No answer names an origin or allows credentials, so that nobody's session is of use to another page.
 */
export function openToPages(request: EdgeRequest, reply: FastifyReply): void {
  const cached = String(reply.getHeader('cache-control'));
  const isSame = /\bpublic\b/.test(cached) || (request.caller === undefined && !/\bno-store\b/.test(cached));
  if (!isRead(request.method) || reply.statusCode === 401 || !isSame) return;
  void reply.headers({ 'access-control-allow-origin': '*', 'access-control-expose-headers': exposed });
}
