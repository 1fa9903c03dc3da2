import { once } from 'node:events';
import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { type AddressInfo, createServer as createTcpServer, type Server as TcpServer, type Socket } from 'node:net';
import { afterEach, describe, expect, it } from '@jest/globals';
import { Webhook } from 'standardwebhooks';
import { request } from 'undici';
import { AllowList, createGuardedAgent, type GuardOptions, parseAllowList, RefusedTargetError } from '#outbound';
import { newWebhookSecret, WebhookSender, type WebhookSenderOptions } from './webhook-sender.js';

const NOTHING = new AllowList();
const LOOPBACK = parseAllowList('127.0.0.0/8,::1/128');
const SECRET = newWebhookSecret();
const BODY = JSON.stringify({ specversion: '1.0', id: '1', data: { title: { mt: 'Ħbiberija 🤝 صداقة' } } });

/** Valid from 2012 to 2112 for receiver.test alone; made for these tests and used nowhere else. */
const KEY = `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgNKNo7rUxF9jB3UGr
4fRrxLpumbJ92lJaLXl8oOl1ozehRANCAARUVlKTM7Xz72Z0Je2ssD3nWhWk+0HP
y+PxejvEWO8sv+JwudR1ZKry7mZC6zDOWteBxqE1CiflrHIKII36Ky4S
-----END PRIVATE KEY-----`;
const CERTIFICATE = `-----BEGIN CERTIFICATE-----
MIIBgTCCASagAwIBAgIUURYMks3IdLJEQA3JuI+IMib6oF0wCgYIKoZIzj0EAwIw
GDEWMBQGA1UEAwwNcmVjZWl2ZXIudGVzdDAgFw0xMjAxMDEwMDAwMDBaGA8yMTEy
MDEwMTAwMDAwMFowGDEWMBQGA1UEAwwNcmVjZWl2ZXIudGVzdDBZMBMGByqGSM49
AgEGCCqGSM49AwEHA0IABFRWUpMztfPvZnQl7aywPedaFaT7Qc/L4/F6O8RY7yy/
4nC51HVkqvLuZkLrMM5a14HGoTUKJ+WscgogjforLhKjTDBKMA8GA1UdEwEB/wQF
MAMBAf8wGAYDVR0RBBEwD4INcmVjZWl2ZXIudGVzdDAdBgNVHQ4EFgQU2BkRtR2d
DPePqRlLhnwLaNkwIowwCgYIKoZIzj0EAwIDSQAwRgIhAKMXu+U3kOS+Za8BpzJR
1cmwel1vjcqC9JKl7qlAteEDAiEA6z10dtToMS4/1mMKt826IZDIpcRNGQFq4Jrq
gdfKZlM=
-----END CERTIFICATE-----`;

const cleanups: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) {
    await cleanup();
  }
});

async function listen(server: TcpServer, host = '127.0.0.1'): Promise<number> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket.once('close', () => sockets.delete(socket)));
  });
  server.listen(0, host);
  await once(server, 'listening');
  cleanups.push(async () => {
    sockets.forEach((socket) => socket.destroy());
    if (server.listening) {
      server.close();
      await once(server, 'close');
    }
  });
  return (server.address() as AddressInfo).port;
}

interface Received {
  request: IncomingMessage;
  body: string;
}

interface Receiver {
  port: number;
  received: Received[];
  server: Server;
}

/** A receiver on loopback that keeps what arrives, and answers by `answer` once the body is there. */
async function startReceiver(answer: RequestListener = (_, response) => response.end()): Promise<Receiver> {
  const received: Received[] = [];
  const server = createServer((incoming, response) => {
    const chunks: Buffer[] = [];
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
    incoming.on('end', () => {
      received.push({ request: incoming, body: Buffer.concat(chunks).toString('utf8') });
      answer(incoming, response);
    });
  });
  return { port: await listen(server), received, server };
}

function sender(options: Partial<WebhookSenderOptions> = {}): WebhookSender {
  const made = new WebhookSender({ allow: LOOPBACK, timeoutMs: 5_000, ...options });
  cleanups.push(() => made.close());
  return made;
}

