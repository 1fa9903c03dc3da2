import type { IncomingMessage } from 'node:http';
import { Readable, Transform } from 'node:stream';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Settings } from '#config';
import { addressKey } from '#http';
import { Problem } from '#problems';
import { isRead, isSubmissionLines, pathOf } from '../credential/edge-request.js';

/** Longest time an ordinary body may take to arrive, in milliseconds. */
const ARRIVED_WITHIN_MS = 15_000;
/**
 * A large body may take longer, but must bring at least this many bytes in this many milliseconds while it is being
 * read.
 */
const PACE_BYTES = 40_000;
const PACE_MS = 10_000;
/** Bodies from one address that may be arriving at once: ordinary and large ones. */
const MOST_ORDINARY = 64;
const MOST_LARGE = 16;

/** Limits of a reception; tests use others. */
export interface Pace {
  readonly arrivedWithinMs: number;
  readonly paceMs: number;
}

const usualPace: Pace = { arrivedWithinMs: ARRIVED_WITHIN_MS, paceMs: PACE_MS };

/** A body that is late or useless is not read to its end, so the connection cannot be used again. */
const closing = { connection: 'close' };

export const tooLarge = (limit: number): Problem =>
  new Problem('request.too-large', 413, `The body exceeds the limit of ${limit} bytes.`);

const tooSlow = (): Problem =>
  new Problem('request.too-slow', 408, 'The body did not arrive in time. Send it again.', { headers: closing });

const tooManyOpen = (): Problem =>
  new Problem(
    'request.too-many',
    429,
    'Too many bodies from your address are still arriving. Send this one again in 5 s.',
    {
      headers: { ...closing, 'retry-after': '5' },
    },
  );

/** Its sender has gone and will not read it. */
const cutOff = (): Problem => new Problem('request.cut-off', 400, 'The body was cut off.');

/** Imported files, and many submissions at once, may be larger than other bodies, and are passed on while they arrive. */
export const isLarge = (request: FastifyRequest): boolean =>
  (request.method === 'POST' && pathOf(request) === '/v1/imports') || isSubmissionLines(request);

/** Largest body of a request in bytes. */
export const bodyLimitOf = (request: FastifyRequest, { bodyLimit, importLimit }: Settings): number =>
  isLarge(request) ? importLimit : bodyLimit;

/**
 * Receives bodies. A body arrives at its sender's speed, so it must hold nothing that others need meanwhile. An
 * ordinary body is received whole before anything else is done for it, and each address may have a limited number of
 * unfinished ones.
 */
export function receiveBodies(fastify: FastifyInstance, settings: Settings, pace = usualPace): void {
  const ordinary = new Places(MOST_ORDINARY);
  const large = new Places(MOST_LARGE);
  fastify.addHook('preParsing', async (request) => {
    const { raw } = request;
    if (isRead(request.method) || !hasBody(raw)) return undefined;
    const address = addressKey(request.ip);
    if (isLarge(request)) {
      if (raw.destroyed) throw cutOff();
      raw.once('close', large.take(address));
      return undefined;
    }
    const leave = raw.complete ? undefined : ordinary.take(address);
    try {
      return Readable.from([await received(raw, settings.bodyLimit, pace)]);
    } finally {
      leave?.();
    }
  });
}

const hasBody = ({ headers }: IncomingMessage): boolean =>
  headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;

/** The number of bodies that are arriving from each address. */
class Places {
  private readonly taken = new Map<string, number>();

  constructor(private readonly most: number) {}

  /** @returns how to release the place, once */
  take(address: string): () => void {
    const taken = this.taken.get(address) ?? 0;
    if (taken >= this.most) throw tooManyOpen();
    this.taken.set(address, taken + 1);
    return () => {
      const left = (this.taken.get(address) ?? 0) - 1;
      if (left > 0) this.taken.set(address, left);
      else this.taken.delete(address);
    };
  }
}

/** A body from beginning to end. @throws {Problem} as soon as it is too large, too slow or cut off */
function received(body: IncomingMessage, limit: number, { arrivedWithinMs }: Pace): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    const settle = (failure?: Problem) => {
      clearTimeout(deadline);
      body.off('data', onData).off('end', settle).off('close', onClose);
      if (failure) reject(failure);
      else resolve(Buffer.concat(chunks, size));
    };
    const onData = (chunk: Buffer) => {
      size += chunk.length;
      chunks.push(chunk);
      if (size > limit) settle(tooLarge(limit));
    };
    const onClose = () => settle(cutOff());
    const deadline = setTimeout(() => settle(tooSlow()), arrivedWithinMs);
    // It may have been cut off while its caller was identified.
    if (body.destroyed) onClose();
    else body.on('data', onData).once('end', settle).once('close', onClose);
  });
}

/**
 * A large body as it arrives. It ends with a problem when it exceeds the limit, whatever length was announced, when its
 * sender becomes too slow, or when its sender goes away.
 */
export function passing(body: IncomingMessage, limit: number, { paceMs } = usualPace): Transform {
  let seen = 0;
  let seenBefore = 0;
  const passed = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      seen += chunk.length;
      if (seen > limit) done(tooLarge(limit));
      else done(null, chunk);
    },
  });
  const look = setInterval(() => {
    // When the reader is the slow one, bytes that were sent are already waiting for it.
    const waits = body.complete || body.readableLength > 0 || passed.writableNeedDrain;
    if (!waits && seen - seenBefore < PACE_BYTES) passed.destroy(tooSlow());
    seenBefore = seen;
  }, paceMs);
  const onClose = () => {
    if (!body.complete) passed.destroy(cutOff());
  };
  // It may fail before anybody reads it; a later reader receives the error all the same.
  passed.on('error', () => undefined);
  passed.once('close', () => {
    clearInterval(look);
    body.off('close', onClose);
  });
  if (body.destroyed) onClose();
  else body.once('close', onClose);
  return body.pipe(passed);
}
