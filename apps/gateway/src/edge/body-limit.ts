import type { IncomingMessage } from 'node:http';
import { Transform } from 'node:stream';
import type { FastifyRequest } from 'fastify';
import type { Settings } from '#config';
import { Problem } from '#problems';
import { isSubmissionLines, pathOf } from './edge-request.js';

export const tooLarge = (limit: number): Problem =>
  new Problem('request.too-large', 413, `The body is larger than the ${limit} bytes that are taken here.`);

/** Largest body of a request in bytes; files to import, and many submissions at once, may be larger than the rest. */
export const bodyLimitOf = (request: FastifyRequest, { bodyLimit, importLimit }: Settings): number =>
  (request.method === 'POST' && pathOf(request) === '/v1/imports') || isSubmissionLines(request)
    ? importLimit
    : bodyLimit;

/** The body as it arrives, broken off with a 413 when it grows beyond the limit, whatever was announced. */
export function counted(body: IncomingMessage, limit: number): Transform {
  let seen = 0;
  const counter = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      seen += chunk.length;
      if (seen > limit) done(tooLarge(limit));
      else done(null, chunk);
    },
  });
  body.once('close', () => {
    if (!body.complete) counter.destroy(new Error('The client went away.'));
  });
  return body.pipe(counter);
}
