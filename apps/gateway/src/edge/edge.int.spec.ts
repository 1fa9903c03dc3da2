import { once } from 'node:events';
import { connect } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually } from '#testing';
import { json, testGateway, type Answered, type TestGateway } from '../../test/test-gateway.js';

const LARGE = 21_000_000;

/** What a raw client reads until the server ends the connection. */
async function raw(url: string, text: string): Promise<string> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  socket.setEncoding('utf8');
  let read = '';
  socket.on('data', (chunk: string) => (read += chunk));
  socket.write(text);
  await once(socket, 'close');
  return read;
}

/** Sends all of a large body before it looks for the answer, as simple clients do; a broken connection fails the test. */
async function sendLarge(
  url: string,
  path: string,
  headers: Record<string, string | number | undefined>,
  bytes = LARGE,
): Promise<Answered> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  let read = '';
  socket.setEncoding('utf8').on('data', (chunk: string) => (read += chunk));
  const closed = once(socket, 'close');
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.write(`POST ${path} HTTP/1.1\r\nhost: x\r\n${lines.join('')}\r\n`);
  const isChunked = headers['transfer-encoding'] === 'chunked';
  const size = 100_000;
  const piece = isChunked ? `${size.toString(16)}\r\n${' '.repeat(size)}\r\n` : ' '.repeat(size);
  for (let sent = 0; sent < bytes; sent += size) {
    if (!socket.write(piece)) await once(socket, 'drain');
  }
  socket.write(isChunked ? '0\r\n\r\n' : '');
  await closed;
  const [head = '', text = ''] = read.split('\r\n\r\n');
  const [status = '', ...rest] = head.split('\r\n');
  const answered = Object.fromEntries(
    rest.map((line) => [line.slice(0, line.indexOf(':')).toLowerCase(), line.slice(line.indexOf(':') + 2)]),
  );
  return { status: Number(status.split(' ')[1]), headers: answered, text, body: JSON.parse(text) };
}

