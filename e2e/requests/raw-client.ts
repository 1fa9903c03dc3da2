import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import type { Chance } from '../faults/random.js';
import type { MadeRequest } from './request-maker.js';

/** Longest wait for the response to a complete request, in milliseconds. */
const ANSWER_WITHIN_MS = 20_000;

/** The bytes of a request. */
export function bytesOf({ method, path, headers, body }: MadeRequest, chance: Chance): Buffer {
  const content = Buffer.from(body ?? '');
  const isChunked = content.length > 0 && chance.next() < 0.3;
  const lines = Object.entries({ host: '127.0.0.1', ...headers }).map(([name, value]) => `${name}: ${value}\r\n`);
  const length = isChunked ? 'transfer-encoding: chunked\r\n' : `content-length: ${content.length}\r\n`;
  const head = Buffer.from(
    `${method} ${path} HTTP/1.1\r\n${lines.join('')}${body === undefined ? '' : length}\r\n`,
    'latin1',
  );
  const chunk = [Buffer.from(`${content.length.toString(16)}\r\n`), content, Buffer.from('\r\n0\r\n\r\n')];
  return Buffer.concat([head, ...(isChunked ? chunk : [content])]);
}

/** A client with full control over its connection. */
export class RawClient {
  /** What was read so far; only the beginning of long responses. */
  text = '';
  private readonly closed: Promise<unknown>;

  private constructor(
    private readonly socket: Socket,
    private readonly chance: Chance,
  ) {
    socket.on('error', () => undefined);
    socket.setEncoding('latin1').on('data', (chunk: string) => {
      if (this.text.length < 100_000) this.text += chunk;
    });
    this.closed = new Promise((closed) => socket.once('close', closed));
  }

  static async to(url: string, chance: Chance): Promise<RawClient> {
    const { hostname, port } = new URL(url);
    const socket = connect(Number(port), hostname);
    await once(socket, 'connect');
    return new RawClient(socket, chance);
  }

  /** Status codes of the responses so far. */
  get statuses(): number[] {
    return [...this.text.matchAll(/HTTP\/1\.1 (\d{3}) /g)].map(([, status]) => Number(status));
  }

  write(bytes: Buffer): void {
    if (this.socket.writable) this.socket.write(bytes);
  }

  /** In small pieces, with pauses between them. */
  async drip(bytes: Buffer): Promise<void> {
    const pieces = Math.min(bytes.length, 3 + Math.floor(this.chance.next() * 12));
    const size = Math.ceil(bytes.length / pieces);
    for (let at = 0; at < bytes.length && this.socket.writable; at += size) {
      this.write(bytes.subarray(at, at + size));
      await this.wait(150);
    }
  }

  wait = (most: number): Promise<void> => pause(this.chance.next() * most);

  /** Reads nothing for a while. */
  async readLate(): Promise<void> {
    this.socket.pause();
    await this.wait(1_500);
    this.socket.resume();
  }

  /** @throws when there is none */
  async answered(count = 1): Promise<void> {
    const deadline = Date.now() + ANSWER_WITHIN_MS;
    while (this.statuses.filter((status) => status >= 200).length < count && !this.socket.closed) {
      if (Date.now() > deadline) throw new Error('No answer came.');
      await Promise.race([this.closed, new Promise((read) => this.socket.once('data', read)), pause(1_000)]);
    }
  }

  reset(): void {
    // Node never releases a socket that is reset while it is ending.
    if (this.socket.writableEnded) this.socket.destroy();
    else this.socket.resetAndDestroy();
  }

  end(): void {
    this.socket.end();
    this.socket.destroySoon();
  }
}
