import { Readable } from 'node:stream';
import { promisify } from 'node:util';
import { brotliCompress, constants, createGzip, gzip } from 'node:zlib';
import type { FastifyReply, FastifyRequest } from 'fastify';
import Negotiator from 'negotiator';

const [brotli, zip] = [promisify(brotliCompress), promisify(gzip)];

/** Not worth the effort below this, in characters. */
const SHORT = 1_000;

/** Compresses a page on its way out. Files were compressed beforehand. */
export async function compressed(request: FastifyRequest, reply: FastifyReply, payload: unknown): Promise<unknown> {
  const accepted = new Negotiator(request.raw).encodings();
  if (payload instanceof Readable && !reply.hasHeader('content-length') && accepted.includes('gzip')) {
    void reply.header('content-encoding', 'gzip');
    return payload.pipe(createGzip());
  }
  if (typeof payload !== 'string' || payload.length < SHORT) return payload;
  const encoding = ['br', 'gzip'].find((one) => accepted.includes(one));
  if (encoding === undefined) return payload;
  void reply.header('content-encoding', encoding).removeHeader('content-length');
  return encoding === 'br' ? brotli(payload, { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } }) : zip(payload);
}
