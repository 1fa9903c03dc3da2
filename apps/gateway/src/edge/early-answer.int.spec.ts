import { once } from 'node:events';
import { connect, type AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import Fastify, { type FastifyInstance } from 'fastify';
import { PassThrough, Readable } from 'node:stream';
import { deliverEarlyAnswers } from './early-answer.js';

const SHORT = 1_000_000;
/** More than the system takes in for a connection, so that whoever does not read it holds up its writer. */
const ANSWER = 'Z'.repeat(8_000_000);

describe('an answer given before the body was read', () => {
  let fastify: FastifyInstance;

  beforeEach(async () => {
    fastify = Fastify({ bodyLimit: 1e9 });
    fastify.removeAllContentTypeParsers();
    fastify.addContentTypeParser('*', (_, body, done) => done(null, body));
    deliverEarlyAnswers(fastify, SHORT);
    fastify.post('/untouched', () => ANSWER);
    fastify.post('/streamed', () => Readable.from([ANSWER]));
    fastify.post('/begun', async ({ body }) => {
      await once(body as Readable, 'data');
      (body as Readable).pause();
      return ANSWER;
    });
    fastify.post('/piped', async ({ body }) => {
      const passed = (body as Readable).pipe(new PassThrough());
      await once(passed, 'data');
      passed.destroy();
      return ANSWER;
    });
    fastify.get('/next', () => 'next');
    await fastify.listen({ port: 0, host: '127.0.0.1' });
  });
  afterEach(() => fastify.close());

  /** Reads nothing before everything is sent, as many clients do. @returns everything that was read */
  async function exchange(path: string, length: number, connection: string): Promise<string> {
    const socket = connect((fastify.server.address() as AddressInfo).port, '127.0.0.1').pause();
    let failure: unknown;
    socket.once('error', (error) => (failure = error));
    socket.write(
      `POST ${path} HTTP/1.1\r\nhost: x\r\ncontent-type: text/plain\r\nconnection: ${connection}\r\n` +
        `content-length: ${length}\r\n\r\n`,
    );
    await new Promise((sent) => socket.write(Buffer.alloc(length, 'b'), sent));
    if (connection !== 'close') socket.write('GET /next HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n');
    const chunks: Buffer[] = [];
    socket.on('data', (chunk: Buffer) => chunks.push(chunk)).resume();
    await once(socket, 'close');
    expect(failure).toBeUndefined();
    return Buffer.concat(chunks).toString();
  }

  const paths = ['/untouched', '/streamed', '/begun', '/piped'];

  it.each(
    paths.flatMap((path) =>
      [SHORT, 20 * SHORT].flatMap((length) =>
        ['close', 'keep-alive'].map((connection) => ({ path, length, connection })),
      ),
    ),
  )('reaches its client whole: $path, $length bytes, $connection', async ({ path, length, connection }) => {
    const read = await exchange(path, length, connection);
    expect(read.split('Z').length - 1).toBe(ANSWER.length);
    const isKept = length <= SHORT && connection !== 'close';
    expect(read.includes('next')).toBe(isKept);
  });
});
