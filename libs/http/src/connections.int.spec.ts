import { once } from 'node:events';
import { createServer, type Server, type ServerResponse } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { eventually } from '#testing';
import { Connections } from './connections.js';

const MOST_IDLE = 3;

describe('connections', () => {
  let server: Server;
  let sockets: Socket[];
  let waiting: ServerResponse[];
  let connections: Connections;
  beforeEach(async () => {
    [sockets, waiting] = [[], []];
    server = createServer((_, response) => waiting.push(response));
    connections = new Connections();
    connections.watch(server, MOST_IDLE);
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  });
  afterEach(async () => {
    for (const socket of sockets) socket.destroy();
    await new Promise<unknown>((closed) => server.close(closed));
  });

  async function open(text = ''): Promise<Socket> {
    const socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
    sockets.push(socket.on('error', () => undefined).resume());
    await once(socket, 'connect');
    socket.write(text);
    return socket;
  }

  it.each([
    ['with nothing sent', ''],
    ['with headers that never end', 'GET / HTTP/1.1\r\nhost: x\r\na: b'],
  ])('on which nothing goes on give way to new ones, the longest idle first (%s)', async (_, text) => {
    const busy = await open('GET / HTTP/1.1\r\nhost: x\r\n\r\n');
    await eventually(() => waiting.length === 1);
    const idle = [];
    for (let n = 0; n < MOST_IDLE + 2; n += 1) {
      idle.push(await open(text));
      const made = n + 2;
      await eventually(() => sockets.filter(({ closed }) => !closed).length === Math.min(made, MOST_IDLE + 1));
    }
    expect(idle.map(({ closed }) => closed)).toEqual([true, true, false, false, false]);
    expect(busy.closed).toBe(false);
    waiting[0]!.end('done');
    expect(String(await once(busy, 'data'))).toContain('done');
  });

  it('of clients that do not take their answers are cut, others are not', async () => {
    const get = 'GET / HTTP/1.1\r\nhost: x\r\n\r\n';
    const asked = async () => {
      const socket = await open(get);
      const number = sockets.length;
      await eventually(() => waiting.length === number);
      return socket;
    };
    const [reading, stalled, waitingFor] = [await asked(), await asked(), await asked()];
    stalled.pause();
    const [first, second] = waiting;
    let isOver = false;
    const write = () => !isOver && first!.write(Buffer.alloc(1_000_000), () => setTimeout(write, 20));
    write();
    second!.end(Buffer.alloc(50_000_000));
    const look = setInterval(() => connections.closeSlowReaders({ bytes: 1_000, ms: 300 }), 50);
    await once(second!, 'close');
    expect(stalled.bytesRead).toBeLessThan(50_000_000);
    expect([reading.closed, waitingFor.closed]).toEqual([false, false]);
    isOver = true;
    clearInterval(look);
  });
});