function delivery(url: string, id = 'msg_1') {
  return { url, id, secrets: [SECRET], timestamp: new Date(), body: BODY };
}

/** A call through the guard alone, past the early check of the URL. */
async function callGuarded(url: string, options: Partial<GuardOptions>): Promise<unknown> {
  const agent = createGuardedAgent({ allow: NOTHING, connectTimeoutMs: 5_000, ...options });
  cleanups.push(() => agent.close());
  return request(url, { dispatcher: agent }).then(
    async ({ statusCode, body }) => {
      await body.dump();
      return statusCode;
    },
    (error: unknown) => error,
  );
}

describe('newWebhookSecret', () => {
  it('makes 32 random bytes in the form of Standard Webhooks', () => {
    expect(SECRET).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    expect(newWebhookSecret()).not.toBe(SECRET);
    expect(Buffer.from(SECRET.slice(6), 'base64')).toHaveLength(32);
  });
});

describe('a delivery', () => {
  it('arrives word for word, signed so that a Standard Webhooks receiver verifies it', async () => {
    const receiver = await startReceiver((_, response) => response.writeHead(204).end());
    const outcome = await sender().send(delivery(`http://127.0.0.1:${receiver.port}/events?city=1`));
    expect(outcome).toEqual({ ok: true, status: 204, responseBody: '', durationMs: expect.any(Number) });
    const [{ request: incoming, body }] = receiver.received as [Received];
    expect([incoming.method, incoming.url, body]).toEqual(['POST', '/events?city=1', BODY]);
    expect(incoming.headers['content-type']).toBe('application/json');
    expect(incoming.headers['webhook-id']).toBe('msg_1');
    const headers = incoming.headers as Record<string, string>;
    expect(new Webhook(SECRET).verify(body, headers)).toEqual(JSON.parse(BODY));
    expect(() => new Webhook(newWebhookSecret()).verify(body, headers)).toThrow('No matching signature');
    expect(() => new Webhook(SECRET).verify(body, { ...headers, 'webhook-id': 'msg_2' })).toThrow(
      'No matching signature',
    );
  });

  it('brings the answer back, for a challenge', async () => {
    const receiver = await startReceiver((_, response) => response.end('{"challenge":"x"}'));
    const url = `http://127.0.0.1:${receiver.port}/`;
    const outcome = await sender().send(delivery(url));
    expect(outcome).toMatchObject({ ok: true, status: 200, responseBody: '{"challenge":"x"}' });
  });

  it.each([400, 404, 429, 500, 503])('fails when the receiver answers %d', async (status) => {
    const receiver = await startReceiver((_, response) => response.writeHead(status).end('inner words'));
    const outcome = await sender().send(delivery(`http://127.0.0.1:${receiver.port}/`));
    expect(outcome).toMatchObject({ ok: false, status, error: 'webhook.http-status' });
    expect(outcome.gone).toBeUndefined();
    const { responseBody, ...told } = outcome;
    expect(responseBody).toBe('inner words');
    expect(JSON.stringify(told)).not.toContain('inner words');
  });

  it('is told apart when the receiver is gone for good', async () => {
    const receiver = await startReceiver((_, response) => response.writeHead(410).end());
    const outcome = await sender().send(delivery(`http://127.0.0.1:${receiver.port}/`));
    expect(outcome).toMatchObject({ ok: false, status: 410, error: 'webhook.http-status', gone: true });
  });

  it.each([301, 302, 303, 307, 308])('does not follow a redirect (%d), even to an opened target', async (status) => {
    const target = await startReceiver();
    const location = `http://127.0.0.1:${target.port}/`;
    const receiver = await startReceiver((_, response) => response.writeHead(status, { location }).end());
    const outcome = await sender().send(delivery(`http://127.0.0.1:${receiver.port}/`));
    expect(outcome).toMatchObject({ ok: false, status, error: 'webhook.redirect' });
    expect(target.received).toHaveLength(0);
  });

  it('fails when nobody listens', async () => {
    const receiver = await startReceiver();
    receiver.server.close();
    await once(receiver.server, 'close');
    const outcome = await sender().send(delivery(`http://127.0.0.1:${receiver.port}/`));
    expect(outcome).toMatchObject({ ok: false, error: 'webhook.connection' });
    expect(outcome.detail).toContain('ECONNREFUSED');
  });

  it('fails when the receiver breaks the connection', async () => {
    const receiver = await startReceiver((incoming) => incoming.socket.destroy());
    const outcome = await sender().send(delivery(`http://127.0.0.1:${receiver.port}/`));
    expect(outcome).toMatchObject({ ok: false, error: 'webhook.connection' });
  });

  it('fails when the answer is cut off', async () => {
    const receiver = await startReceiver((incoming, response) => {
      response.writeHead(200, { 'content-length': '100' });
      response.write('half', () => incoming.socket.destroy());
    });
    const outcome = await sender().send(delivery(`http://127.0.0.1:${receiver.port}/`));
    expect(outcome).toMatchObject({ ok: false, status: 200, error: 'webhook.connection' });
  });

  it.each([
    'SSH-2.0-OpenSSH_9.2\r\n',
    'HTTP/1.1 2000 No\r\n\r\n',
    `HTTP/1.1 200 OK\r\nx: ${'y'.repeat(100_000)}\r\n\r\n`,
  ])('fails when the answer is not HTTP (case %#)', async (words) => {
    const port = await listen(createTcpServer((socket) => socket.on('error', () => undefined).end(words)));
    const outcome = await sender().send(delivery(`http://127.0.0.1:${port}/`));
    expect(outcome).toMatchObject({ ok: false, error: 'webhook.bad-response' });
  });

  it('reads no more of an endless answer than the limit', async () => {
    let written = 0;
    const receiver = await startReceiver((_, response) => {
      const chunk = Buffer.alloc(16_384, 'x');
      const write = (): void => {
        while (!response.destroyed) {
          written += chunk.length;
          if (!response.write(chunk)) {
            response.once('drain', write);
            return;
          }
        }
      };
      write();
    });
    const closed = new Promise<void>((resolve) => {
      receiver.server.once('connection', (socket: Socket) =>
        socket.once('close', () => {
          resolve();
        }),
      );
    });
    const outcome = await sender().send(delivery(`http://127.0.0.1:${receiver.port}/`));
    expect(outcome).toMatchObject({ ok: true, status: 200 });
    expect(outcome.responseBody).toHaveLength(65_536);
    await closed;
    // What lies in the buffers of both sockets was written, though never read.
    expect(written).toBeLessThan(32_000_000);
  });

  it('is an error of ours, not of the receiver, when the secret or the id cannot be sent', async () => {
    const receiver = await startReceiver();
    const good = delivery(`http://127.0.0.1:${receiver.port}/`);
    await expect(sender().send({ ...good, secrets: ['whsec_!'] })).rejects.toThrow();
    await expect(sender().send({ ...good, secrets: [''] })).rejects.toThrow();
    await expect(sender().send({ ...good, id: 'a\r\nx-evil: 1' })).rejects.toThrow();
    expect(receiver.received).toHaveLength(0);
  });
});

