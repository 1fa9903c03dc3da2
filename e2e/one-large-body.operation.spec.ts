import { request, Agent, type IncomingMessage } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually } from '#testing';
import { ApiDocument, type Operation, type Schema } from './requests/api-document.js';
import { Client, System, withOneMember } from './system.js';

/** The promise: one body of 1 MB delays nobody else by more than this many milliseconds. */
const PROMISED_MS = 200;
const MB = 1_000_000;
const FEW = 10_000;
/** Other load on the machine varies, so the minimum of this many measurements is the cost of a body. */
const MEASUREMENTS = 3;

/** As many as fit into 1 MB. */
const filled = (piece: string, bytes = MB): string => piece.repeat(Math.floor(bytes / Buffer.byteLength(piece)));
const many = (piece: (n: number) => string, bytes = MB): string[] => {
  const pieces: string[] = [];
  for (let size = 0, n = 0; size < bytes; n += 1) {
    pieces.push(piece(n));
    size += pieces.at(-1)!.length + 1;
  }
  return pieces;
};
const keys = (bytes = MB) => `{${many((n) => `"k${n}":1`, bytes).join()}}`;

/** A text on which a careless regular expression runs forever. */
const text = JSON.stringify(Array.from(' a-.@/0%~"\\:,+ x', (sign) => filled(sign, MB / 20)).join(''));

/** Values that are invalid everywhere, in shapes that make careless checks slow. */
const shapes: Readonly<Record<string, string>> = {
  'unknown fields': keys(),
  'one list': `[${filled('1,')}1]`,
  'a list of the same text': `[${filled('"admin",')}"admin"]`,
  'a list of empty objects': `[${filled('{},')}{}]`,
  'a list of lists': `[${filled('[],')}[]]`,
  'lists of a thousand': `[${filled(`[${'1,'.repeat(999)}1],`)}[]]`,
  'objects of five hundred keys': `[${filled(`${keys(4_000)},`)}{}]`,
  depth: filled('['),
  'depth of objects': filled('{"a":'),
  'a key said again and again': `{${filled('"a":1,')}"a":1}`,
  'keys with escapes': `{${many((n) => String.raw`"\u006b${n}":1`).join()}}`,
  'a text of backslashes': JSON.stringify(filled('\\', MB / 2)),
  'a text of marks': JSON.stringify(`a${filled('\u0301\u0323')}`),
};

/** A place in a body that takes an array, an object or a text. */
interface Place {
  readonly path: readonly string[];
  readonly type: string;
}

