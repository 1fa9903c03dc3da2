import type { IncomingMessage } from 'node:http';
import { Readable } from 'node:stream';
import type { FastifyInstance } from 'fastify';

/** How much of a refused body is read and discarded before the connection is cut. */
const DRAIN_BYTES = 64_000_000;
const DRAIN_MS = 10_000;

/** A client that has read its answer often just stops sending; this is the longest wait for it. */
const IDLE_MS = 2_000;

/**
 * Makes an answer reach a client that is still sending. Closing a connection with unread bytes resets it, and the
 * client may never see the answer. Many clients read nothing before they have sent everything. So the rest of the body
 * is read and discarded while the answer is sent, and a connection that ends does so only after that.
 *
 * @param shortBody bodies announced as no longer than this are read to their end, and their connection is kept; others
 *   are read only within limits of bytes and time
 */
export function deliverEarlyAnswers(fastify: FastifyInstance, shortBody: number): void {
  fastify.addHook('onSend', (request, reply, payload, done) => {
    const { raw } = request;
    const announced = raw.headers['content-length'];
    const hasBody = raw.headers['transfer-encoding'] !== undefined || Number(announced ?? 0) > 0;
    if (raw.complete || !hasBody || request.method === 'HEAD') {
      done(null, payload);
      return;
    }
    const isShort = announced !== undefined && Number(announced) <= shortBody;
    if (isShort && reply.raw.shouldKeepAlive && reply.getHeader('connection') !== 'close') {
      // Node itself reads on only when nobody has begun to read.
      raw.unpipe();
      raw.resume();
      done(null, payload);
      return;
    }
    void reply.header('connection', 'close');
    if (typeof payload === 'string' || Buffer.isBuffer(payload)) {
      void reply.header('content-length', Buffer.byteLength(payload));
    }
    done(null, Readable.from(andThen(payload, drained(raw)), { objectMode: false }));
  });
}

async function* andThen(payload: unknown, rest: Promise<void>): AsyncGenerator<string | Buffer> {
  if (typeof payload === 'string' || Buffer.isBuffer(payload)) yield payload;
  else if (payload instanceof Readable) yield* payload as AsyncIterable<Buffer>;
  await rest;
}

/** Resolves when the body has ended, or enough of it was discarded. */
function drained(request: IncomingMessage): Promise<void> {
  if (request.complete || request.destroyed) return Promise.resolve();
  return new Promise((resolve) => {
    let left = DRAIN_BYTES;
    const finish = () => {
      clearTimeout(deadline);
      clearTimeout(idle);
      request.off('data', onData).off('end', finish).off('close', finish).off('error', finish);
      resolve();
    };
    const onData = (chunk: Buffer) => {
      left -= chunk.length;
      idle.refresh();
      if (left < 0) finish();
    };
    const deadline = setTimeout(finish, DRAIN_MS);
    const idle = setTimeout(finish, IDLE_MS);
    request.unpipe();
    request.on('data', onData).once('end', finish).once('close', finish).once('error', finish);
    request.resume();
  });
}