describe('the time for an attempt', () => {
  const TIMEOUT_MS = 300;

  async function expectTimeout(
    url: string,
    options: Partial<WebhookSenderOptions> = {},
    status?: number,
  ): Promise<void> {
    const outcome = await sender({ timeoutMs: TIMEOUT_MS, ...options }).send(delivery(url));
    expect(outcome).toMatchObject({ ok: false, error: 'webhook.timeout', status });
    expect(outcome.durationMs).toBeGreaterThanOrEqual(TIMEOUT_MS - 5);
    expect(outcome.durationMs).toBeLessThan(TIMEOUT_MS + 600);
  }

  it('covers a body that drips for ever', async () => {
    const receiver = await startReceiver((_, response) => {
      response.writeHead(200);
      const drip = setInterval(() => response.write('.'), 20);
      response.once('close', () => {
        clearInterval(drip);
      });
    });
    await expectTimeout(`http://127.0.0.1:${receiver.port}/`, {}, 200);
  });

  it('covers headers that drip for ever', async () => {
    const port = await listen(
      createTcpServer((socket) => {
        socket.on('error', () => undefined).write('HTTP/1.1 200 OK\r\n');
        const drip = setInterval(() => socket.write('x: y\r\n'), 20);
        socket.once('close', () => {
          clearInterval(drip);
        });
      }),
    );
    await expectTimeout(`http://127.0.0.1:${port}/`);
  });

  it('covers an answer that never comes', async () => {
    const receiver = await startReceiver(() => undefined);
    await expectTimeout(`http://127.0.0.1:${receiver.port}/`);
    expect(receiver.received).toHaveLength(1);
  });

  it('covers a TLS handshake that never ends', async () => {
    const port = await listen(createTcpServer((socket) => socket.on('error', () => undefined)));
    await expectTimeout(`https://127.0.0.1:${port}/`);
  });

  it('covers a name server that never answers, and closing does not wait for it', async () => {
    const slow = new WebhookSender({
      allow: LOOPBACK,
      timeoutMs: TIMEOUT_MS,
      lookup: () => new Promise(() => undefined),
    });
    const outcome = await slow.send(delivery('https://city.example/'));
    expect(outcome).toMatchObject({ ok: false, error: 'webhook.timeout' });
    expect(outcome.durationMs).toBeLessThan(TIMEOUT_MS + 2_000);
    await slow.close();
  });

  it('covers a name server that answers too late, and no connection is made then', async () => {
    const receiver = await startReceiver();
    let connections = 0;
    receiver.server.on('connection', () => (connections += 1));
    let answer: (addresses: string[]) => void = () => undefined;
    const lookup = (): Promise<string[]> => new Promise((resolve) => (answer = resolve));
    const slow = new WebhookSender({ allow: LOOPBACK, timeoutMs: TIMEOUT_MS, lookup });
    const outcome = await slow.send(delivery(`http://receiver.test:${receiver.port}/`));
    expect(outcome).toMatchObject({ ok: false, error: 'webhook.timeout' });
    answer(['127.0.0.1']);
    await slow.close();
    expect(connections).toBe(0);
  });
});

