import type { Chance } from '../faults/random.js';
import type { Operation, Schema } from './api-document.js';
import type { Caller } from './callers.js';
import type { KnownThings, PathValues } from './known-things.js';
import { nasty, type Values } from './values.js';

export type Flavour = 'valid' | 'nearly valid' | 'hostile';

export interface MadeRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
  readonly flavour: Flavour;
  /** The thing that the path names. */
  readonly values: PathValues;
  /** Member that owns the thing, where known. */
  readonly ownerId: string | undefined;
  /** False if the address is so malformed that it may match no operation. */
  readonly isAddressed: boolean;
}

const BOUNDARY = 'boundary-of-the-form';

/** Bodies that are barely JSON or not JSON at all. */
const brokenBodies: readonly (string | Buffer)[] = [
  '', '{', '{"a":}', '[]', 'null', '"text"', '{"a":1}{"b":2}', '{"__proto__":{"x":1}}', '{"constructor":{"prototype":{}}}',
  '{"a":1,"a":2}', `${'['.repeat(500)}${']'.repeat(500)}`, Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x7d]), '{"title":"\\ud800"}',
  '{"title":"\\u0000"}', '{"n":1e999}', '\ufeff{}', 'grant_type=client_credentials&grant_type=x', `{"a":"${'x'.repeat(200_000)}"}`,
]; // prettier-ignore

const strangeHeaders: readonly Readonly<Record<string, string>>[] = [
  { 'content-type': 'text/plain' }, { 'content-type': 'application/json; charset=utf-16' }, { 'content-type': 'multipart/form-data' },
  { 'content-type': '' }, { 'content-encoding': 'gzip' }, { 'if-match': 'W/"1"' }, { 'if-match': '"' }, { 'if-match': 'x'.repeat(2_000) },
  { 'if-none-match': '*' }, { 'idempotency-key': ' ' }, { 'idempotency-key': 'k'.repeat(300) }, { 'accept': 'image/png' },
  { 'accept-language': 'x'.repeat(500) }, { 'authorization': 'Basic eDp5' }, { 'authorization': 'Bearer ' }, { 'authorization': 'Bearer a.b.c' },
  { 'x-lra-identity': 'eyJhbGciOiJub25lIn0.eyJyb2xlcyI6WyJhZG1pbiJdfQ.' }, { 'x-forwarded-for': '127.0.0.1, ::1' },
  { 'traceparent': '00-0-0-0' }, { 'cookie': 'session=%00; session=x' }, { 'x-http-method-override': 'DELETE' }, { 'origin': 'null' },
  { 'host': 'elsewhere.example' }, { 'accept-encoding': 'br' }, { 'range': 'bytes=0-1' },
]; // prettier-ignore

/** Makes requests to an operation: valid by its document, almost valid, or malicious. */
export class RequestMaker {
  constructor(
    private readonly values: Values,
    private readonly things: KnownThings,
  ) {}

  make(operation: Operation, caller: Caller, chance: Chance): MadeRequest {
    const draw = chance.next();
    const flavour: Flavour = draw < 0.5 ? 'valid' : draw < 0.8 ? 'nearly valid' : 'hostile';
    // One fault at a time: the first of two would hide the second.
    const wrong = flavour === 'valid' ? undefined : chance.pick(this.placesOf(operation, flavour));
    const thing = this.things.about(operation, chance);
    const query = this.queryOf(operation, wrong === 'query' ? flavour : 'valid', chance);
    const { path, values, isAddressed } = this.pathOf(operation, thing?.values ?? {}, wrong === 'path', chance);
    const { type, body } = this.bodyOf(operation, wrong === 'body' ? flavour : 'valid', chance);
    return {
      method: operation.method.toUpperCase(),
      path: query === '' ? path : `${path}?${query}`,
      headers: {
        ...(caller.token === undefined ? {} : { authorization: `Bearer ${caller.token}` }),
        ...(type === undefined ? {} : { 'content-type': type }),
        ...this.conditionsOf(operation, thing?.etag, chance),
        ...(wrong === 'headers' ? chance.pick(strangeHeaders) : {}),
      },
      ...(body === undefined ? {} : { body }),
      flavour,
      values,
      ownerId: this.things.ownerOf(operation, values),
      isAddressed,
    };
  }

  private placesOf({ parameters, bodies }: Operation, flavour: Flavour): ('path' | 'query' | 'body' | 'headers')[] {
    return [
      'query',
      'headers',
      ...(parameters.some((parameter) => parameter.in === 'path') && flavour === 'hostile' ? (['path'] as const) : []),
      ...(Object.keys(bodies).length > 0 ? (['body', 'body', 'body'] as const) : []),
    ];
  }

