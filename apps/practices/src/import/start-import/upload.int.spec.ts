import { once } from 'node:events';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { connect, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import multipart from '@fastify/multipart';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import Fastify, { type FastifyInstance } from 'fastify';
import { eventually } from '#testing';
import { formOf } from '../../../test/import-call.js';
import { withUpload } from './upload.js';

const LIMIT = 1_000_000;
const form = formOf({ profile: 'x', source: 'y' }, [{ name: 'rows.ndjson', content: 'a'.repeat(60_000) }]);
const type = 'multipart/form-data; boundary=----------a-boundary-of-tests';

describe('an upload whose sender goes away', () => {
  const before = process.env['TMPDIR'];
  let folder: string;
  let fastify: FastifyInstance;
  /** Uploads in hand. */
  let inHand: number;
  let begun: number;
  /** Lets the sender go away before the upload is looked at. */
  let isGone: boolean;

  beforeEach(async () => {
    [inHand, begun, isGone] = [0, 0, false];
    folder = await mkdtemp(join(tmpdir(), 'lra-upload-'));
    process.env['TMPDIR'] = folder;
    fastify = Fastify();
    await fastify.register(multipart);
    fastify.post('/', async (request) => {
      inHand += 1;
      begun += 1;
      try {
        if (isGone) {
          request.raw.destroy();
          await once(request.raw, 'close');
        }
        return await withUpload(request, LIMIT, async ({ size }) => ({ size, names: await readdir(folder) }));
      } finally {
        inHand -= 1;
      }
    });
    await fastify.listen({ port: 0, host: '127.0.0.1' });
  });
  afterEach(async () => {
    if (before === undefined) delete process.env['TMPDIR'];
    else process.env['TMPDIR'] = before;
    await fastify.close();
    await rm(folder, { recursive: true });
  });

  async function send(bytes: number, after: number): Promise<void> {
    const socket = connect((fastify.server.address() as AddressInfo).port, '127.0.0.1').on('error', () => undefined);
    await once(socket, 'connect');
    socket.write(`POST / HTTP/1.1\r\nhost: x\r\ncontent-type: ${type}\r\ncontent-length: ${form.length}\r\n\r\n`);
    socket.write(form.subarray(0, bytes));
    await pause(after);
    socket.resetAndDestroy();
  }

  const nothingIsLeft = () => eventually(async () => inHand === 0 && (await readdir(folder)).length === 0);

  it('has ended and left nothing behind, wherever it was cut', async () => {
    const cuts = Array.from({ length: 120 }, (_, n) => send(Math.floor((n * form.length) / 120), n % 4));
    await Promise.all(cuts);
    await eventually(() => begun > 0);
    await nothingIsLeft();
  });

  it('has ended even if that happened before anybody read it', async () => {
    isGone = true;
    await send(form.length, 50);
    await eventually(() => begun === 1);
    await nothingIsLeft();
  });

  it('is accepted when it is complete, and has no file name that would outlive a killed process', async () => {
    const answer = await fastify.inject({ method: 'POST', url: '/', payload: form, headers: { 'content-type': type } });
    expect(answer.json()).toEqual({ size: 60_000, names: [] });
    await nothingIsLeft();
  });
});