describe('the edge', () => {
  let gateway: TestGateway;
  let token: string;
  beforeAll(async () => {
    gateway = await testGateway({ env: { LRA_RATE_LIMIT: '100000', LRA_IMPORT_LIMIT: '30 MB' } });
    ({ token } = await gateway.client({ roles: ['steering'] }));
  });
  afterAll(() => gateway.close());
  afterEach(() => {
    gateway.upstream.state.respond = (_, response) => json(response, 200, { ok: true });
    delete gateway.upstream.state.early;
  });

  const expectProblem = (answer: Answered, status: number, code: string) => {
    expect(answer.headers['content-type']).toBe('application/problem+json; charset=utf-8');
    expect(answer.body).toMatchObject({ status, code, traceId: expect.stringMatching(/^[0-9a-f]{32}$/) });
    expect(answer.status).toBe(status);
  };

  describe('passing on', () => {
    it('gives an app the method, address, body and conditions, and of the caller the signed identity alone', async () => {
      await gateway.call('PUT', '/v1/practices/a%2Fb?x=1&y=%C3%A9', {
        token,
        body: { title: 'é' },
        headers: {
          'if-match': '"3"', 'idempotency-key': 'k', 'accept-language': 'de', accept: 'text/csv', cookie: 'a=b',
          traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01', 'x-forwarded-for': '1.2.3.4', 'x-own': '1',
        },
      }); // prettier-ignore
      const { method, url, headers, body } = gateway.upstream.received.at(-1)!;
      expect([method, url, body.toString()]).toEqual(['PUT', '/v1/practices/a%2Fb?x=1&y=%C3%A9', '{"title":"é"}']);
      expect(headers).toMatchObject({
        'if-match': '"3"', 'idempotency-key': 'k', 'accept-language': 'de', accept: 'text/csv', 'content-type': 'application/json',
        traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01', 'x-forwarded-for': '127.0.0.1',
      }); // prettier-ignore
      expect(await gateway.verifier.verify(headers['x-lra-identity'] as string)).toMatchObject({ roles: ['steering'] });
      for (const name of ['authorization', 'cookie', 'x-own']) expect(headers[name]).toBeUndefined();
    });

    it('takes a whole address for what it asks for', async () => {
      const { host } = new URL(gateway.url);
      const ask = (target: string) =>
        raw(gateway.url, `GET ${target} HTTP/1.1\r\nhost: elsewhere.example\r\nconnection: close\r\n\r\n`);
      expect(await ask(`http://${host}/v1/practices?q=http://x/`)).toMatch(/^HTTP\/1\.1 200 /);
      expect(gateway.upstream.received.at(-1)).toMatchObject({ url: '/v1/practices?q=http://x/' });
      expect(await ask(`HTTP://${host}/health/live`)).toMatch(/^HTTP\/1\.1 200 /);
      expect(await ask(`http://${host}`)).toMatch(/^HTTP\/1\.1 200 /);
      expect(gateway.upstream.received.at(-1)).toMatchObject({ url: '/' });
    });

    it.each([
      'OPTIONS *', 'GET *', 'GET //x/v1', 'GET ///', 'GET http://', 'GET http:///v1/members', 'GET http://[::1/v1/members',
      'GET ftp://x/v1/members', 'GET https://u:p@x/v1/members', 'GET http://x/%zz', 'GET ?limit=1', 'GET /\\v1', 'GET /v1/members?#',
      'TRACE /v1/members', 'PROPFIND http://x/v1/members',
    ])('does not stumble over a strange target: %s', async (line) => {
      const answer = await raw(gateway.url, `${line} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n`);
      expect(answer).toMatch(/^HTTP\/1\.1 (?:200 |4\d\d [^]*application\/problem\+json)/);
    }); // prettier-ignore

    it('gives the caller status, headers and body as the app has them', async () => {
      gateway.upstream.state.respond = (_, response) =>
        json(response, 202, { id: '1' }, { location: '/v1/imports/1', link: '</v1/x>; rel="next"', etag: '"7"' });
      const answer = await gateway.call('POST', '/v1/imports', { token, body: 'a' });
      expect(answer).toMatchObject({ status: 202, body: { id: '1' } });
      expect(answer.headers).toMatchObject({ location: '/v1/imports/1', link: '</v1/x>; rel="next"', etag: '"7"' });
      gateway.upstream.state.respond = (_, response) =>
        json(response, 409, { status: 409 }, { 'content-type': 'application/problem+json' });
      expect((await gateway.call('POST', '/v1/practices', { token, body: {} })).status).toBe(409);
    });

    it('streams a large import up and a large export down', async () => {
      gateway.upstream.state.respond = ({ body }, response) => json(response, 200, { bytes: body.length });
      const body = Buffer.alloc(LARGE, 0x61);
      const up = await gateway.call('POST', '/v1/imports', {
        token,
        body,
        headers: { 'content-type': 'multipart/form-data; boundary=x' },
      });
      expect(up.body).toEqual({ bytes: LARGE });
      gateway.upstream.state.respond = (_, response) =>
        response.writeHead(200, { 'content-type': 'text/csv' }).end(body);
      expect((await gateway.call('GET', '/v1/exports/practices.csv')).text).toHaveLength(LARGE);
    });

    it('lets everyone read, without an identity, and HEAD be asked', async () => {
      expect((await gateway.call('GET', '/v1/members')).status).toBe(200);
      expect(gateway.upstream.received.at(-1)!.headers['x-lra-identity']).toBeUndefined();
      expect((await gateway.call('HEAD', '/v1/practices')).status).toBe(200);
      expect(gateway.upstream.received.at(-1)!.method).toBe('HEAD');
      expect((await gateway.call('HEAD', '/v1/changes')).status).toBe(200);
    });

    it('lets anyone apply for membership, ask about a practice and ask for a subscription', async () => {
      for (const path of [
        '/v1/membership-applications',
        '/v1/practices/x/questions',
        '/v1/subscriptions',
        '/v1/subscriptions/confirmations/abc',
      ]) {
        expect((await gateway.call('POST', path, { body: {} })).status).toBe(200);
      }
    });

    it('turns a failure that is no problem document into a 503, and passes one that is', async () => {
      gateway.upstream.state.respond = (_, response) =>
        response.writeHead(502, { 'content-type': 'text/html', etag: '"1"' }).end('<h1>');
      const answer = await gateway.call('GET', '/v1/practices');
      expectProblem(answer, 503, 'service.away');
      expect(answer.headers['retry-after']).toBe('1');
      expect(answer.headers['etag']).toBeUndefined();
      gateway.upstream.state.respond = (_, response) =>
        json(
          response,
          503,
          { code: 'service.away' },
          { 'content-type': 'application/problem+json', 'retry-after': '7' },
        );
      expect((await gateway.call('GET', '/v1/practices')).headers['retry-after']).toBe('7');
    });

    it('tells a 503 when an app breaks off, and does not repeat a write', async () => {
      gateway.upstream.state.respond = (_, response) => response.destroy();
      const before = gateway.upstream.received.length;
      expectProblem(await gateway.call('POST', '/v1/practices', { token, body: {} }), 503, 'service.away');
      expect(gateway.upstream.received).toHaveLength(before + 1);
    });

    it('sends an answer of known length whole, or a 503 in its place', async () => {
      gateway.upstream.state.respond = (_, response) => {
        response.writeHead(200, { 'content-type': 'application/json', 'content-length': '100', etag: '"1"' });
        response.write('{"id":', () => response.destroy());
      };
      const answer = await gateway.call('GET', '/v1/practices');
      expectProblem(answer, 503, 'service.away');
      expect(answer.headers['etag']).toBeUndefined();
    });

    it('passes on that the caller has the answer already', async () => {
      gateway.upstream.state.respond = (_, response) => response.writeHead(304, { etag: '"1"' }).end();
      const { status, headers, body } = await gateway.call('GET', '/v1/practices', { headers: { 'if-none-match': '"1"' } }); // prettier-ignore
      expect([status, headers['etag'], headers['content-length'], body]).toEqual([304, '"1"', undefined, undefined]);
    });
  });

  describe('refusing', () => {
    it('tells 401 for writes without a credential, also where there is nothing', async () => {
      for (const [method, path] of [
        ['POST', '/v1/practices'],
        ['DELETE', '/v1/members/1'],
        ['POST', '/v1/nothing'],
        ['PUT', '/'],
      ] as const) {
        const answer = await gateway.call(method, path, { body: {} });
        expectProblem(answer, 401, 'identity.missing');
        expect(answer.headers['www-authenticate']).toBe('Bearer');
      }
    });

    it('tells 404 where there is nothing, for reading and with a credential', async () => {
      for (const path of [
        '/v1/nothing',
        '/v1',
        '/v1/practicesx',
        '/docs/assets/package.json',
        '/docs/assets/../package.json',
      ]) {
        expectProblem(await gateway.call('GET', path), 404, 'not-found');
      }
      expectProblem(await gateway.call('POST', '/v1/nothing', { token, body: {} }), 404, 'not-found');
      expectProblem(
        await gateway.call('OPTIONS', '/v1/practices', { headers: { origin: 'https://x.example' } }),
        401,
        'identity.missing',
      );
    });

    it.each([
      ['an unknown token', 'Bearer x'],
      ['no token', 'Bearer'],
      ['another scheme', 'Basic YTpi'],
      ['far too long a token', `Bearer ${'a'.repeat(600)}`],
    ])('tells 401 for %s, also where no credential is needed', async (_, authorization) => {
      expectProblem(
        await gateway.call('GET', '/v1/practices', { headers: { authorization } }),
        401,
        'identity.invalid',
      );
    });

    it('tells 415 for an encoded body and 400 for a path that climbs', async () => {
      const headers = { 'content-encoding': 'gzip' };
      expectProblem(
        await gateway.call('POST', '/v1/practices', { token, headers, body: 'x' }),
        415,
        'request.content-encoding',
      );
      const climbing = 'GET /v1/practices/%2e%2e/%2e%2e/health/ready HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n';
      expect(await raw(gateway.url, climbing)).toMatch(/^HTTP\/1\.1 400 [^]*application\/problem\+json/);
    });

    it.each([
      ['an unknown method', 'FOO / HTTP/1.1\r\nHost: x\r\n\r\n', 400],
      ['no HTTP', 'hello\r\n\r\n', 400],
      ['no Host', 'GET /v1/changes HTTP/1.1\r\nConnection: close\r\n\r\n', 400],
      ['too large headers', `GET / HTTP/1.1\r\nHost: x\r\nA: ${'a'.repeat(20_000)}\r\n\r\n`, 431],
      ['a far too long address', `GET /v1/practices?q=${'a'.repeat(20_000)} HTTP/1.1\r\nHost: x\r\n\r\n`, 431],
      [
        'a far too long id',
        `GET /v1/activations/${'a'.repeat(600)} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`,
        414,
      ],
      [
        'an expectation that nobody knows',
        'GET /v1/changes HTTP/1.1\r\nHost: x\r\nExpect: 200-ok\r\nConnection: close\r\n\r\n',
        417,
      ],
      [
        'an unknown expectation of a body',
        'POST /v1/subscriptions HTTP/1.1\r\nHost: x\r\nExpect: x\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}',
        417,
      ],
      [
        'two expectations',
        'GET /health/live HTTP/1.1\r\nHost: x\r\nExpect: 100-continue, x\r\nConnection: close\r\n\r\n',
        417,
      ],
      ['HTTP/3', 'GET / HTTP/3.0\r\nHost: x\r\n\r\n', 400],
      ['the beginning of HTTP/2', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n', 400],
      ['the beginning of TLS', '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03', 400],
      ['a length that is none', 'POST /v1/oauth/token HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n', 400],
      [
        'a body in pieces that are none',
        'POST /v1/oauth/token HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n',
        400,
      ],
      [
        'a transfer encoding that nobody knows',
        'POST /v1/oauth/token HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: gzip\r\n\r\n',
        400,
      ],
      ['a bad escape in the path', 'GET /v1/practices/%zz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n', 400],
      [
        'two lengths',
        'POST /v1/oauth/token HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n',
        400,
      ],
      ['an unusual method', 'PROPFIND /v1/practices HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n', 401],
    ])('answers %s with a problem document', async (_, text, status) => {
      const answer = (await raw(gateway.url, text)).replace(/^HTTP\/1\.1 100 Continue\r\n\r\n/, '');
      expect(answer).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
      expect(answer).toContain('application/problem+json');
      expect(JSON.parse(answer.slice(answer.indexOf('\r\n\r\n')))).toMatchObject({ status, code: expect.any(String) });
    });

    it.each([
      ['to an app', '/v1/practices', 'application/json'],
      ['to the gateway itself', '/v1/clients', 'application/json'],
      ['of a form', '/v1/oauth/token', 'application/x-www-form-urlencoded'],
    ])(
      'tells 413 for a body %s that is too large while the client still sends, announced or not',
      async (_, path, type) => {
        const authorization = path === '/v1/oauth/token' ? {} : { authorization: `Bearer ${gateway.adminToken}` };
        const headers: Record<string, string | undefined> = { 'content-type': type, ...authorization };
        expectProblem(
          await sendLarge(gateway.url, path, { ...headers, 'content-length': LARGE }),
          413,
          'request.too-large',
        );
        expectProblem(
          await sendLarge(gateway.url, path, { ...headers, 'transfer-encoding': 'chunked' }),
          413,
          'request.too-large',
        );
      },
    );

    it('tells 413 to an ordinary client of HTTP, from memory and from a stream', async () => {
      const pieces = function* () {
        for (let sent = 0; sent < LARGE; sent += 100_000) yield Buffer.alloc(100_000, 0x20);
      };
      for (const body of [Buffer.alloc(LARGE, 0x20), pieces()]) {
        expectProblem(await gateway.call('POST', '/v1/practices', { token, body }), 413, 'request.too-large');
      }
    });

    it('tells 413 for an import beyond its own limit', async () => {
      const headers = { 'content-type': 'text/csv', authorization: `Bearer ${token}` };
      expectProblem(
        await sendLarge(gateway.url, '/v1/imports', { ...headers, 'content-length': 2 * LARGE }, 2 * LARGE),
        413,
        'request.too-large',
      );
      expectProblem(
        await sendLarge(gateway.url, '/v1/imports', { ...headers, 'transfer-encoding': 'chunked' }, 2 * LARGE),
        413,
        'request.too-large',
      );
    });

    it('lets any early answer reach a client that still sends: its own 401, an app’s 403', async () => {
      expectProblem(
        await sendLarge(gateway.url, '/v1/imports', { 'transfer-encoding': 'chunked' }),
        401,
        'identity.missing',
      );
      gateway.upstream.state.early = (_, response) =>
        json(response, 403, { status: 403, code: 'early' }, { 'content-type': 'application/problem+json' });
      const headers = { 'content-type': 'text/csv', authorization: `Bearer ${token}`, 'transfer-encoding': 'chunked' };
      const answer = await sendLarge(gateway.url, '/v1/imports', headers);
      expect(answer).toMatchObject({ status: 403, body: { code: 'early' } });
    });

    it('keeps the connection of a client whose short request it refuses', async () => {
      const post = 'POST /v1/practices HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n';
      const answers = await raw(gateway.url, `${post}\r\n{}${post}Connection: close\r\n\r\n{}`);
      expect(answers.match(/HTTP\/1\.1 401/g)).toHaveLength(2);
    });
  });

  it('sends security headers', async () => {
    for (const answer of [
      await gateway.call('GET', '/v1/changes'),
      await gateway.call('POST', '/v1/nothing', { body: {} }),
    ]) {
      expect(answer.headers['content-security-policy']).toBe("default-src 'none';frame-ancestors 'none'");
      expect(answer.headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'x-frame-options': 'SAMEORIGIN' });
    }
  });

  describe('a page of another origin', () => {
    const origin = 'https://page.example';
    const corsOf = ({ headers }: Answered) =>
      Object.fromEntries(Object.entries(headers).filter(([name]) => name.startsWith('access-control')));
    const asked = (method: string, path = '/v1/practices', headers = 'if-none-match') =>
      gateway.call('OPTIONS', path, {
        headers: { origin, 'access-control-request-method': method, 'access-control-request-headers': headers },
      });

    it.each(['/v1/practices', '/v1/changes', '/openapi.json', '/.well-known/jwks.json', '/docs', '/v1/nothing'])(
      'reads what is public, %s, with its conditions, the next page and when to come again',
      async (path) => {
        const { 'access-control-expose-headers': exposed, ...cors } = corsOf(
          await gateway.call('GET', path, { headers: { origin } }),
        );
        expect(cors).toEqual({ 'access-control-allow-origin': '*' });
        expect(String(exposed).toLowerCase().split(', ')).toEqual(
          expect.arrayContaining(['etag', 'link', 'location', 'retry-after']),
        );
      },
    );

    it.each(['GET', 'HEAD'])('may ask first whether it may send conditions with a %s', async (method) => {
      const answer = await asked(method);
      expect([answer.status, answer.text]).toEqual([204, '']);
      const allowed = String(answer.headers['access-control-allow-headers']).toLowerCase().split(', ');
      expect(allowed).toEqual(expect.arrayContaining(['if-none-match', 'if-modified-since', 'if-match']));
      for (const name of ['authorization', 'cookie', 'x-csrf-token', '*']) expect(allowed).not.toContain(name);
      expect(corsOf(answer)).toMatchObject({
        'access-control-allow-origin': '*',
        'access-control-allow-methods': 'GET, HEAD',
      });
      expect(corsOf(answer)).not.toHaveProperty('access-control-allow-credentials');
    });

    it.each(['POST', 'PUT', 'PATCH', 'DELETE', 'get', '*', ''])('may not send a %j', async (method) => {
      for (const path of ['/v1/practices', '/v1/subscriptions', '/v1/oauth/token', '/v1/session/sign-out']) {
        const answer = await asked(method, path);
        expectProblem(answer, 401, 'identity.missing');
        expect(corsOf(answer)).toEqual({});
      }
      expect(corsOf(await gateway.call('POST', '/v1/subscriptions', { headers: { origin }, body: {} }))).toEqual({});
    });

    it('reads nothing with a credential, nothing that needs one, and no secret', async () => {
      for (const path of ['/v1/practices', '/v1/me', '/openapi.json']) {
        expect(corsOf(await gateway.call('GET', path, { token, headers: { origin } }))).toEqual({});
      }
      for (const path of ['/v1/me', '/v1/clients', '/v1/session', '/v1/activations/abc']) {
        const answer = await gateway.call('GET', path, { headers: { origin } });
        expect([path, corsOf(answer)]).toEqual([path, {}]);
      }
    });

    it('reads what an app says is the same for everyone, whoever had asked before it was kept on the way', async () => {
      gateway.upstream.state.respond = (_, response) =>
        json(response, 200, {}, { 'cache-control': 'public, max-age=3600' });
      expect(corsOf(await gateway.call('GET', '/v1/vocabularies', { token }))).toHaveProperty(
        'access-control-allow-origin',
        '*',
      );
    });
  });

  describe('documents', () => {
    it('serves the public key, the event document and its health', async () => {
      const keys = await gateway.call('GET', '/.well-known/jwks.json');
      expect(keys.body.keys).toEqual([
        expect.objectContaining({ kty: 'OKP', crv: 'Ed25519', alg: 'EdDSA', use: 'sig' }),
      ]);
      expect(keys.body.keys[0].d).toBeUndefined();
      const events = await gateway.call('GET', '/asyncapi.json');
      expect(events.body).toMatchObject({
        asyncapi: '3.0.0',
        channels: { 'lra.network.member': { address: 'lra.network.member' } },
      });
      expect((await gateway.call('GET', '/health/live')).body).toEqual({ status: 'ok' });
      expect((await gateway.call('GET', '/health/ready')).body).toEqual({ status: 'ok' });
    });

    it('serves documentation pages that load everything from here', async () => {
      const page = await gateway.call('GET', '/docs');
      expect(page.headers['content-security-policy']).toContain("script-src 'self'");
      const loaded = [...page.text.matchAll(/<(?:script|link)[^>]* (?:src|href)="([^"]+)"/g)].map(
        ([, address]) => address!,
      );
      expect(loaded.length).toBeGreaterThan(3);
      for (const address of loaded) expect((await gateway.call('GET', address)).status).toBe(200);
    });
  });

  describe('before apps that are away', () => {
    let alone: TestGateway;
    beforeAll(async () => {
      alone = await testGateway({ env: { LRA_RATE_LIMIT: '30' }, urlOf: () => 'http://127.0.0.1:1' });
    });
    afterAll(() => alone.close());

    it('answers for them with a 503 problem', async () => {
      const answer = await alone.call('GET', '/v1/practices');
      expectProblem(answer, 503, 'service.away');
      expect(answer.headers['retry-after']).toBe('1');
      const sent = await alone.call('POST', '/v1/subscriptions', { body: { a: 'x'.repeat(100_000) } });
      expectProblem(sent, 503, 'service.away');
    });

    it('is not ready, and says which are away', async () => {
      const answer = await alone.call('GET', '/health/ready');
      expectProblem(answer, 503, 'service.not-ready');
      expect(answer.body.away).toEqual(['practices', 'network', 'notifications']);
      expect((await alone.call('GET', '/health/live')).status).toBe(200);
    });
  });

  describe('limiting', () => {
    it('tells 429 to an address or a principal that asks too much, each for itself; health is always told', async () => {
      const limited = await testGateway({ env: { LRA_RATE_LIMIT: '5' } });
      try {
        await eventually(async () => (await limited.call('GET', '/v1/changes')).status === 429);
        const answer = await limited.call('GET', '/v1/changes');
        expectProblem(answer, 429, 'request.too-many');
        expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0);
        expect((await limited.call('GET', '/v1/me', { token: limited.adminToken })).status).toBe(200);
        await eventually(
          async () => (await limited.call('GET', '/v1/me', { token: limited.adminToken })).status === 429,
        );
        expect((await limited.call('GET', '/health/live')).status).toBe(200);
        expect((await limited.call('GET', '/.well-known/jwks.json')).status).toBe(200);
      } finally {
        await limited.close();
      }
    });

    it('counts callers behind a proxy by address alone, with whatever port, or hop that is believed too, the proxies write', async () => {
      const limited = await testGateway({ env: { LRA_RATE_LIMIT: '60', LRA_TRUST_PROXY: '127.0.0.1,10.0.0.0/8' } });
      try {
        const statusesOf = async (forwardedFor: (n: number) => string) => {
          const statuses: number[] = [];
          for (let n = 1; n <= 75; n += 1) {
            const headers = { 'x-forwarded-for': forwardedFor(n) };
            statuses.push((await limited.call('GET', '/v1/members?limit=1', { headers })).status);
          }
          return statuses;
        };
        const expected = [...Array<number>(60).fill(200), ...Array<number>(15).fill(429)];
        expect(await statusesOf((n) => `203.0.113.8:${50_000 + n}`)).toEqual(expected);
        expect(await statusesOf((n) => `[2001:db8::${n}]:${50_000 + n}, 10.0.0.${n}:${n}`)).toEqual(expected);
      } finally {
        await limited.close();
      }
    });

    it('counts no application for membership whose sender went away before it was whole', async () => {
      const limited = await testGateway();
      try {
        const { hostname, port } = new URL(limited.url);
        const head = 'POST /v1/membership-applications HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\n{';
        for (let n = 0; n < 30; n += 1) {
          const socket = connect(Number(port), hostname);
          socket.on('error', () => undefined).write(head);
          if (n % 2 === 0) await once(socket, 'connect');
          setTimeout(() => socket.resetAndDestroy(), 3 * n);
          await once(socket, 'close');
        }
        limited.upstream.state.respond = (_, response) => json(response, 201, {});
        const apply = () => limited.call('POST', '/v1/membership-applications', { body: {} });
        for (let n = 0; n < 10; n += 1) expect((await apply()).status).toBe(201);
      } finally {
        await limited.close();
      }
    });

    it.each([
      ['applications for membership', '/v1/membership-applications', 201],
      ['questions about practices', '/v1/practices/01995d3c-6f2a-7c1e-8f00-0d5f5f3f9f11/questions', 202],
      ['letters to the secretariat', '/v1/feedback', 202],
    ])('takes ten %s an hour from one address, counting those that were good', async (_name, path, accepted) => {
      const limited = await testGateway();
      try {
        const apply = () => limited.call('POST', path, { body: {} });
        limited.upstream.state.respond = (_, response) => json(response, 422, {});
        for (let n = 0; n < 15; n += 1) expect((await apply()).status).toBe(422);
        limited.upstream.state.respond = (_, response) => json(response, accepted, {});
        const answers = await Promise.all(Array.from({ length: 14 }, apply));
        expect(answers.filter(({ status }) => status === accepted)).toHaveLength(10);
        expectProblem(await apply(), 429, 'request.too-many');
      } finally {
        await limited.close();
      }
    });
  });
});
