import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { PassThrough, Writable, pipeline } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import Fastify, { type FastifyInstance, type FastifyRequest } from 'fastify';
import { readSettings } from '#config';
import { asProblem, sendProblem } from '#http';
import { eventually } from '#testing';
import { isLarge, passing, receiveBodies, type Pace } from './reception.js';

const pace = { arrivedWithinMs: 400, paceMs: 400 };
/** For tests of what does not depend on time: nothing comes too late, however busy the machine is. */
const patient = { arrivedWithinMs: 60_000, paceMs: 60_000 };
const limit = 30_000_000;

/** A client that writes what it likes when it likes. */
class RawClient {
  read = '';
  readonly closed: Promise<unknown>;

  constructor(readonly socket: Socket) {
    socket.setEncoding('utf8').on('data', (chunk: string) => (this.read += chunk));
    socket.on('error', () => undefined);
    this.closed = once(socket, 'close');
  }

  async write(text: string): Promise<this> {
    await new Promise<void>((sent) => this.socket.write(text, () => sent()));
    return this;
  }

  async answer(): Promise<{ status: number; head: string; code?: string }> {
    await eventually(() => /\r\n\r\n.*\}$/s.test(this.read));
    const [head = '', text = ''] = this.read.split('\r\n\r\n');
    return { status: Number(head.split(' ')[1]), head, code: (JSON.parse(text) as { code?: string }).code! };
  }
}

