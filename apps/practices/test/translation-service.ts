import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What the service was asked to translate. */
export interface Asked {
  readonly externalReference: string;
  readonly targetLanguage: string;
  readonly requesterCallback: string;
  readonly texts: { id: string; sourceLanguage: string; text: string }[];
}

/** A translation service that accepts or refuses what it is sent. */
export async function translationService() {
  const asked: Asked[] = [];
  const state = { status: 202 };
  const server: Server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      if (state.status === 202) asked.push(JSON.parse(Buffer.concat(chunks).toString()) as Asked);
      response.writeHead(state.status).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    asked,
    state,
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/translate`,
    close: () => new Promise((resolve) => server.close(resolve)),
  };
}
