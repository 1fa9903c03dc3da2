import type { IncomingMessage } from 'node:http';
import type { Readable } from 'node:stream';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Settings } from '#config';
import { RawBody } from '#http';
import { isSubmissionLines, NDJSON } from '../../credential/edge-request.js';
import { bodyLimitOf, passing } from '../../edge/reception.js';

/** A body of many lines that is read while it arrives. */
export class NdjsonBody {
  constructor(
    /** Begins to read it; the connection handles a body that nobody reads. */
    private readonly open: () => Readable,
    /** Longest line, in bytes. */
    private readonly longest: number,
  ) {}

  /** The lines that are not blank; a line that is too long is not kept. @throws what ends the body early */
  async *lines(): AsyncGenerator<Line> {
    let number = 1;
    let held: Buffer[] | undefined = [];
    let size = 0;
    const add = (piece: Buffer) => {
      size += piece.length;
      if (size > this.longest) held = undefined;
      else held?.push(piece);
    };
    const isBlank = () => held !== undefined && held.every(isSpace);
    const line = (): Line => ({ number, bytes: held && Buffer.concat(held) });
    for await (const chunk of this.open() as AsyncIterable<Buffer>) {
      let start = 0;
      for (let end = chunk.indexOf(0x0a); end >= 0; end = chunk.indexOf(0x0a, start)) {
        add(chunk.subarray(start, end));
        if (!isBlank()) yield line();
        [number, held, size, start] = [number + 1, [], 0, end + 1];
      }
      add(chunk.subarray(start));
    }
    if (!isBlank()) yield line();
  }
}

export interface Line {
  /** From 1. */
  readonly number: number;
  /** Without its line feed; undefined when it exceeds the limit of a line. */
  readonly bytes: Buffer | undefined;
}

/** Only spaces, tabs and the carriage returns of other systems. */
const isSpace = (piece: Buffer): boolean => piece.every((byte) => byte === 0x20 || byte === 0x09 || byte === 0x0d);

/** Lets the one route that accepts lines read them as they arrive. Every other route refuses the media type. */
export function takeNdjson(fastify: FastifyInstance, settings: Settings): void {
  fastify.addContentTypeParser(NDJSON, (request: FastifyRequest, body: IncomingMessage, done) => {
    if (isSubmissionLines(request)) {
      done(null, new NdjsonBody(() => passing(body, bodyLimitOf(request, settings)), settings.bodyLimit));
    } else {
      body.resume();
      done(null, new RawBody(NDJSON, Buffer.from('unread')));
    }
  });
}