describe('bodies that come at their sender’s speed', () => {
  let fastify: FastifyInstance | undefined;
  let clients: RawClient[];
  /** Requests whose route was reached. */
  let reached: number;

  beforeEach(() => {
    [clients, reached] = [[], 0];
  });

  async function start(pace: Pace): Promise<void> {
    fastify = Fastify({ trustProxy: true });
    fastify.removeAllContentTypeParsers();
    fastify.addContentTypeParser('*', async (request: FastifyRequest, body: IncomingMessage) =>
      isLarge(request) ? passing(body, limit, pace) : buffer(body),
    );
    fastify.setErrorHandler((error, request, reply) => sendProblem(request, reply, asProblem(error)));
    receiveBodies(fastify, readSettings({ LRA_IMPORT_LIMIT: '30 MB' }), pace);
    fastify.post('/small', ({ body }) => {
      reached += 1;
      return { bytes: (body as Buffer).length };
    });
    fastify.post('/v1/imports', async ({ body }) => ({ bytes: (await buffer(body as PassThrough)).length }));
    await fastify.listen({ port: 0, host: '127.0.0.1' });
  }
  afterEach(async () => {
    for (const { socket } of clients) socket.destroy();
    await fastify?.close();
  });

  async function client(): Promise<RawClient> {
    const socket = connect((fastify!.server.address() as AddressInfo).port, '127.0.0.1');
    await once(socket, 'connect');
    const made = new RawClient(socket);
    clients.push(made);
    return made;
  }

  /** Sends the head of a request whose body has so many bytes, or comes in chunks. */
  const begin = async (path: string, length: number | 'chunked', address = '192.0.2.1') =>
    (await client()).write(
      `POST ${path} HTTP/1.1\r\nhost: x\r\nx-forwarded-for: ${address}\r\ncontent-type: application/json\r\n` +
        (length === 'chunked' ? 'transfer-encoding: chunked\r\n\r\n' : `content-length: ${length}\r\n\r\n`),
    );

  async function drip(one: RawClient, text = ' '): Promise<void> {
    while (one.socket.writable) {
      await one.write(text);
      await pause(40);
    }
  }

  it.each([['announced', 500] as const, ['in chunks', 'chunked'] as const])(
    'reach their route once they are whole, and are refused with 408 when they drip (%s)',
    async (_, length) => {
      await start(pace);
      const isChunked = length === 'chunked';
      const slow = await begin('/small', length);
      const dripping = drip(slow, isChunked ? '1\r\n \r\n' : ' ');
      const quick = await begin('/small', length);
      await quick.write(isChunked ? '5\r\nabcde\r\n' : 'a'.repeat(250));
      expect(reached).toBe(0);
      await quick.write(isChunked ? '0\r\n\r\n' : 'a'.repeat(250));
      expect(await quick.answer()).toMatchObject({ status: 200 });
      expect(await slow.answer()).toMatchObject({ status: 408, code: 'request.too-slow' });
      slow.socket.destroy();
      await dripping;
      expect(reached).toBe(1);
    },
  );

  it('are refused with 429 and Retry-After where too many from one address are unfinished, others’ are not', async () => {
    await start(patient);
    const unfinished = await Promise.all(Array.from({ length: 70 }, () => begin('/small', 500)));
    const refused = await eventually(() => {
      const answered = unfinished.filter(({ read }) => read !== '');
      return answered.length === 6 && answered;
    });
    const answer = await refused[0]!.answer();
    expect(answer).toMatchObject({ status: 429, code: 'request.too-many' });
    expect(answer.head).toMatch(/retry-after: \d/i);
    const other = await begin('/small', 1, '192.0.2.2');
    await other.write('a');
    expect(await other.answer()).toMatchObject({ status: 200 });
    for (const one of unfinished) one.socket.destroy();
    await eventually(async () => {
      const again = await begin('/small', 500);
      await again.write('a'.repeat(500));
      return (await again.answer()).status === 200;
    });
  });

  it('give their places back however they end', async () => {
    await start(patient);
    const endings: ((one: RawClient) => unknown)[] = [
      ({ socket }) => socket.destroy(),
      ({ socket }) => socket.resetAndDestroy(),
      ({ socket }) => socket.end(),
      (one) => one.write('a'.repeat(10)),
    ];
    for (const path of ['/small', '/v1/imports']) {
      for (let n = 0; n < 100; n += 1) {
        const one = await begin(path, 10, '192.0.2.3');
        await one.write('a'.repeat(n % 10));
        await endings[n % endings.length]!(one);
        if (n % 10 === 0) await eventually(() => one.read !== '' || one.socket.destroyed);
      }
    }
    await eventually(async () => {
      const last = await begin('/v1/imports', 1, '192.0.2.3');
      await last.write('a');
      return (await last.answer()).status === 200;
    });
  });

  it('that are large may take their time, but not stand still', async () => {
    await start(pace);
    const moving = await begin('/v1/imports', 2_000_000);
    const [still, dripping] = [await begin('/v1/imports', 2_000_000), await begin('/v1/imports', 2_000_000)];
    void drip(dripping);
    for (let n = 0; n < 20; n += 1) {
      await moving.write('a'.repeat(100_000));
      await pause(60);
    }
    expect(await moving.answer()).toMatchObject({ status: 200 });
    for (const one of [still, dripping]) {
      expect(await one.answer()).toMatchObject({ status: 408, code: 'request.too-slow' });
    }
  });

  it('that are large wait as long as it takes for a reader that is slow itself', async () => {
    const body = Object.assign(new PassThrough(), { complete: false });
    const passed = passing(body as never, limit, pace);
    body.write('a'.repeat(200_000));
    let read = 0;
    const reader = new Writable({
      highWaterMark: 1,
      write(chunk: Buffer, _, done) {
        read += chunk.length;
        if (read === 200_000) Object.assign(body, { complete: true }).end();
        setTimeout(done, 100);
      },
    });
    await new Promise<void>((ended, failed) => {
      pipeline(passed, reader, (error) => (error ? failed(error) : ended()));
    });
    expect(read).toBe(200_000);
  });

  it('that are cut off before anybody reads them harm nobody, and fail whoever reads them then', async () => {
    const body = Object.assign(new PassThrough(), { complete: false });
    const passed = passing(body as never, limit, pace);
    body.destroy();
    await eventually(() => passed.destroyed);
    await expect(buffer(passed)).rejects.toMatchObject({ code: 'request.cut-off' });
    await expect(buffer(passing(body as never, limit, pace))).rejects.toMatchObject({ code: 'request.cut-off' });
  });
});
