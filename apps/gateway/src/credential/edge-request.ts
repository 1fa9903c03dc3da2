import type { FastifyRequest } from 'fastify';
import { addressKey } from '#http';
import type { Principal } from '#identity';
import type { Caller } from './credentials.js';

/** A request that was admitted: the guards of the gateway's own routes read `principal`, the proxy reads `caller`. */
export type EdgeRequest = FastifyRequest & {
  principal?: Principal;
  caller?: Caller;
  /** Of the browser for which the pages ask. */
  visitorAddress?: string;
};

/** Under what a caller is counted: the principal, or else the address. */
export const callerKeyOf = (request: EdgeRequest): string =>
  request.caller?.principal.id ?? addressKey(request.visitorAddress ?? request.ip);

/** The path without the query, as it was sent. */
export const pathOf = (request: FastifyRequest): string => request.url.split('?', 1)[0] ?? '';

/** Methods that change nothing. */
export const isRead = (method: string): boolean => ['GET', 'HEAD'].includes(method);

/** Media type of many JSON values, one per line. */
export const NDJSON = 'application/x-ndjson';

/** Whether a request contains many submissions. */
export const isSubmissionLines = (request: FastifyRequest): boolean =>
  request.method === 'POST' &&
  pathOf(request) === '/v1/submissions' &&
  (request.headers['content-type'] ?? '').toLowerCase().startsWith(NDJSON);
