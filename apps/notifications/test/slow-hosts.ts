import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ReceivedBody } from './receiver.js';

/** Receivers on hosts of their own that keep callers waiting until the test ends. */
export interface SlowHosts {
  readonly urls: readonly string[];
  /** Calls that are open now. */
  open(): number;
  close(): Promise<void>;
}

/** @param slowWith what they delay: events (they return challenges at once), or challenges as well */
export async function startSlowHosts(count: number, slowWith: 'events' | 'challenges'): Promise<SlowHosts> {
  const held = new Set<ServerResponse>();
  const servers = await Promise.all(
    Array.from({ length: count }, async () => {
      const server = createServer((request, response) => {
        let text = '';
        request.on('data', (chunk) => (text += String(chunk)));
        request.on('end', () => {
          const { challenge } = JSON.parse(text) as ReceivedBody;
          if (challenge !== undefined && slowWith === 'events') response.end(JSON.stringify({ challenge }));
          else held.add(response.on('close', () => held.delete(response)));
        });
      });
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      return server;
    }),
  );
  const urlOf = (server: Server) => `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  return {
    urls: servers.map(urlOf),
    open: () => held.size,
    close: async () => {
      for (const server of servers) server.closeAllConnections();
      await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
    },
  };
}
