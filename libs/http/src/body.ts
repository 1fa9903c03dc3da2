import type { FastifyInstance, FastifyRequest } from 'fastify';
import { notValid, Problem } from '#problems';
import { untrustworthy } from '#validation';

/** Levels of nesting a body may have; the deepest fact sheet has six. */
const MAX_DEPTH = 32;

/**
 * A body as it came. It is judged only when a route asks for it: a caller without the right to call learns that first,
 * whatever was sent.
 */
export class RawBody {
  constructor(
    readonly contentType: string,
    readonly bytes: Buffer,
  ) {}

  /** The parsed body; undefined when nothing was sent. @throws {Problem} 400, 415 or 422, naming the place */
  json(): unknown {
    if (this.bytes.length === 0) return undefined;
    if (!/^application\/json\s*(?:;\s*charset="?utf-8"?\s*)?$/i.test(this.contentType)) {
      throw new Problem('request.media-type', 415, 'Send JSON in UTF-8 with content-type application/json.');
    }
    return parseJson(this.bytes);
  }

  isForm(): boolean {
    return /^application\/x-www-form-urlencoded\s*(?:;|$)/i.test(this.contentType);
  }
}

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** JSON as strictly as RFC 8259 and I-JSON have it. @throws {Problem} 400 or 422 */
export function parseJson(bytes: Uint8Array): unknown {
  let text: string;
  try {
    text = utf8.decode(bytes);
  } catch {
    throw new Problem('request.not-utf8', 400, 'The body is not valid UTF-8.');
  }
  refuseDepth(text);
  let value: unknown;
  try {
    value = JSON.parse(text) as unknown;
  } catch (error) {
    throw new Problem('request.not-json', 400, `The body is not JSON: ${(error as Error).message.slice(0, 200)}.`);
  }
  const places = untrustworthy(value);
  if (places.length > 0) throw notValid(places);
  return value;
}

/** Counted before parsing: what walks the value afterwards (also in libraries) may recurse. */
function refuseDepth(text: string): void {
  let depth = 0;
  let inString = false;
  for (let i = 0; i < text.length; i += 1) {
    const char = text.charCodeAt(i);
    if (inString) {
      if (char === 0x5c) i += 1;
      else if (char === 0x22) inString = false;
    } else if (char === 0x22) inString = true;
    else if (char === 0x7b || char === 0x5b) {
      depth += 1;
      if (depth > MAX_DEPTH)
        throw new Problem('request.too-deep', 400, `The body is nested deeper than ${MAX_DEPTH} levels.`);
    } else if (char === 0x7d || char === 0x5d) depth -= 1;
  }
}

/** Makes Fastify hand every body over as it came. */
export function takeRawBodies(fastify: FastifyInstance, bodyLimit: number): void {
  fastify.removeAllContentTypeParsers();
  fastify.addContentTypeParser(
    '*',
    { parseAs: 'buffer', bodyLimit },
    (request: FastifyRequest, bytes: Buffer, done) => {
      done(null, new RawBody(request.headers['content-type'] ?? '', bytes));
    },
  );
}
