import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { connect, type Socket } from 'node:net';
import { CommandBus } from '@nestjs/cqrs';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { newId } from '#database';
import { eventually } from '#testing';
import { json, testGateway, type TestGateway } from '../../test/test-gateway.js';
import { ActivateMember } from './activate-member/activate-member.js';

interface Link {
  readonly memberId: string;
  readonly memberName: string;
  readonly clientId: string;
  used: boolean;
}

describe('an activation link', () => {
  let gateway: TestGateway;
  const links = new Map<string, Link>();
  /** What network was asked about which token, in order. */
  const asked: { what: string; token: string }[] = [];
  let failing: string[] = [];
  let holding = Promise.resolve();
  const problem = { 'content-type': 'application/problem+json' };

  beforeAll(async () => {
    gateway = await testGateway({ env: { LRA_RATE_LIMIT: '100000' } });
    gateway.upstream.state.respond = ({ url, body }, response) => {
      const what = url.split('/').at(-1)!;
      const { token } = JSON.parse(body.toString()) as { token: string };
      asked.push({ what, token });
      const link = links.get(token);
      void holding.then(() => answer(what, link, response));
    };
  });
  const answer = (what: string, link: Link | undefined, response: ServerResponse) => {
    if (failing.includes(what)) json(response, 503, { status: 503, code: 'service.away', detail: 'x' }, problem);
    else if (!link) json(response, 404, { status: 404, code: 'activation.unknown', detail: 'No such link.' }, problem);
    else if (what === 'use') {
      link.used = true;
      response.writeHead(204).end();
    } else if (link.used) json(response, 410, { status: 410, code: 'activation.used', detail: 'Was used.' }, problem);
    else json(response, 200, link);
  };
  afterAll(() => gateway.close());
  beforeEach(() => {
    asked.length = 0;
    failing = [];
  });

  const newLink = (memberName = 'City of Tampere') => {
    const token = randomBytes(32).toString('base64url');
    const link: Link = { memberId: newId(), memberName, clientId: newId(), used: false };
    links.set(token, link);
    return { token, link, path: `/v1/activations/${token}` };
  };
  const show = (path: string) => gateway.call('GET', path, { headers: { accept: 'text/html,*/*;q=0.8' } });
  const post = (path: string, body: unknown = { clientName: 'Registry' }) => gateway.call('POST', path, { body });
  const postForm = (path: string, form: Record<string, string> = { clientName: 'Registry' }) =>
    gateway.call('POST', path, {
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams(form).toString(),
    });
  const clientsOf = (memberId: string) =>
    gateway.dataSource.query<object[]>('select * from client where member_id = $1', [memberId]);
  const isHandedOver = (clientId: string) =>
    eventually(async () => {
      const [row] = await gateway.dataSource.query<{ at: Date | null }[]>(
        'select handed_over_at as at from activation where client = $1',
        [clientId],
      );
      return row?.at != null;
    });
  const lapse = (clientId: string) =>
    gateway.dataSource.query('update activation set claimed_until = clock_timestamp() where client = $1', [clientId]);

  it('shows a page that runs no script, loads nothing, keeps and tells nothing, and posts to itself', async () => {
    const { path } = newLink();
    const answer = await show(path);
    expect(answer.status).toBe(200);
    expect(answer.headers).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
    });
    expect(answer.headers['content-security-policy']).toMatch(
      /^default-src 'none'; style-src 'sha256-[^']+'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'$/,
    );
    expect(answer.text).toContain('City of Tampere');
    expect(answer.text).toContain('<form method="post">');
    expect(answer.text).not.toMatch(/<script|<link|<img|http:|https:/);
  });

  it('shows names as text', async () => {
    const { path } = newLink(`<img src=x onerror="alert('1')">&`);
    const { text } = await show(path);
    expect(text).toContain('&lt;img src=x onerror=&quot;alert(&#39;1&#39;)&quot;&gt;&amp;');
    expect(text).not.toContain('<img');
  });

  it('is not used up by looking at it, however often and by whatever method', async () => {
    const { path, link } = newLink();
    for (let n = 0; n < 3; n += 1) expect((await show(path)).status).toBe(200);
    expect((await gateway.call('HEAD', path)).status).toBe(200);
    expect(await clientsOf(link.memberId)).toEqual([]);
    expect((await post(path)).status).toBe(201);
  });

  it('gives the member its first client once: an editor of that member, without a vote', async () => {
    const { path, link } = newLink();
    const made = await post(path);
    expect(made).toMatchObject({ status: 201, body: { clientId: link.clientId, clientSecret: expect.any(String) } });
    expect(made.headers['cache-control']).toBe('no-store');
    const me = await gateway.call('GET', '/v1/me', { token: await gateway.tokenOf(made.body) });
    expect(me.body).toMatchObject({ name: 'Registry', roles: ['member-editor'], memberId: link.memberId, grants: [] });

    expect((await post(path)).body).toMatchObject({ status: 410, code: 'activation.used' });
    await eventually(() => link.used);
    expect((await post(path)).body).toMatchObject({ status: 410, code: 'activation.used' });
    expect((await show(path)).status).toBe(410);
    expect(await clientsOf(link.memberId)).toHaveLength(1);
  });

  it('shows the secret of the page’s form on a page, once', async () => {
    const { path, link } = newLink();
    const made = await postForm(path);
    expect(made.status).toBe(201);
    expect(made.headers).toMatchObject({ 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' });
    const [clientId, clientSecret] = [...made.text.matchAll(/<code>([\w-]{36,43})<\/code>/g)].map(([, text]) => text!);
    expect(clientId).toBe(link.clientId);
    expect((await gateway.askToken(clientId!, clientSecret!)).status).toBe(200);
    const again = await postForm(path);
    expect(again.status).toBe(410);
    expect(again.headers['content-type']).toContain('text/html');
    expect(again.text).not.toContain(clientSecret);
  });

  it('makes one client of many submissions at once', async () => {
    const { path, link } = newLink();
    const answers = await Promise.all(Array.from({ length: 20 }, (_, n) => (n % 2 ? post(path) : postForm(path))));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, ...Array.from({ length: 19 }, () => 410)].sort());
    expect(await clientsOf(link.memberId)).toHaveLength(1);
  });

  it('works again when the gateway died before its answer left: the same client, with a secret that works alone', async () => {
    const { path, link } = newLink();
    // What is committed before the answer; then the process is gone.
    const lost = await gateway.app.get(CommandBus).execute(new ActivateMember(link, 'Lost'));
    const token = await gateway.tokenOf({ clientId: link.clientId, clientSecret: lost.secret });
    expect((await post(path)).status).toBe(410);

    await lapse(link.clientId);
    const made = await post(path);
    expect(made).toMatchObject({ status: 201, body: { clientId: link.clientId } });
    expect((await gateway.askToken(link.clientId, lost.secret)).status).toBe(401);
    expect((await gateway.call('GET', '/v1/me', { token })).status).toBe(401);
    expect((await gateway.askToken(link.clientId, made.body.clientSecret as string)).status).toBe(200);
    expect(await clientsOf(link.memberId)).toHaveLength(1);
  });

  it('works again when the answer did not get out, because whoever asked went away', async () => {
    const { path, link, token } = newLink();
    const { hostname, port } = new URL(gateway.url);
    const server = gateway.app.getHttpServer();
    const accepted = once(server, 'connection') as Promise<[Socket]>;
    const client = connect(Number(port), hostname);
    holding = new Promise<void>((release) => {
      // Network answers once the gateway can know that nobody waits for its own answer.
      void accepted.then(async ([socket]) => {
        await eventually(() => asked.some((one) => one.token === token));
        client.destroy();
        await eventually(() => socket.destroyed);
        release();
      });
    });
    client.write(
      `POST ${path} HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 21\r\n\r\n{"clientName":"Lost"}`,
    );
    await eventually(async () => (await clientsOf(link.memberId)).length === 1);
    holding = Promise.resolve();
    // Had the lost answer been taken for one that left, it would be noted before this later one is.
    const later = newLink();
    await post(later.path);
    await isHandedOver(later.link.clientId);
    await lapse(link.clientId);
    expect(await post(path)).toMatchObject({ status: 201, body: { clientId: link.clientId } });
  });

  it('that was answered gives nothing any more, also when its time was up and another link of the member is followed', async () => {
    const { path, link } = newLink();
    const made = await post(path);
    await isHandedOver(link.clientId);
    await lapse(link.clientId);
    const other = newLink();
    links.set(other.token, { ...link, used: false });
    expect((await post(other.path)).status).toBe(410);
    expect((await post(path)).status).toBe(410);
    expect((await gateway.askToken(link.clientId, made.body.clientSecret as string)).status).toBe(200);
  });

  it('tells network of its use later, when network died meanwhile', async () => {
    const { path, link, token } = newLink();
    failing = ['use'];
    expect((await post(path)).status).toBe(201);
    await eventually(() => asked.some((one) => one.what === 'use' && one.token === token));
    await isHandedOver(link.clientId);
    expect(link.used).toBe(false);
    failing = [];
    expect((await show(path)).status).toBe(410);
    expect(link.used).toBe(true);
  });

  it('makes nothing and says 503 while network is away', async () => {
    const { path, link } = newLink();
    failing = ['look-up'];
    const answer = await post(path);
    expect(answer.body).toMatchObject({ status: 503, code: 'service.away' });
    expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0);
    expect((await show(path)).status).toBe(503);
    expect(await clientsOf(link.memberId)).toEqual([]);
    failing = [];
    expect((await post(path)).status).toBe(201);
  });

  it('that nobody was sent is 404, as a page for people and a problem for programs', async () => {
    for (const token of ['A'.repeat(43), 'short', 'x'.repeat(400), '..%2f..']) {
      const path = `/v1/activations/${token}`;
      expect((await gateway.call('GET', path)).body).toMatchObject({ status: 404, code: 'activation.unknown' });
      expect((await post(path)).body).toMatchObject({ status: 404, code: 'activation.unknown' });
      const page = await show(path);
      expect(page.status).toBe(404);
      expect(page.headers['content-type']).toContain('text/html');
    }
    expect(asked.filter(({ what }) => what === 'look-up')).toHaveLength(3); // what can be no token is not asked about
  });

  it('names what is wrong with the name of the client, and still works afterwards', async () => {
    const { path } = newLink();
    expect((await post(path, {})).body).toMatchObject({
      status: 422,
      errors: [{ pointer: '/clientName', code: 'required' }],
    });
    expect((await post(path, { clientName: 'x', roles: ['admin'] })).body.errors).toMatchObject([
      { pointer: '/roles' },
    ]);
    expect((await post(path, { clientName: 'x'.repeat(201) })).status).toBe(422);
    const page = await postForm(path, { clientName: ' ' });
    expect(page.status).toBe(422);
    expect(page.text).toContain('clientName must describe the client');
    const twice = await gateway.call('POST', path, {
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: 'clientName=a&clientName=b',
    });
    expect(twice.status).toBe(422);
    expect((await post(path)).status).toBe(201);
  });

  it('stands in no table', async () => {
    const { path, token } = newLink();
    const { body } = await post(path);
    await show(path);
    for (const table of ['activation', 'attempt', 'client', 'token', 'outbox', 'idempotency_key']) {
      const text = JSON.stringify(await gateway.dataSource.query(`select t::text as row from ${table} t`));
      expect(text).not.toContain(token);
      expect(text).not.toContain(body.clientSecret);
    }
  });

  it('cannot be looked up from outside but through the page', async () => {
    const { token } = newLink();
    for (const what of ['look-up', 'use']) {
      const answer = await gateway.call('POST', `/v1/activation-links/${what}`, {
        token: gateway.adminToken,
        body: { token },
      });
      expect(answer.status).toBe(404);
    }
    expect(asked.filter((one) => one.token === token)).toEqual([]);
  });
});
