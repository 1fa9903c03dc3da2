import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { OpenAPIObject } from '@nestjs/swagger';
import { operationsOf } from '#http';
import { roles, rulesOf, type Allowed, type Role } from '#identity';
import { Opened } from '#testing';
import { innerOperations } from '../tools/documents/describe.js';
import { allowedIn, mayCall } from '../tools/documents/permissions.js';
import { requestsOf, stale, world, type Asked, type Requests, type World } from './permission-requests.js';
import { byLink } from './requests/callers.js';
import { Client, receiver, System, type Reply } from './system.js';

const everyone = ['public', ...roles] as const;

/** Open to suspended members too: reading needs a new token, and everyone may leave. */
const always = (name: string): boolean =>
  ['POST /v1/oauth/token', 'POST /v1/session/sign-out'].includes(name) || byLink.test(name.split(' ')[1]!);

const callAs = (client: Client, method: string, { path, body }: Asked): Promise<Reply> =>
  client.send(method, path, { body, headers: stale, redirect: 'manual' });

/** As in the table: let in, or the way it is refused. */
function outcomeOf({ status, body }: Reply, missing = false): string {
  if (status >= 500) return `${status} ${body.code}`;
  // A 401 for a secret or sign-in that the call lacks is the call's own response: it was let in.
  if (status === 401 && !/^(?:oauth|sign-in)\./.test(String(body.code))) return '401';
  if (status === 403) return '403';
  if (status === 404 && !missing) return '404';
  return 'let in';
}