describe('the way into the inner network', () => {
  it.each(['http', 'https'])('is closed for literal loopback addresses over %s', async (scheme) => {
    const receiver = await startReceiver();
    let connections = 0;
    receiver.server.on('connection', () => (connections += 1));
    for (const host of [
      '127.0.0.1',
      '127.1',
      '2130706433',
      '0x7f.1',
      '[::ffff:127.0.0.1]',
      '[::127.0.0.1]',
      '0.0.0.0',
    ]) {
      const url = `${scheme}://${host}:${receiver.port}/`;
      const outcome = await sender({ allow: NOTHING }).send(delivery(url));
      expect([url, outcome.ok, outcome.error]).toEqual([url, false, 'webhook.refused-address']);
      expect(await callGuarded(url, {})).toBeInstanceOf(RefusedTargetError);
    }
    expect(connections).toBe(0);
  });

  it.each(['http', 'https'])('is closed for loopback by its name over %s', async (scheme) => {
    const receiver = await startReceiver();
    let connections = 0;
    receiver.server.on('connection', () => (connections += 1));
    for (const host of ['localhost', 'LOCALHOST', 'localhost.']) {
      const url = `${scheme}://${host}:${receiver.port}/`;
      const outcome = await sender({ allow: NOTHING }).send(delivery(url));
      expect([url, outcome.ok, outcome.error]).toEqual([url, false, 'webhook.refused-address']);
      expect(await callGuarded(url, {})).toMatchObject({ name: 'RefusedTargetError', kind: 'address' });
    }
    expect(connections).toBe(0);
  });

  it.each([
    [['10.0.0.5']],
    [['127.0.0.1']],
    [['169.254.169.254']],
    [['::1']],
    [['::ffff:10.0.0.5']],
    [['64:ff9b::a00:5']],
    [['93.184.215.14', '10.0.0.5']],
    [['10.0.0.5', '93.184.215.14']],
  ])('is closed for a public name that resolves to %j, one such address being enough', async (addresses) => {
    const lookup = (): Promise<string[]> => Promise.resolve(addresses);
    const outcome = await sender({ allow: NOTHING, lookup }).send(delivery('https://city.example/'));
    expect(outcome).toMatchObject({ ok: false, error: 'webhook.refused-address' });
    // Whoever registers a name of ours must not learn what it stands for.
    expect(outcome.detail).toBe('The host is or resolves to an address outside the public internet.');
  });

  it('is closed for a name that changes its address after it was checked', async () => {
    const receiver = await startReceiver((_, response) => response.writeHead(200, { connection: 'close' }).end());
    const asked: string[] = [];
    const answers = [['127.0.0.1'], ['127.0.0.2']];
    const lookup = (name: string): Promise<string[]> => {
      asked.push(name);
      return Promise.resolve(answers.shift() ?? []);
    };
    const rebound = sender({ allow: parseAllowList(`127.0.0.1:${receiver.port}`), lookup });
    const url = `http://receiver.test:${receiver.port}/`;
    expect(await rebound.send(delivery(url))).toMatchObject({ ok: true });
    // One resolution for the check and the socket together; the system knows no receiver.test.
    expect(asked).toEqual(['receiver.test']);
    expect(await rebound.send(delivery(url))).toMatchObject({ ok: false, error: 'webhook.refused-address' });
    expect(asked).toEqual(['receiver.test', 'receiver.test']);
    expect(receiver.received).toHaveLength(1);
    expect(receiver.received[0]?.request.headers.host).toBe(`receiver.test:${receiver.port}`);
  });

  it('opens for a listed name at its port, over plain http too', async () => {
    const receiver = await startReceiver();
    const other = await startReceiver();
    const options = {
      allow: parseAllowList(`receiver.test:${receiver.port}`),
      lookup: () => Promise.resolve(['127.0.0.1']),
    };
    expect(await sender(options).send(delivery(`http://receiver.test:${receiver.port}/`))).toMatchObject({ ok: true });
    expect(await sender(options).send(delivery(`http://Receiver.Test.:${receiver.port}/`))).toMatchObject({ ok: true });
    const outcome = await sender(options).send(delivery(`https://receiver.test:${other.port}/`));
    expect(outcome).toMatchObject({ ok: false, error: 'webhook.refused-address' });
    expect(other.received).toHaveLength(0);
  });

  it('needs https for a public address, whichever name it hides behind', async () => {
    const lookup = (): Promise<string[]> => Promise.resolve(['93.184.215.14']);
    const refused = { ok: false, error: 'webhook.refused-scheme' };
    expect(await sender({ allow: NOTHING, lookup }).send(delivery('http://city.example/'))).toMatchObject(refused);
    // Here the early check cannot know, and the connection decides.
    expect(await sender({ lookup }).send(delivery('http://city.example/'))).toMatchObject(refused);
  });

  it('has no side door through a resolver that answers with a name', async () => {
    const receiver = await startReceiver();
    for (const answer of [['localhost'], [''], ['0x7f.1'], []]) {
      const lookup = (): Promise<string[]> => Promise.resolve(answer);
      const outcome = await sender({ lookup }).send(delivery(`http://receiver.test:${receiver.port}/`));
      expect(outcome).toMatchObject({ ok: false, error: 'webhook.dns' });
    }
    expect(receiver.received).toHaveLength(0);
  });

  it('has no side door through the form of the URL', async () => {
    const receiver = await startReceiver();
    for (const url of [
      `http://user:word@127.0.0.1:${receiver.port}/`,
      'no url',
      `http://127.0.0.1:${receiver.port}/a b`,
    ]) {
      expect(await sender().send(delivery(url))).toMatchObject({ ok: false, error: 'webhook.refused-url' });
    }
    expect(receiver.received).toHaveLength(0);
  });
});

