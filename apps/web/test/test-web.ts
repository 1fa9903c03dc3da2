import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { readSettings } from '#config';
import { IDENTITY_HEADER, IdentitySigner, newIdentityKey, pagesTrust, type Principal } from '#identity';
import { webApp } from '../src/web.app.js';

/** What the gateway answers to a call of the pages. */
export interface ApiAnswer {
  readonly status?: number;
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** The pages before a gateway that the test plays. */
export async function testWeb(env: Record<string, string> = {}) {
  const signer = await IdentitySigner.fromKey(await newIdentityKey(), pagesTrust);
  const asked: { url: string; authorization: string | undefined; language: string | undefined }[] = [];
  const nothing: (url: string) => ApiAnswer = () => ({ body: { items: [], next: null, total: 0 } });
  const state = { answer: nothing, me: { body: { waiting: [], unavailable: [] } } as ApiAnswer };
  const gateway = createServer((request, response) => {
    const { url = '', headers } = request;
    if (url === '/.well-known/jwks.json') {
      response.end(JSON.stringify({ keys: [signer.publicKey] }));
      return;
    }
    asked.push({ url, authorization: headers.authorization, language: headers['accept-language'] });
    const { status = 200, body, headers: more } = url === '/v1/me' ? state.me : state.answer(url);
    response.writeHead(status, { 'content-type': 'application/json', ...more }).end(JSON.stringify(body));
  });
  await new Promise<void>((resolve) => gateway.listen(0, '127.0.0.1', resolve));
  let gatewayUrl = `http://127.0.0.1:${(gateway.address() as AddressInfo).port}`;
  const app = await webApp.create({
    settings: readSettings({ LRA_PUBLIC_URL: 'https://network.example', ...env }),
    gatewayUrl: () => gatewayUrl,
  });
  return {
    asked,
    state,
    /** One request, by somebody who has signed in if a principal is given. */
    async get(url: string, headers: Record<string, string> = {}, by?: Principal) {
      const identity = by ? { [IDENTITY_HEADER]: await signer.sign(by) } : {};
      return app.inject({ method: 'GET', url, headers: { ...headers, ...identity } });
    },
    loseGateway: () => (gatewayUrl = 'http://127.0.0.1:1'),
    async close() {
      await app.close();
      gateway.closeAllConnections();
      await new Promise((resolve) => gateway.close(resolve));
    },
  };
}

export type TestWeb = Awaited<ReturnType<typeof testWeb>>;
