import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Controller, Get, Injectable, Module } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { ApiOperation } from '@nestjs/swagger';
import { readSettings } from '#config';
import { setUpAppDatabase } from '#database';
import { Allow, IdentityVerifier } from '#identity';
import { InProcessTransport } from '#messaging';
import { emptyDatabase, eventually } from '#testing';
import { appModule } from '#app';
import { drain } from './draining.js';
import { createHttpApp } from './http-app.js';

/** Holds the answers that were asked for until it is opened. */
@Injectable()
class Gate {
  open: () => void = () => undefined;
  waiting = 0;
  readonly opened = new Promise<void>((resolve) => (this.open = resolve));
}

@Controller('slow')
class SlowController {
  constructor(private readonly gate: Gate) {}

  @Get()
  @Allow('public')
  @ApiOperation({ summary: 'Answers when the test says so' })
  async read() {
    this.gate.waiting += 1;
    await this.gate.opened;
    return { done: true };
  }
}

@Controller('large')
class LargeController {
  @Get()
  @Allow('public')
  @ApiOperation({ summary: 'Answers with more than any buffer on the way holds' })
  read() {
    return { text: 'a'.repeat(30_000_000) };
  }
}

@Module({ providers: [Gate], controllers: [SlowController, LargeController] })
class SlowModule {}

/** A connection that is kept, as a client's is. */
class Kept {
  text = '';
  readonly ended: Promise<unknown>;

  private constructor(private readonly socket: Socket) {
    socket.on('error', () => undefined);
    socket.setEncoding('utf8').on('data', (chunk: string) => (this.text += chunk));
    this.ended = once(socket, 'close');
  }

  static async to(url: string): Promise<Kept> {
    const { hostname, port } = new URL(url);
    const socket = connect(Number(port), hostname);
    await once(socket, 'connect');
    return new Kept(socket);
  }

  get(path: string): void {
    this.write(`GET ${path} HTTP/1.1\r\nhost: x\r\n\r\n`);
  }

  write(text: string): void {
    this.socket.write(text);
  }

  /** Reads nothing more. */
  pause(): void {
    this.socket.pause();
  }

  async answerTo(path: string): Promise<string> {
    this.get(path);
    return eventually(() => this.text.includes('\r\n\r\n{') && this.text);
  }
}

describe('the end of an app’s HTTP side', () => {
  let database: Awaited<ReturnType<typeof emptyDatabase>>;
  let app: NestFastifyApplication;
  let url: string;
  beforeAll(async () => {
    database = await emptyDatabase();
  });
  beforeEach(async () => {
    const runtime = {
      settings: readSettings({}),
      database: await setUpAppDatabase(database.url, 'network'),
      transport: new InProcessTransport(),
      identity: new IdentityVerifier(() => 'http://nobody.invalid'),
      urlOf: () => 'http://nobody.invalid',
    };
    app = await createHttpApp(appModule(SlowModule, runtime), { bodyLimit: 1_000 });
    await app.listen(0, '127.0.0.1');
    url = await app.getUrl();
  });
  afterEach(() => app.close());
  afterAll(() => database.drop());

  it('answers what is under way, and then closes its connection', async () => {
    const gate = app.get(Gate);
    const client = await Kept.to(url);
    client.get('/slow');
    await eventually(() => gate.waiting === 1);
    const draining = drain(app);
    gate.open();
    await client.ended;
    expect(client.text).toMatch(/^HTTP\/1\.1 200 OK\r\n[^]*connection: close\r\n[^]*{"done":true}$/i);
    await draining;
  });

  it('answers what comes on a kept connection after the end has begun, as it would have before', async () => {
    const client = await Kept.to(url);
    expect(await client.answerTo('/health/live')).toMatch(/^HTTP\/1\.1 200 OK/);
    const draining = drain(app);
    client.text = '';
    expect(await client.answerTo('/health/live')).toMatch(/^HTTP\/1\.1 200 OK\r\n[^]*connection: close/i);
    await client.ended;
    await draining;
  });

  it('waits for no client that has to send or to take and hardly does', async () => {
    const [dripping, stalled] = [await Kept.to(url), await Kept.to(url)];
    dripping.write('POST /health/live HTTP/1.1\r\nhost: x\r\ncontent-length: 900\r\n\r\n');
    const drip = setInterval(() => dripping.write(' '), 50);
    stalled.get('/large');
    await eventually(() => stalled.text.length > 0);
    stalled.pause();
    const begun = performance.now();
    await drain(app);
    clearInterval(drip);
    expect(performance.now() - begun).toBeLessThan(4_000);
  });

  it.each([
    ['drained', drain],
    ['closed', (of: NestFastifyApplication) => of.close()],
  ])('waits for no connection on which nothing was ever sent (%s)', async (_, end) => {
    await Kept.to(url);
    const begun = performance.now();
    await end(app);
    expect(performance.now() - begun).toBeLessThan(3_000);
  });

  it('is not ready any more, refuses new connections, and closes unused ones after a while', async () => {
    const [asking, unused] = [await Kept.to(url), await Kept.to(url)];
    await unused.answerTo('/health/live');
    const draining = drain(app);
    await expect(Kept.to(url)).rejects.toMatchObject({ code: 'ECONNREFUSED' });
    const answer = await asking.answerTo('/health/ready');
    expect(answer).toMatch(/^HTTP\/1\.1 503 [^]*retry-after: 1\r\n[^]*"code":"service\.not-ready"/i);
    await draining;
    await unused.ended;
  });
});