describe('one body of 1 MB', () => {
  let system: System;
  let api: ApiDocument;
  let admin: Client;
  let city: Client;
  const agent = new Agent({ keepAlive: true });

  beforeAll(async () => {
    system = await System.start();
    ({ admin, city } = await withOneMember(system));
    api = new ApiDocument((await admin.get('/openapi.json')).body);
  }, 90_000);
  afterAll(async () => {
    agent.destroy();
    await system.destroy();
  }, 60_000);

  /** How long the system answered nobody while it did something, in milliseconds. */
  async function heldBy(work: () => Promise<unknown>): Promise<number> {
    let longest = 0;
    const ended = new AbortController();
    const watching = (async () => {
      while (!ended.signal.aborted) {
        const begun = performance.now();
        await pulse();
        longest = Math.max(longest, performance.now() - begun);
      }
    })();
    await work();
    ended.abort();
    await watching;
    return longest;
  }

  const pulse = () =>
    new Promise<void>((resolve, reject) => {
      const asked = request(`${system.url}/health/live`, { agent }, (answer: IncomingMessage) => {
        answer.resume().once('end', resolve);
      });
      asked.once('error', reject).end();
    });

  /** Work that blocked the system for longer than promised, for each occurrence. */
  async function tooLong(works: Iterable<[string, () => Promise<unknown>]>): Promise<string[]> {
    const found: string[] = [];
    for (const [name, work] of works) {
      let least = Infinity;
      for (let n = 0; n < MEASUREMENTS && least > PROMISED_MS; n += 1) least = Math.min(least, await heldBy(work));
      if (least > PROMISED_MS) found.push(`${name}: ${Math.round(least)} ms`);
    }
    return found;
  }

  /** The status, on a connection of its own: unread parts of a body must not reach the next request. */
  const send = (client: Client, method: string, path: string, headers: Record<string, string>, body = '') =>
    new Promise<number>((resolve, reject) => {
      const asked = request(
        system.url + path,
        {
          method,
          agent: false,
          headers: { ...(client.token ? { authorization: `Bearer ${client.token}` } : {}), ...headers },
        },
        (answer: IncomingMessage) => {
          answer.resume().once('end', () => resolve(answer.statusCode ?? 0));
          answer.once('error', reject);
        },
      );
      asked.once('error', reject).end(body);
    });

  const post = (path: string, type: string, body: string, method = 'POST', client = city) =>
    send(
      client,
      method,
      path,
      { 'content-type': type, 'if-match': '*', 'content-length': String(Buffer.byteLength(body)) },
      body,
    );

  it('of JSON delays nobody, whatever it contains and wherever it is sent', async () => {
    const everyone = await admin.makeClient({ name: 'everyone', roles: ['admin', 'steering', 'official'] });
    const described = new Set<string>();
    function* works(): Generator<[string, () => Promise<unknown>]> {
      for (const operation of api.operations.filter(({ bodies }) => bodies['application/json'])) {
        const path = operation.path.replaceAll(/\{\w+\}/g, '01995d3c-6f2a-7c1e-8f00-0d5f5f3f9f11');
        const client = operation.allowed.some((who) => who.endsWith('member-editor')) ? city : everyone;
        for (const [what, body] of bodiesOf(operation, described)) {
          const name = `${operation.method} ${operation.path}: ${what}`;
          yield [name, async () => {
            const status = await post(path, 'application/json', body, operation.method.toUpperCase(), client);
            if (status < 400 || status >= 500) throw new Error(`${name}: ${status}`);
          }]; // prettier-ignore
        }
      }
    }
    expect(await tooLong(works())).toEqual([]);
  }, 300_000);

  /** @param described what is already filled, since many operations take the same */
  function* bodiesOf({ bodies }: Operation, described: Set<string>): Generator<[string, string]> {
    const schema = api.resolve(bodies['application/json']!);
    for (const { path, type } of placesOf(schema, described)) {
      const values = type === 'string' ? [text] : [shapes['a list of the same text']!, shapes['a list of empty objects']!];
      for (const [n, value] of values.entries())
        yield [`${path.join('/')}, ${type} ${n}`, path.reduceRight((inner, key) => (key === '0' ? `[${inner}]` : `{${JSON.stringify(key)}:${inner}}`), value)];
    }
    for (const [name, value] of Object.entries(shapes)) if (!described.has(name)) yield [name, value];
    for (const name of Object.keys(shapes)) described.add(name);
  } // prettier-ignore

  function placesOf(given: Schema, described: Set<string>, path: readonly string[] = []): Place[] {
    if (given.$ref !== undefined && described.has(given.$ref)) return [];
    if (given.$ref !== undefined) described.add(given.$ref);
    const schema = api.resolve(given);
    const [type] = [schema.type ?? []].flat();
    const inner = [...(schema.anyOf ?? []), ...(schema.oneOf ?? []), ...(schema.allOf ?? [])];
    if (inner.length > 0) return inner.flatMap((one) => placesOf(one, described, path));
    const own = (type === 'array' || type === 'string') && !schema.enum ? [{ path, type }] : [];
    const { additionalProperties: more } = schema;
    return [
      ...own,
      ...Object.entries(schema.properties ?? {}).flatMap(([key, one]) => placesOf(one, described, [...path, key])),
      ...(schema.items ? placesOf(schema.items, described, [...path, '0']) : []),
      ...(typeof more === 'object' ? placesOf(more, described, [...path, 'en']) : []),
    ];
  }

  it('of a form delays nobody', async () => {
    const forms: Record<string, string> = {
      names: many((n) => `n${n}=`).join('&'),
      'the same name': filled('a=1&'),
      separators: filled('&'),
      'one name': `grant_type=${filled('a', MB - 50)}`,
      escapes: `grant_type=${filled('%41', MB - 50)}`,
      broken: `grant_type=${filled('%', MB - 50)}`,
      marks: `grant_type=${filled('%CC%81%CC%A3', MB - 50)}`,
    };
    const works = ['/v1/oauth/token', '/v1/session/back-channel-logout', '/v1/activations/abc'].flatMap((path) =>
      Object.entries(forms).map(([name, form]): [string, () => Promise<unknown>] => [
        `${path}: ${name}`,
        () => post(path, 'application/x-www-form-urlencoded', form),
      ]),
    );
    expect(await tooLong(works)).toEqual([]);
  }, 120_000);

  it('of lines delays nobody', async () => {
    const bodies: Record<string, string> = {
      ...Object.fromEntries(Object.entries(shapes).map(([name, value]) => [`one line: ${name}`, value])),
      'blank lines': filled(' \n'),
      'short lines': filled('1\n'),
      'lines of unknown fields': filled(`${keys(10_000)}\n`),
      'fact sheets of unknown fields': filled(`{"externalId":"a","sourceVersion":1,"factSheet":${keys(5_000)}}\n`),
    };
    const works = Object.entries(bodies).map(([name, body]): [string, () => Promise<unknown>] => [
      name,
      () => post('/v1/submissions', 'application/x-ndjson', body),
    ]);
    expect(await tooLong(works)).toEqual([]);
  }, 120_000);

  it('of an imported file delays nobody until all its rows have an outcome', async () => {
    const files: Record<string, [string, string]> = {
      'columns': ['csv', many((n) => `c${n}`).join()],
      'the same column': ['csv', filled('a,')],
      'rows of many cells': ['csv', `externalId,title\n${filled(`${','.repeat(10_000)}\n`)}`],
      'an open quote': ['csv', `externalId,title\n"${filled('a\n')}`],
      'stray quotes': ['csv', `externalId,title\n${filled('"a\nb\n')}`],
      'blank rows': ['csv', `externalId,title\n${filled('\n')}`],
      'one row of unknown fields': ['ndjson', keys()],
      'rows of unknown fields': ['ndjson', filled(`{"externalId":"a","originalLanguage":"en",${keys(4_500).slice(1)}\n`)],
      // Enough rows to show up in the event loop; their total time is a separate promise.
      'short rows': ['ndjson', filled('1\n', FEW)],
      'a key said again': ['ndjson', filled('{"a":1,"a":1}\n', FEW)],
      'a list of nothing': ['json', `[${filled('[],', FEW)}[]]`],
      'a list without an end': ['json', `[${filled('[],')}`],
      'a list of unknown fields': ['json', `[${filled(`${keys(4_500)},`)}{}]`],
      'depth': ['json', filled('[')],
    }; // prettier-ignore
    const works = Object.entries(files).map(([name, [kind, text]]): [string, () => Promise<unknown>] => [
      name,
      async () => {
        const form = new FormData();
        form.append('file', new Blob([text]), `rows.${kind}`);
        const { status, body } = await city.send('POST', '/v1/imports', { raw: form });
        if (status >= 500) throw new Error(`${name}: ${status}`);
        if (status !== 202) return;
        await eventually(
          async () => ['done', 'failed'].includes((await city.get(`/v1/imports/${body.id}`)).body.state),
          60_000,
        );
      },
    ]);
    const parts = filled('--x\r\ncontent-disposition: form-data; name="a"\r\n\r\n\r\n');
    works.push(['parts', () => post('/v1/imports', 'multipart/form-data; boundary=x', `${parts}--x--\r\n`)]);
    works.push(['no part', () => post('/v1/imports', 'multipart/form-data; boundary=x', filled('-'))]);
    expect(await tooLong(works)).toEqual([]);
  }, 300_000);

  it('delays nobody, and neither do headers and addresses of the greatest length', async () => {
    const long = (piece: string) => filled(piece, 14_000);
    const asked: Record<string, [string, Record<string, string>]> = {
      'If-Match': ['/v1/practices/01995d3c-6f2a-7c1e-8f00-0d5f5f3f9f11', { 'if-match': `${long('"1",')}"1"` }],
      'If-None-Match': ['/v1/vocabularies', { 'if-none-match': `${long('"1", ')}"1"` }],
      'Accept-Language': ['/v1/practices?localised=true', { 'accept-language': `${long('de-a;q=0.1,')}fi` }],
      'Accept': ['/v1/statistics/practices?by=country', { accept: `${long('a/b;q=0.1,')}text/csv` }],
      'Cookie': ['/v1/me', { cookie: `${long('a=b; ')}c=d` }],
      'X-Forwarded-For': ['/v1/members', { 'x-forwarded-for': `${long('::1, ')}::1` }],
      'Authorization': ['/v1/me', { authorization: `Bearer ${long(' ')}a` }],
      'Basic': ['/v1/oauth/token', { authorization: `Basic ${long('QUFB')}` }],
      'parameters': [`/v1/practices?${many((n) => `p${n}`, 14_000).join('&')}`, {}],
      'one parameter again': [`/v1/practices?${long('country=FI&')}`, {}],
      'a list of codes': [`/v1/practices?country=${long('FI,')}`, {}],
      'a list of ids': [`/v1/practices?member=${long('01995d3c-6f2a-7c1e-8f00-0d5f5f3f9f11,')}`, {}],
      'words': [`/v1/practices?q=${long('-a')}`, {}],
      'types': [`/v1/changes?types=${long('*.')}`, {}],
      'a cursor': [`/v1/practices?cursor=${long('W1tb')}`, {}],
      'segments': [`/v1/practices/${long('a/')}`, {}],
      'escapes': [`/v1/practices/${long('%41')}`, {}],
    }; // prettier-ignore
    const works = Object.entries(asked).map(([name, [path, headers]]): [string, () => Promise<unknown>] => [
      name,
      async () => {
        const method = path.includes('token') ? 'POST' : name === 'If-Match' ? 'PUT' : 'GET';
        const status = await send(headers.authorization ? new Client(system) : city, method, path, headers);
        if (status >= 500) throw new Error(`${name}: ${status}`);
      },
    ]);
    expect(await tooLong(works)).toEqual([]);
  }, 120_000);
});
