import { once } from 'node:events';
import { Server } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Connections } from './connections.js';

/** How long a kept connection that nobody uses is left open after the end has begun, in milliseconds. */
const UNUSED_MS = 1_000;
/** Longest wait for answers that are under way, in milliseconds; then their connections are cut. */
const ANSWERED_WITHIN_MS = 15_000;
/** How often connections are looked at whose answer began before the end did, and so told nothing of it. */
const LOOK_MS = 50;
/** Who has to send or to take, and is slower than this, is not waited for. */
const LEAST_PACE = { bytes: 100_000, ms: 1_000 };

/** Whether this app has begun to end: it is not ready any more, and each of its answers closes the connection. */
export class Ending {
  hasBegun = false;
}

/**
 * Ends the HTTP side of an app so that no caller gets a wrong answer or a broken one: new connections are refused, whatever
 * comes on an open one is answered, with `connection: close`, and only connections that are not used are closed. What waits
 * for the app is waited for; what waits for a client that hardly sends or reads is not. Resolves when no connection is open;
 * at once when the app does not listen.
 */
export async function drain(app: NestFastifyApplication): Promise<void> {
  const server = app.getHttpServer();
  if (!server.listening) return;
  app.get(Ending).hasBegun = true;
  const connections = app.get(Connections);
  const closed = once(server, 'close').then(() => true);
  // Not `server.close`: http's own cuts idle connections at once, also those on which a request is just arriving.
  Server.prototype.close.call(server);
  const deadline = Date.now() + ANSWERED_WITHIN_MS;
  for (let wait = UNUSED_MS; !(await Promise.race([closed, pause(wait, false)])); wait = LOOK_MS) {
    connections.closeIdle();
    connections.closeSlowClients(LEAST_PACE);
    if (Date.now() > deadline) connections.closeAll();
  }
}