describe('permissions', () => {
  const opened = new Opened();
  let hook: Awaited<ReturnType<typeof receiver>>;
  let system: System;
  let made: World;
  let document: OpenAPIObject;
  let requests: Readonly<Record<string, Requests>>;

  beforeAll(async () => {
    hook = await opened.add(receiver(), (one) => one.close());
    system = await opened.add(System.start({ LRA_WEBHOOK_ALLOW: hook.allow }), (one) => one.destroy());
    made = await world(system, hook);
    document = (await new Client(system).get('/openapi.json')).body as OpenAPIObject;
    requests = requestsOf(made, document);
  }, 180_000);
  afterAll(() => opened.close(), 60_000);

  const routes = () =>
    operationsOf(document).map(({ method, path, operation }) => ({
      name: `${method.toUpperCase()} ${path}`,
      method: method.toUpperCase(),
      allowed: allowedIn(operation),
    }));

  it('are tried for every route of the document, and for no other', () => {
    expect(Object.keys(requests).sort()).toEqual(
      routes()
        .map(({ name }) => name)
        .sort(),
    );
  });

  it.each(everyone)(
    'of %s are those of the table, on own things',
    async (role) => {
      const [claimed, found]: [string[], string[]] = [[], []];
      for (const { name, method, allowed } of routes()) {
        const asked = await requests[name]!.own(role);
        claimed.push(`${name}: ${claimOf(allowed, role, 'own')}`);
        found.push(`${name}: ${outcomeOf(await callAs(made.callers[role], method, asked), asked.missing)}`);
      }
      expect(found).toEqual(claimed);
    },
    120_000,
  );

  it.each(everyone)(
    'of %s are those of the table, on the things of others',
    async (role) => {
      const [claimed, found]: [string[], string[]] = [[], []];
      for (const { name, method, allowed } of routes()) {
        const [own, foreign] = (['own', 'foreign'] as const).map((whose) => claimOf(allowed, role, whose));
        // Skipped: ownership makes no difference to this role here, and the things remain for the other callers.
        if (own === 'let in' && foreign === 'let in') continue;
        for (const asked of requests[name]!.foreign?.() ?? []) {
          claimed.push(`${name}: ${own === 'let in' ? String(asked.refusal) : foreign}`);
          found.push(`${name}: ${outcomeOf(await callAs(made.callers[role], method, asked))}`);
        }
      }
      expect(found).toEqual(claimed);
      expect(found.length).toBeGreaterThan(role === 'admin' ? 5 : 10);
    },
    120_000,
  );

  it('distinguish an own-only route from one that forgets the check: each has a foreign request or lists only own things', () => {
    const ownOnly = routes().filter(({ allowed }) => allowed.some((who) => who.startsWith('own:')));
    const withoutForeign = ownOnly.filter(({ name }) => !requests[name]!.foreign).map(({ name }) => name);
    expect(withoutForeign.sort()).toEqual([
      'DELETE /v1/submissions/by-external-id',
      'GET /v1/clients',
      'GET /v1/imports',
      'GET /v1/invitations',
      'GET /v1/persons',
      'GET /v1/principals',
      'GET /v1/saved-searches',
      'GET /v1/submissions',
      'GET /v1/subscriptions',
      'POST /v1/imports',
      'POST /v1/practices',
      'POST /v1/submissions',
    ]);
  });

  it('keep things of another member out of a member’s lists', async () => {
    const editor = made.callers['member-editor'];
    const clients = await editor.get('/v1/clients?limit=100');
    expect(clients.body.items.length).toBeGreaterThan(0);
    expect(new Set(clients.body.items.map((client: any) => client.memberId))).toEqual(new Set([made.home]));
    const subscriptions = await editor.get('/v1/subscriptions?limit=100');
    const ofHome = roles.filter((role) => rulesOf(role).boundTo).map((role) => made.subscriptions[role]);
    expect(subscriptions.body.items.map((subscription: any) => subscription.id).toSorted()).toEqual(ofHome.toSorted());
    const submissions = await editor.get('/v1/submissions?limit=100');
    expect(new Set(submissions.body.items.map((submission: any) => submission.externalId))).toEqual(new Set(['ours']));
    const invitations = await editor.get('/v1/invitations?limit=100');
    expect(invitations.body.items.length).toBeGreaterThan(0);
    expect(new Set(invitations.body.items.map((invitation: any) => invitation.memberId))).toEqual(new Set([made.home]));
    expect((await editor.get('/v1/persons')).body.items).toEqual([]);
    const named = await editor.get('/v1/principals?limit=100');
    const ids = named.body.items.map((one: any) => one.id);
    expect(ids).toEqual(expect.arrayContaining(clients.body.items.map((client: any) => client.id)));
    expect(ids).not.toContain(made.foreignClient);
    const drafts = await editor.get('/v1/practices?status=draft&limit=100');
    expect(drafts.body.items.length).toBeGreaterThan(0);
    expect(new Set(drafts.body.items.map((practice: any) => practice.ownerMemberId))).toEqual(new Set([made.home]));
  });

  it('let the editor of a suspended member read but not write', async () => {
    for (const { name, method, allowed } of routes()) {
      const asked = await requests[name]!.own('member-editor');
      const reply = await callAs(made.suspended, method, asked);
      if (method === 'GET') {
        const hidden = !allowed.includes('public') && requests[name]!.foreign !== undefined;
        if (!hidden && mayCall(allowed, 'member-editor own'))
          expect([name, outcomeOf(reply, asked.missing)]).toEqual([name, 'let in']);
      } else {
        const refusal = always(name) ? outcomeOf(reply, asked.missing) : `${reply.status} ${String(reply.body.code)}`;
        expect([name, refusal]).toEqual([name, always(name) ? 'let in' : '403 member.suspended']);
      }
    }
  }, 60_000);

  it('do not exist for addresses between apps: the gateway passes none of them on', async () => {
    const inner = (await innerOperations()).filter(({ path, method }) => !document.paths[path]?.[method]);
    expect(inner.map(({ path }) => path)).toEqual(
      expect.arrayContaining(['/v1/snapshots/practices', '/v1/snapshots/members', '/v1/activation-links/look-up']),
    );
    for (const { method, path } of inner) {
      const reply = await made.admin.send(method.toUpperCase(), path, { body: method === 'get' ? undefined : {} });
      expect([path, reply.status, reply.body.code]).toEqual([path, 404, 'not-found']);
    }
  });
});

function claimOf(allowed: readonly Allowed[], role: Role | 'public', whose: 'own' | 'foreign'): string {
  if (mayCall(allowed, role === 'public' ? 'public' : `${role} ${whose}`)) return 'let in';
  return role === 'public' ? '401' : '403';
}
