import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually } from '#testing';
import { completeSheet, System, withOneMember, type Client } from './system.js';

/** Longest graceful shutdown of the system, in milliseconds, whatever its clients do. */
const ENDED_WITHIN_MS = 5_000;

describe('what strangers leave unfinished delays nobody else', () => {
  let system: System;
  let city: Client;
  let pid: number;
  const opened: Socket[] = [];

  beforeAll(async () => {
    system = await System.start();
    ({ city } = await withOneMember(system));
    pid = await system.worker();
    for (let n = 0; n < 20; n += 1) {
      const sheet = { ...completeSheet(`Long ${n}`), notes: { en: 'a '.repeat(4_000) } };
      expect((await city.post('/v1/practices', sheet)).status).toBe(201);
    }
  }, 90_000);
  afterAll(async () => {
    for (const socket of opened) socket.destroy();
    await system.destroy();
  }, 60_000);

  async function send(text: string): Promise<Socket> {
    const { hostname, port } = new URL(system.url);
    const socket = connect(Number(port), hostname);
    opened.push(socket.on('error', () => undefined));
    await once(socket, 'connect');
    socket.write(text);
    return socket;
  }

  const post = (path: string, length = 5_000, headers = '') =>
    `POST ${path} HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-type: application/json\r\ncontent-length: ${length}\r\n${headers}\r\n{`;

  async function expectWell(): Promise<void> {
    for (const path of ['/health/ready', '/v1/practices?limit=1', '/v1/members', '/v1/changes?limit=1']) {
      expect((await fetch(system.url + path, { signal: AbortSignal.timeout(3_000) })).status).toBe(200);
    }
    expect(await system.worker()).toBe(pid);
    expect(system.errors).toBe('');
  }

  it.each([
    ['to an app', '/v1/translation-results'],
    ['to an app that takes it', '/v1/membership-applications'],
    ['to another', '/v1/subscriptions'],
    ['to the gateway itself', '/v1/oauth/token'],
  ])('129 unfinished bodies %s, one of which goes away while it waits', async (_, path) => {
    const first = await Promise.all(Array.from({ length: 128 }, () => send(post(path, 9))));
    const last = await send(post(path, 9));
    await expectWell();
    last.destroy();
    for (const socket of first) socket.resetAndDestroy();
    await expectWell();
  });

  it('a body that is reset while its caller is looked up', async () => {
    for (let n = 0; n < 60; n += 1) {
      const authorization = `authorization: Bearer ${n % 3 === 0 ? `unknown-${n}` : city.token}\r\n`;
      const socket = await send(post(n % 2 === 0 ? '/v1/practices' : '/v1/imports', 9_000, authorization));
      setTimeout(() => socket.resetAndDestroy(), n % 10);
    }
    await eventually(() => opened.every(({ destroyed }) => destroyed));
    await expectWell();
  });

  it('callers who leave in the middle of an answer, and others who still send slowly, when the system is stopped', async () => {
    const read = `GET /v1/practices?status=draft&limit=100 HTTP/1.1\r\nhost: 127.0.0.1\r\nauthorization: Bearer ${city.token}\r\n\r\n`;
    const leave = async (n: number) => {
      const socket = await send(read);
      if (n % 3 === 0) setTimeout(() => socket.resetAndDestroy(), n % 20);
      else if (n % 3 === 1) socket.once('data', () => socket.resetAndDestroy());
      else socket.resetAndDestroy();
      await once(socket, 'close');
    };
    for (let n = 0; n < 180; n += 60) await Promise.all(Array.from({ length: 60 }, (_, m) => leave(n + m)));
    await expectWell();
    const dripping = await Promise.all([
      send(post('/v1/membership-applications')),
      send(post('/v1/imports', 5_000_000, `authorization: Bearer ${city.token}\r\n`)),
      send('GET /v1/practices HTTP/1.1\r\nhost: 127.0.0.1\r\na: b'),
      send(''),
    ]);
    const drip = setInterval(() => dripping.map((socket) => socket.write(' ')), 100);
    const begun = performance.now();
    expect(await system.stop()).toBe(0);
    clearInterval(drip);
    expect(performance.now() - begun).toBeLessThan(ENDED_WITHIN_MS);
    expect(system.errors).toBe('');
  }, 60_000);
});
