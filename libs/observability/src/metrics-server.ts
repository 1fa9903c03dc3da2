import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { listeningAt, type Listening } from './listening.js';
import type { Metrics } from './metrics.js';

export interface MetricsServer {
  /** Where Prometheus reads. */
  readonly at: Listening;
  close(): Promise<void>;
}

/** Serves `GET /metrics` on a port of its own, which the gateway does not pass on to anybody. @throws when the port is taken */
export async function serveMetrics(metrics: Metrics, port: number, host: string): Promise<MetricsServer> {
  const server = createServer((request, response) => {
    answer(metrics, request, response).catch(() => response.destroy());
  });
  await new Promise<void>((listening, failed) => {
    server.once('error', failed).listen(port, host, listening);
  });
  return {
    at: listeningAt(server.address() as AddressInfo, '/metrics'),
    close: () =>
      new Promise<void>((closed) => {
        server.close(() => closed());
        server.closeAllConnections();
      }),
  };
}

async function answer(metrics: Metrics, { method, url }: IncomingMessage, response: ServerResponse): Promise<void> {
  const isRead = method === 'GET' || method === 'HEAD';
  if (!isRead || url?.split('?', 1)[0] !== '/metrics') {
    response.writeHead(404).end();
    return;
  }
  const text = await metrics.scrape();
  response.writeHead(200, { 'content-type': metrics.contentType, 'cache-control': 'no-store' });
  response.end(method === 'HEAD' ? undefined : text);
}