describe('a name', () => {
  it('that does not resolve fails the delivery', async () => {
    const lookup = (): Promise<string[]> => Promise.reject(Object.assign(new Error('no'), { code: 'ENOTFOUND' }));
    const outcome = await sender({ lookup }).send(delivery('https://nowhere.example/'));
    expect(outcome).toMatchObject({ ok: false, error: 'webhook.dns' });
  });

  it('with several addresses is reached by the first that answers', async () => {
    const receiver = await startReceiver();
    const lookup = (): Promise<string[]> => Promise.resolve(['127.0.0.2', '127.0.0.1']);
    const outcome = await sender({ lookup }).send(delivery(`http://receiver.test:${receiver.port}/`));
    expect(outcome).toMatchObject({ ok: true });
  });
});

describe('TLS', () => {
  async function startTlsReceiver(): Promise<{ port: number; servernames: unknown[] }> {
    const servernames: unknown[] = [];
    const server = createTlsServer({ key: KEY, cert: CERTIFICATE }, (incoming, response) => {
      servernames.push('servername' in incoming.socket ? incoming.socket.servername : undefined);
      response.end();
    });
    return { port: await listen(server), servernames };
  }
  const lookup = (): Promise<string[]> => Promise.resolve(['127.0.0.1']);

  it('asks for and verifies the name, though the socket goes to a checked address', async () => {
    const { port, servernames } = await startTlsReceiver();
    const trusting = sender({ lookup, ca: CERTIFICATE });
    expect(await trusting.send(delivery(`https://receiver.test:${port}/`))).toMatchObject({ ok: true, status: 200 });
    expect(await trusting.send(delivery(`https://receiver.test.:${port}/`))).toMatchObject({ ok: true, status: 200 });
    expect(servernames).toEqual(['receiver.test', 'receiver.test']);
  });

  it('refuses a certificate for another name or address', async () => {
    const { port, servernames } = await startTlsReceiver();
    for (const host of ['other.test', '127.0.0.1']) {
      const outcome = await sender({ lookup, ca: CERTIFICATE }).send(delivery(`https://${host}:${port}/`));
      expect(outcome).toMatchObject({ ok: false, error: 'webhook.tls' });
      expect(outcome.detail).toContain('ERR_TLS_CERT_ALTNAME_INVALID');
    }
    expect(servernames).toEqual([]);
  });

  it('refuses a certificate that nobody trusted has signed', async () => {
    const { port, servernames } = await startTlsReceiver();
    const outcome = await sender({ lookup }).send(delivery(`https://receiver.test:${port}/`));
    expect(outcome).toMatchObject({ ok: false, error: 'webhook.tls' });
    expect(servernames).toEqual([]);
  });

  it('fails against a receiver that speaks plain http', async () => {
    const receiver = await startReceiver();
    const outcome = await sender().send(delivery(`https://127.0.0.1:${receiver.port}/`));
    expect(outcome).toMatchObject({ ok: false, error: 'webhook.tls' });
  });
});

describe('closing', () => {
  it('waits for the attempt in hand and takes no further one', async () => {
    let finish: () => void = () => undefined;
    const arrived = new Promise<void>((resolve) => {
      void startReceiver((_, response) => {
        finish = () => response.end();
        resolve();
      }).then(({ port }) => {
        running = closing.send(delivery(`http://127.0.0.1:${port}/`));
      });
    });
    const closing = new WebhookSender({ allow: LOOPBACK, timeoutMs: 5_000 });
    let running: ReturnType<WebhookSender['send']> | undefined;
    await arrived;
    const closed = closing.close();
    await expect(closing.send(delivery('http://127.0.0.1:9/'))).rejects.toThrow();
    finish();
    expect(await running).toMatchObject({ ok: true });
    await closed;
  });
});
