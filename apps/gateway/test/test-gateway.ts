import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { DataSource } from 'typeorm';
import { Agent, request } from 'undici';
import { readSettings } from '#config';
import type { CloudEvent } from '#contracts';
import { newId, type Clock } from '#database';
import { appContent, createApp, WAITING_PATH, type AppRuntime } from '#app';
import { IdentityVerifier, newIdentityKey, type Principal } from '#identity';
import { InProcessTransport, toMessage } from '#messaging';
import { testDatabase } from '#testing';
import { ensureAdmin } from '../src/credential/bootstrap-admin.js';
import { gatewayApp } from '../src/gateway.app.js';

export interface Received {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: Buffer;
}

type Responder = (received: Received, response: ServerResponse) => void;

/** Stands in for the three other apps: the environment of the gateway. */
export async function fakeUpstream() {
  const received: Received[] = [];
  const members = new Map<string, string>();
  const state: { respond: Responder; early?: Responder; waiting: (response: ServerResponse) => void } = {
    waiting: (response) => json(response, 200, { items: [] }),
    respond: (_, response) => json(response, 200, { ok: true }),
  };
  const server = createServer((incoming, response) => {
    const { method = '', url = '', headers } = incoming;
    const [, memberId] = /^\/v1\/members\/([^/?]+)$/.exec(url) ?? [];
    if (method === 'GET' && memberId !== undefined) {
      const status = members.get(memberId);
      json(response, status ? 200 : 404, { id: memberId, status });
      return;
    }
    if (url.startsWith(WAITING_PATH)) {
      state.waiting(response);
      return;
    }
    if (state.early) {
      state.early({ method, url, headers, body: Buffer.alloc(0) }, response);
      return;
    }
    const chunks: Buffer[] = [];
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
    incoming.on('error', () => undefined);
    incoming.on('end', () => {
      const one = { method, url, headers, body: Buffer.concat(chunks) };
      received.push(one);
      state.respond(one, response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    received,
    /** Status of each member that network knows. */
    members,
    state,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

export function json(
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
): void {
  const text = JSON.stringify(body);
  const length = { 'content-length': String(Buffer.byteLength(text)) };
  response.writeHead(status, { 'content-type': 'application/json', ...length, ...headers }).end(text);
}

export interface Answered {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  // Parsed as a JavaScript client would.
  readonly body: any;
  readonly text: string;
}

/** A listening gateway on a database of its own, in front of apps that the test plays. */
export async function testGateway(
  options: { env?: Record<string, string>; urlOf?: AppRuntime['urlOf']; clock?: Clock } = {},
) {
  const own = await testDatabase('gateway', appContent(gatewayApp.module));
  const { database } = own;
  const upstream = await fakeUpstream();
  const transport = new InProcessTransport();
  const key = await newIdentityKey();
  const runtime = (env: Record<string, string>, over = new InProcessTransport()): AppRuntime => ({
    settings: readSettings({ LRA_IDENTITY_KEY: key, ...env }),
    database,
    transport: over,
    identity: new IdentityVerifier(() => url),
    urlOf: options.urlOf ?? (() => upstream.url),
    upstreamPaths: {
      practices: ['/v1/practices', '/v1/imports', '/v1/exports', '/v1/statistics', '/v1/vocabularies'],
      network: ['/v1/members', '/v1/membership-applications', '/v1/feedback'],
      notifications: [
        '/v1/subscriptions',
        '/v1/deliveries',
        '/v1/operations/bounces',
        '/v1/operations/suppressed-addresses',
      ],
    },
    ...(options.clock ? { clock: options.clock } : {}),
  });
  // A test decides when the first admin is created.
  const { app } = await createApp({ ...gatewayApp, prepare: undefined }, runtime(options.env ?? {}, transport));
  transport.start();
  await app.listen(0, '127.0.0.1');
  const url = await app.getUrl();
  const agent = new Agent();
  const admin = await ensureAdmin(app);

  const call = async (
    method: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'OPTIONS',
    path: string,
    { token, headers, body }: { token?: string; headers?: Record<string, string>; body?: unknown } = {},
  ): Promise<Answered> => {
    const isStream = typeof body === 'object' && body !== null && Symbol.iterator in body && !Buffer.isBuffer(body);
    const isPlain = typeof body === 'string' || Buffer.isBuffer(body) || body === undefined;
    const answer = await request(url + path, {
      method,
      dispatcher: agent,
      headers: {
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      body: isStream ? Readable.from(body as Iterable<Buffer>) : isPlain ? body : JSON.stringify(body),
    });
    const text = await answer.body.text();
    const isJson = /[/+]json/.test(String(answer.headers['content-type'])) && text !== '';
    return {
      status: answer.statusCode,
      headers: answer.headers,
      body: isJson ? (JSON.parse(text) as unknown) : undefined,
      text,
    };
  };

  const askToken = (clientId: string, clientSecret: string): Promise<Answered> =>
    call('POST', '/v1/oauth/token', {
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({
        grant_type: 'client_credentials',
        client_id: clientId,
        client_secret: clientSecret,
      }).toString(),
    });

  const tokenOf = async (client: { clientId: string; clientSecret: string }): Promise<string> =>
    ((await askToken(client.clientId, client.clientSecret)).body as { access_token: string }).access_token;

  const adminToken = admin ? await tokenOf(admin) : '';
  // A test moves the clock forward, even by years: the purge must not delete the test's own credentials, which expire
  // then.
  await app.get(DataSource).query(`update token set expires_at = '2999-12-31'`);

  return {
    app,
    url,
    database,
    dataSource: app.get(DataSource),
    transport,
    upstream,
    admin,
    adminToken,
    verifier: new IdentityVerifier(() => url),
    /** The options of another instance of this gateway; its events are carried separately. */
    runtime,
    call,
    askToken,
    tokenOf,
    /** Creates a client as the operator, and a token of it. */
    async client(rights: Partial<Principal> & { roles: Principal['roles'] }) {
      const { roles, memberId, affiliation, grants } = rights;
      if (memberId !== undefined && !upstream.members.has(memberId)) upstream.members.set(memberId, 'approved');
      const made = await call('POST', '/v1/clients', {
        token: adminToken,
        body: { name: 'test', roles, memberId, affiliation, grants },
      });
      if (made.status !== 201) throw new Error(made.text);
      const { clientId, clientSecret } = made.body as { clientId: string; clientSecret: string };
      return { clientId, clientSecret, token: await tokenOf({ clientId, clientSecret }) };
    },
    /** Delivers an event as the app that owns its topic would. */
    publish: (topic: string, event: CloudEvent) => transport.publish([toMessage(topic, event)]),
    async close() {
      await app.close();
      await agent.close();
      await transport.close();
      await upstream.close();
      await own.drop();
    },
  };
}

export type TestGateway = Awaited<ReturnType<typeof testGateway>>;

const steps = { approved: 'approved', suspended: 'suspended', reinstated: 'approved', ended: 'ended' } as const;

export function memberEvent(id: string, step: keyof typeof steps, sequence: number): CloudEvent {
  return {
    specversion: '1.0', id: newId(), source: '/network', type: `eu.lra-network.member.${step}.v1`, subject: id,
    time: '2026-05-01T10:00:00.000Z', datacontenttype: 'application/json', sequence: String(sequence),
    data: {
      id, name: 'City of Tampere', kind: 'municipality', country: 'FI', countries: ['FI'], status: steps[step],
      effectiveOn: '2026-05-01', href: `/v1/members/${id}`,
    },
  }; // prettier-ignore
}

export function practiceEvent(
  id: string,
  what: 'published' | 'updated' | 'submitted' | 'adopted',
  sequence: number,
  countries = ['IT'],
): CloudEvent {
  return {
    specversion: '1.0', id: newId(), source: '/practices', type: `eu.lra-network.practice.${what}.v1`, subject: id,
    time: '2026-05-01T10:00:00.000Z', datacontenttype: 'application/json', sequence: String(sequence),
    data: {
      id, version: 1, title: { en: 'Live in Italy' }, countries, dimensions: ['cultural'], themes: [], ownerMemberId: null,
      href: `/v1/practices/${id}`,
    },
  }; // prettier-ignore
}
