import type { FastifyInstance, FastifyRequest } from 'fastify';
import { notValid, Problem } from '#problems';
import { below, MAX_KEYS, parseJson, unstorable, untrustworthy } from '#validation';

/**
 * A body as it arrived. It is checked only when a route asks for it, so a caller without the right to call learns that
 * first, whatever the body contains.
 */
export class RawBody {
  constructor(
    readonly contentType: string,
    readonly bytes: Buffer,
  ) {}

  /**
   * The parsed body; undefined when nothing was sent.
   * @param mediaType of JSON, as the route takes it
   * @throws {Problem} 400, 415 or 422, naming the place
   */
  json(mediaType = 'application/json'): unknown {
    if (this.bytes.length === 0) return undefined;
    const [sent = '', charset] = this.contentType.toLowerCase().split(/\s*;\s*charset=/);
    if (sent.trim() !== mediaType || (charset !== undefined && !/^(?:utf-8|"utf-8")\s*$/.test(charset))) {
      throw new Problem('request.media-type', 415, `Send JSON in UTF-8 with content-type ${mediaType}.`);
    }
    return readJson(this.bytes);
  }

  isForm(): boolean {
    return /^application\/x-www-form-urlencoded\s*(?:;|$)/i.test(this.contentType);
  }

  /** The fields of a form, at most so many, each with its first value. @throws {Problem} 400 or 422 */
  form(most = MAX_KEYS): Form {
    const text = textOf(this.bytes);
    if (text.split('&', most + 1).length > most)
      throw notValid([{ pointer: '', code: 'too-many', detail: `A form may have at most ${most} fields.` }]);
    const fields = new Map<string, string>();
    const twice: string[] = [];
    for (const [name, value] of new URLSearchParams(text)) {
      const fault = unstorable(name) ?? unstorable(value);
      if (fault) throw notValid([{ pointer: below('', name), ...fault }]);
      if (fields.has(name)) twice.push(name);
      else fields.set(name, value);
    }
    return { fields, twice };
  }
}

export interface Form {
  readonly fields: ReadonlyMap<string, string>;
  /** Names of the fields that were given more than once. */
  readonly twice: readonly string[];
}

const utf8 = new TextDecoder('utf-8', { fatal: true });

function textOf(bytes: Uint8Array): string {
  try {
    return utf8.decode(bytes);
  } catch {
    throw new Problem('request.not-utf8', 400, 'This is not valid UTF-8.');
  }
}

/** JSON that can be kept and shown to validators. @throws {Problem} 400 or 422 */
export function readJson(bytes: Uint8Array): unknown {
  const value = parseJson(textOf(bytes));
  const places = untrustworthy(value);
  if (places.length > 0) throw notValid(places);
  return value;
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
