import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** When each message arrived, by its `webhook-id`, in milliseconds since 1970. */
let received = new Map<string, number>();

/** A receiver that accepts everything, at every address of this machine; `GET /` tells what came since the last time. */
const server = createServer((request, response) => {
  if (request.method === 'GET') {
    response.end(JSON.stringify(Object.fromEntries(received)));
    received = new Map();
    return;
  }
  request.resume().on('end', () => {
    const id = request.headers['webhook-id'];
    if (request.url === '/timed' && typeof id === 'string')
      received.set(id, performance.timeOrigin + performance.now());
    response.end();
  });
});

process.once('message', () => {
  server.listen(0, () => process.send?.({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` }));
});
process.once('disconnect', () => process.exit(0));
