import { fork, type ChildProcess } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import type { Order, Told } from './http/side.js';

const STARTED_WITHIN_MS = 60_000;

/** A side that listens. */
export interface Side {
  readonly url: string;
  /** Memory of its process (RSS), in bytes. */
  readonly memory: () => Promise<number>;
  readonly end: () => Promise<void>;
}

/** Starts a side as a process of its own, as in production. @param program `side-process.js` of the benchmark */
export async function startSide(program: URL, order: Order): Promise<Side> {
  const child = fork(fileURLToPath(program), []);
  child.send(order);
  const url = await new Promise<string>((resolve, reject) => {
    const late = setTimeout(() => reject(new Error(`${order.name} did not start in time.`)), STARTED_WITHIN_MS);
    child.once('message', (told: Told) => resolve(told.url));
    child.once('exit', (code) => reject(new Error(`${order.name} ended with ${code} and was not started.`)));
    child.once('message', () => clearTimeout(late)).once('exit', () => clearTimeout(late));
  });
  return { url, memory: () => memoryOf(child), end: () => ended(child) };
}

async function memoryOf(child: ChildProcess): Promise<number> {
  const status = await readFile(`/proc/${child.pid}/status`, 'utf8').catch(() => '');
  return Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1] ?? Number.NaN) * 1024;
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((resolve) => child.once('exit', resolve));
  child.disconnect();
  await gone;
}

export async function onServer<T>(url: string, work: (server: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  await new Promise<void>((closed) => server.close(() => closed()));
  return port;
}