  private pathOf({ path, parameters }: Operation, known: PathValues, isWrong: boolean, chance: Chance) {
    let isAddressed = true;
    const isKnown = chance.next() < 0.85;
    const values: Record<string, string> = {};
    const filled = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
      if (isWrong) {
        const value = String(chance.pick(nasty));
        // An empty segment, or one of dots, makes a different address.
        if (['', '.', '..'].includes(value) || value.includes('/') || value === '%zz' || value.length > 400)
          isAddressed = false;
        return value === '%zz' ? value : encodeURIComponent(value.toWellFormed());
      }
      const schema = parameters.find((parameter) => parameter.name === name)?.schema ?? {};
      const value = (isKnown ? known[name] : undefined) ?? asText(this.values.valid(schema, chance));
      values[name] = value;
      return encodeURIComponent(value);
    });
    return { path: filled, values, isAddressed };
  }

  private queryOf({ parameters }: Operation, flavour: Flavour, chance: Chance): string {
    const query = new URLSearchParams();
    const given = parameters.filter((parameter) => parameter.in === 'query');
    for (const { name, required, schema } of given) {
      if (!required && chance.next() < 0.75) continue;
      for (const value of [this.values.valid(schema, chance)].flat()) query.append(name, asText(value));
    }
    if (flavour === 'valid') return query.toString();
    const name = given.length > 0 && chance.next() < 0.8 ? chance.pick(given).name : 'unknown';
    query.append(name, asText(chance.pick(nasty)));
    return query.toString();
  }

  private conditionsOf({ parameters }: Operation, etag: string | undefined, chance: Chance): Record<string, string> {
    const takes = (name: string) =>
      parameters.some((parameter) => parameter.in === 'header' && parameter.name === name);
    return {
      ...(takes('If-Match') && chance.next() < 0.9
        ? { 'if-match': chance.next() < 0.8 ? (etag ?? '*') : chance.pick(['*', '"99"']) }
        : {}),
      ...(takes('If-None-Match') && chance.next() < 0.3 ? { 'if-none-match': etag ?? '"1"' } : {}),
      ...(takes('Idempotency-Key') && chance.next() < 0.3
        ? { 'idempotency-key': `key-${Math.floor(chance.between(0, 500))}` }
        : {}),
    };
  }

  private bodyOf({ bodies }: Operation, flavour: Flavour, chance: Chance): { type?: string; body?: string | Buffer } {
    const types = Object.keys(bodies);
    if (types.length === 0) return chance.next() < 0.05 ? { type: 'application/json', body: '{}' } : {};
    const type = chance.pick(types);
    if (flavour === 'hostile') return { type: typeOf(type), body: chance.pick(brokenBodies) };
    const value =
      flavour === 'valid' ? this.values.valid(bodies[type]!, chance) : this.values.nearlyValid(bodies[type]!, chance);
    return { type: typeOf(type), body: this.written(type, value, bodies[type]!, chance) };
  }

  private written(type: string, value: unknown, schema: Schema, chance: Chance): string {
    if (type.startsWith('multipart/')) return formOf(value, this.values, schema, chance);
    if (type === 'application/x-www-form-urlencoded') {
      const fields = Object.entries(Object(value)).map(([name, field]) => [name, asText(field)] as [string, string]);
      return new URLSearchParams(fields).toString();
    }
    return JSON.stringify(value);
  }
}

const typeOf = (type: string): string => (type.startsWith('multipart/') ? `${type}; boundary=${BOUNDARY}` : type);

const asText = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value)).toWellFormed();

/** A form whose file has a few rows; the schema says only that there is a file. */
function formOf(value: unknown, values: Values, schema: Schema, chance: Chance): string {
  const file = chance.pick([
    '{"externalId":"1","originalLanguage":"en","title":{"en":"Imported"}}\n{"externalId":"2"}\n',
    '[{"externalId":"3","originalLanguage":"fi","title":{"fi":"Tuotu"}}]',
    'externalId,title.en\n4,Row\n5,"broken\n',
    asText(values.valid(schema, chance)),
  ]);
  const parts = Object.entries(Object(value)).map(([name, field]) => {
    const plain = name.replaceAll(/["\r\n]/g, '');
    return name === 'file'
      ? `content-disposition: form-data; name="file"; filename="${chance.pick(['rows.ndjson', 'rows.json', 'rows.csv', '../x'])}"\r\n\r\n${file}`
      : `content-disposition: form-data; name="${plain}"\r\n\r\n${asText(field)}`;
  });
  return [...parts.map((part) => `--${BOUNDARY}\r\n${part}\r\n`), `--${BOUNDARY}--\r\n`].join('');
}
