import { randomBytes, randomUUID } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { connect } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { eventually, Opened } from '#testing';
import { adminSecret, Client, completeSheet, receiver, subscribe, System, withOneMember } from './system.js';

interface Span {
  readonly service: string;
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly name: string;
}

/** A collector of traces on a free port that keeps what it receives. */
async function collector() {
  const bodies: string[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      bodies.push(Buffer.concat(chunks).toString());
      response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    bodies,
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    spans: (): Span[] =>
      bodies
        .flatMap((body) => JSON.parse(body).resourceSpans)
        .flatMap(({ resource, scopeSpans }) => {
          const service = resource.attributes.find(({ key }: any) => key === 'service.name').value.stringValue;
          return scopeSpans.flatMap(({ spans }: any) => spans.map((span: object) => ({ service, ...span })));
        }),
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

const project = fileURLToPath(new URL('..', import.meta.url));

describe('what an operator sees of a run', () => {
  const opened = new Opened();
  let hook: Awaited<ReturnType<typeof receiver>>;
  let traces: Awaited<ReturnType<typeof collector>>;
  let system: System;
  let world: Awaited<ReturnType<typeof withOneMember>>;

  beforeAll(async () => {
    hook = await opened.add(receiver(), (one) => one.close());
    traces = await opened.add(collector(), (one) => one.close());
    system = await opened.add(
      System.start({ LRA_WEBHOOK_ALLOW: hook.allow, OTEL_EXPORTER_OTLP_ENDPOINT: traces.url }),
      (one) => one.destroy(),
    );
    world = await withOneMember(system);
  }, 90_000);
  afterAll(() => opened.close(), 60_000);

  const scrape = async () => (await fetch(/Metrics\s+(\S+)/.exec(system.output)![1]!)).text();
  const logText = async () => {
    const folder = join(system.dataDir, 'logs');
    return (await Promise.all((await readdir(folder)).map((name) => readFile(join(folder, name), 'utf8')))).join('');
  };
  const logLines = async () =>
    (await logText())
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line) as Record<string, unknown>);
  const linesOf = (traceId: string, count: number) =>
    eventually(async () => {
      const lines = (await logLines()).filter((line) => line['traceId'] === traceId && line['msg'] === 'request');
      return lines.length >= count && lines;
    });
  const newTrace = () => {
    const traceId = randomBytes(16).toString('hex');
    return { traceId, headers: { traceparent: `00-${traceId}-${randomBytes(8).toString('hex')}-00` } };
  };
  /** Submits and publishes a draft. */
  const publish = async (created: { body: any; etag: string }, headers: Record<string, string> = {}) => {
    const path = `/v1/practices/${created.body.id}`;
    const submitted = await world.city.post(`${path}/submission`, {}, { 'if-match': created.etag });
    return world.steering.post(`${path}/publication`, {}, { 'if-match': submitted.etag, ...headers });
  };

  it('the trace id of a problem document is that of the caller, and leads to one line of each app that had the request', async () => {
    const { traceId, headers } = newTrace();
    const refused = await world.city.post('/v1/practices', { originalLanguage: 'en' }, headers);
    expect(refused.body).toMatchObject({ status: 422, traceId });
    const lines = await linesOf(traceId, 2);
    expect(lines).toHaveLength(2);
    const common = { level: 'info', method: 'POST', status: 422, durationMs: expect.any(Number) };
    expect(lines).toContainEqual(
      expect.objectContaining({ ...common, app: 'practices', route: '/v1/practices', code: refused.body.code }),
    );
    expect(lines).toContainEqual(expect.objectContaining({ ...common, app: 'gateway', route: '/v1/practices' }));
  });

  it('a request without a trace, one that is not HTTP, and one to nowhere get a trace id that is in the log', async () => {
    const nowhere = await world.city.get(`/v1/nothing/${randomUUID()}`);
    const malformed = await world.city.get('/v1/practices/%zz');
    const { port } = new URL(system.url);
    const noHttp = await new Promise<string>((resolve, reject) => {
      const socket = connect(Number(port), '127.0.0.1', () => socket.write('NOTHING / HTTP/1.1\r\n\r\n'));
      socket.once('data', (data) => resolve(data.toString())).once('error', reject);
    });
    const ids = [nowhere.body.traceId, malformed.body.traceId, /"traceId":"(\w+)"/.exec(noHttp)![1]!];
    for (const id of ids) expect(await linesOf(id, 1)).toMatchObject([{ app: 'gateway', route: 'unknown' }]);
  });

  it('one trace spans the request at the gateway, the app, the way of its event and the consumers, each caused by the one before', async () => {
    const { traceId, headers } = newTrace();
    const published = await publish(await world.city.post('/v1/practices', completeSheet('Traced')), headers);
    expect(published.status).toBe(200);
    const spans = await eventually(() => {
      const own = traces.spans().filter((span) => span.traceId === traceId);
      return own.filter(({ name }) => name.startsWith('process ')).length >= 2 && own;
    }, 20_000);
    const span = (service: string, name: string) => {
      const found = spans.find((one) => one.service === service && one.name === name);
      expect([service, name, found]).toEqual([service, name, expect.anything()]);
      return found!;
    };
    const type = 'eu.lra-network.practice.published.v1';
    const gateway = span('lra-gateway', 'POST /v1/practices/*');
    const handler = span('lra-practices', 'POST /v1/practices/:id/publication');
    const sent = span('lra-practices', 'publish lra.practices.practice');
    const changeLog = span('lra-gateway', `process ${type}`);
    const subscriptions = span('lra-notifications', `process ${type}`);
    expect(gateway.parentSpanId).toBe(headers.traceparent.split('-')[2]);
    expect(handler.parentSpanId).toBe(gateway.spanId);
    expect(sent.parentSpanId).toBe(handler.spanId);
    expect(changeLog.parentSpanId).toBe(sent.spanId);
    expect(subscriptions.parentSpanId).toBe(sent.spanId);
  }, 60_000);

  it('the metrics of all four apps are on one port, by app, route pattern, method and status', async () => {
    await eventually(async () => (await world.admin.get('/v1/operations/outbox')).status === 200);
    const text = await scrape();
    for (const app of ['gateway', 'practices', 'network', 'notifications']) {
      expect(text).toContain(`lra_outbox_waiting_events{app="${app}"}`);
      expect(text).toContain(`lra_database_connections{app="${app}",state="idle"}`);
      expect(text).toContain(`lra_scrape_source_up{app="${app}",source="outbox"} 1`);
    }
    expect(text).not.toMatch(/^lra_scrape_source_up.* 0$/m);
    expect(text).toMatch(
      /lra_http_request_duration_seconds_count\{app="practices",method="POST",route="\/v1\/practices",status="201"\} [1-9]/,
    );
    expect(text).toMatch(
      /lra_consumer_events_total\{app="notifications",group="notifications.subscriptions",outcome="applied"\} [1-9]/,
    );
  });

  it('many different addresses make no more series', async () => {
    const series = async () => (await scrape()).split('\n').filter((line) => line.startsWith('lra_http')).length;
    const call = () => Promise.all([
      world.city.get(`/v1/practices/${randomUUID()}`), world.city.get(`/v1/${randomUUID()}`),
      world.city.get(`/v1/members?${randomUUID()}=1`), world.city.send('PROPFIND', `/${randomUUID()}`),
    ]); // prettier-ignore
    await call();
    const before = await series();
    for (let n = 0; n < 10; n += 1) await call();
    expect(await series()).toBe(before);
  });

  it('every metric that the dashboard and the alerts name is in a real scrape', async () => {
    const { secret } = await subscribe(world.city, hook.url, ['eu.lra-network.practice.*']);
    expect(secret).toMatch(/^whsec_/);
    const published = await publish(await world.city.post('/v1/practices', completeSheet('Delivered')));
    await eventually(() => hook.deliveries.some(({ event }) => event.subject === published.body.id));
    // Aborted before the response, so that this is counted too.
    const socket = connect(Number(new URL(system.url).port), '127.0.0.1', () => {
      socket.write('POST /v1/practices HTTP/1.1\r\nhost: localhost\r\ncontent-length: 10\r\n');
      socket.write(`authorization: Bearer ${world.city.token}\r\ncontent-type: application/json\r\n\r\n{`, () =>
        socket.destroy(),
      );
    });
    const alerts = parse(await readFile(join(project, 'deploy/prometheus/alerts.yml'), 'utf8'));
    const dashboard = JSON.parse(await readFile(join(project, 'deploy/grafana/dashboards/lra-network.json'), 'utf8'));
    const expressions: string[] = [
      ...alerts.groups.flatMap(({ rules }: any) => rules.map(({ expr }: any) => expr)),
      ...dashboard.panels.flatMap(({ targets = [] }: any) => targets.map(({ expr }: any) => expr)),
      ...dashboard.templating.list.map(({ query }: any) => query.query),
    ];
    expect(expressions.length).toBeGreaterThan(40);
    const names = new Set(expressions.flatMap((text) => text.match(/\b(?:lra|process|nodejs)_[a-z0-9_]+/g) ?? []));
    expect(names.size).toBeGreaterThan(20);
    names.delete('lra_consumer_lag_events'); // only where there is a broker: messaging.metrics.int.spec.ts
    await eventually(async () => {
      const samples = (await scrape()).split('\n').map((line) => /^[a-z0-9_]+/.exec(line)?.[0]);
      const missing = [...names].filter((name) => !samples.includes(name));
      if (missing.length > 0) throw new Error(`Not in a scrape: ${missing.join(', ')}`);
      return true;
    });
  }, 60_000);

  it('every alert has a section in docs/operations.md that says what to do', async () => {
    const alerts = parse(await readFile(join(project, 'deploy/prometheus/alerts.yml'), 'utf8'));
    const operations = await readFile(join(project, 'docs/operations.md'), 'utf8');
    const rules = alerts.groups.flatMap((group: any) => group.rules) as any[];
    expect(rules.length).toBeGreaterThan(10);
    for (const { alert, annotations } of rules) {
      expect(annotations.runbook).toBe(`docs/operations.md#${alert.toLowerCase()}`);
      expect(operations).toMatch(new RegExp(`^### ${alert}\\n\\n.{80,}`, 'm'));
    }
  });

  it('a person at the terminal sees what concerns them, and no requests', async () => {
    expect((await logLines()).filter(({ msg }) => msg === 'request').length).toBeGreaterThan(20);
    expect(system.output).toMatch(/^Ready after/m);
    expect(system.output).not.toContain('{"level"');
    expect(system.errors).toBe('');
  });

  it('no personal data, no secret, no token and nothing that callers sent is in any log, metric or trace', async () => {
    const mark = (what: string) => `${what}-Zz${randomBytes(8).toString('hex')}`;
    const sent: string[] = [adminSecret, Buffer.from(`e2e admin:${adminSecret}`).toString('base64')];
    const say = (what: string) => {
      const marked = mark(what);
      sent.push(marked);
      return marked;
    };
    const clients = await Promise.all(
      [
        { name: say('client'), roles: ['steering'] },
        { name: say('client'), roles: ['member-editor'], memberId: world.memberId },
      ].map(async (client) => {
        const { body } = await world.admin.post('/v1/clients', client);
        sent.push(body.clientSecret);
        const signedIn = await system.client(body);
        sent.push(signedIn.token!);
        return signedIn;
      }),
    );
    const [, city] = clients as [Client, Client];

    // People, in every place that may contain them.
    const application = await new Client(system).post('/v1/membership-applications', {
      name: say('city'), kind: 'municipality', country: 'FI', consent: true,
      contact: { name: say('person'), email: `${say('mail')}@example.org` },
    }); // prettier-ignore
    expect(application.status).toBe(201);
    const contacts = [
      { name: say('person'), email: `${say('mail')}@example.org`, consentToPublish: true },
      { name: say('person'), email: `${say('mail')}@example.org`, consentToPublish: false },
    ];
    const created = await city.post(
      '/v1/practices',
      { ...completeSheet(say('title')), contacts },
      { 'idempotency-key': say('key') },
    );
    expect(created.status).toBe(201);
    const { secret } = await subscribe(city, `${hook.url}/${say('hook')}`, ['eu.lra-network.practice.*']);
    sent.push(secret);
    await publish(created);
    await eventually(() => hook.deliveries.some(({ event }) => event.subject === created.body.id));
    const form = new FormData();
    const rows = [`{"externalId":"1","title":{"en":"${say('row')}"}}`, `not json ${say('row')}`];
    form.append('file', new Blob([rows.join('\n')]), `${say('file')}.ndjson`);
    expect((await city.send('POST', '/v1/imports', { raw: form })).status).toBe(202);

    // Hostile callers, in every part of a request.
    const basic = (text: string) => `Basic ${Buffer.from(text).toString('base64')}`;
    const wrong = basic(`${say('client')}:${say('secret')}`);
    sent.push(wrong.slice(6));
    await city.send('POST', '/v1/oauth/token', {
      headers: { authorization: wrong },
      raw: new URLSearchParams({ grant_type: say('grant') }),
    });
    await city.get(`/v1/practices/${say('id')}?${say('name')}=${say('value')}`);
    await city.get(`/v1/practices?q=${say('words')}&cursor=${say('cursor')}`);
    await new Client(system).post(`/v1/activations/${say('activation')}`, { clientName: say('name') });
    await new Client(system).post(`/v1/subscriptions/confirmations/${say('confirmation')}`);
    await new Client(system).get(`/%zz/${say('path')}`);
    await city.send('POST', '/v1/practices', {
      raw: `{"title": ${say('json')}`,
      headers: { 'content-type': 'application/json' },
    });
    await city.post('/v1/practices', {
      ...completeSheet(say('title')),
      [say('field')]: say('value'),
      period: { start: say('date') },
    });
    const headers = [
      'user-agent', 'referer', 'cookie', 'x-forwarded-for', 'accept-language', 'traceparent', 'tracestate', 'if-match', 'x-lra-identity',
      'idempotency-key', 'content-type', 'baggage', 'x-request-id',
    ]; // prettier-ignore
    for (const name of headers) await city.post('/v1/practices', completeSheet('Header'), { [name]: say(name) });
    await new Client(system).send('GET', '/v1/me', { headers: { authorization: `Bearer ${say('token')}` } });

    const last = newTrace();
    await city.send('GET', `/v1/practices/${say('last')}`, { headers: last.headers });
    await linesOf(last.traceId, 2);
    await eventually(() => traces.spans().some(({ traceId }) => traceId === last.traceId), 20_000);
    const places = {
      log: await logText(),
      terminal: system.output,
      metrics: await scrape(),
      traces: traces.bodies.join('\n'),
    };
    expect(sent.length).toBeGreaterThan(50);
    for (const [place, text] of Object.entries(places)) {
      expect(text.length).toBeGreaterThan(100);
      expect([place, sent.filter((part) => text.toLowerCase().includes(part.toLowerCase()))]).toEqual([place, []]);
      expect([place, /[\w.+-]+@[\w-]+\.\w+|\beyJ[\w-]{10,}|Bearer |Basic |whsec_/.exec(text)?.[0]]).toEqual([
        place,
        undefined,
      ]);
    }
    for (const line of await logLines()) expect(JSON.stringify(line['code'] ?? 'a')).toMatch(/^"[a-z.-]{1,60}"$/);
  }, 90_000);
});
