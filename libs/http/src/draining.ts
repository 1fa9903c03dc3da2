import { once } from 'node:events';
import { Server } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Connections } from './connections.js';

/** How long an idle kept-alive connection stays open after the shutdown has begun, in milliseconds. */
const UNUSED_MS = 1_000;
/** Longest wait for answers in progress, in milliseconds; then their connections are cut. */
const ANSWERED_WITHIN_MS = 15_000;
/** How often connections are checked whose answer began before the shutdown and so did not announce it. */
const LOOK_MS = 50;
/** A client that sends or receives more slowly than this is not waited for. */
const LEAST_PACE = { bytes: 100_000, ms: 1_000 };

/** Whether this app is shutting down: it is no longer ready, and each of its answers closes the connection. */
export class Ending {
  private readonly begun = new AbortController();
  /** Aborted when it begins: what would answer without end ends then. */
  readonly signal = this.begun.signal;

  get hasBegun(): boolean {
    return this.signal.aborted;
  }

  begin(): void {
    this.begun.abort();
  }
}

/**
 * Ends the HTTP side of an app so that no caller receives a wrong or broken answer. New connections are refused.
 * Requests on open connections are answered with `connection: close`, and only idle connections are closed. It waits
 * for requests that the app is working on, and not for a client that hardly sends or reads. Resolves when no connection
 * is open; at once when the app does not listen.
 */
export async function drain(app: NestFastifyApplication): Promise<void> {
  const server = app.getHttpServer();
  if (!server.listening) return;
  app.get(Ending).begin();
  const connections = app.get(Connections);
  const closed = once(server, 'close').then(() => true);
  // Not `server.close`: it cuts idle connections at once, even one on which a request is just arriving.
  Server.prototype.close.call(server);
  const deadline = Date.now() + ANSWERED_WITHIN_MS;
  for (let wait = UNUSED_MS; !(await Promise.race([closed, pause(wait, false)])); wait = LOOK_MS) {
    connections.closeIdle();
    connections.closeSlowClients(LEAST_PACE);
    if (Date.now() > deadline) connections.closeAll();
  }
}
