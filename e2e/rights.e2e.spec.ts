import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { roles, rulesOf } from '#identity';
import { Browser, eventually, Opened } from '#testing';
import { admit, Client, completeSheet, receiver, System, untilMayWrite, withOneMember } from './system.js';

/** A caller with rights, whether a client or a person. */
interface Holder {
  readonly id: string;
  readonly post: (path: string, body: object) => Promise<{ status: number; body: any }>;
  /** The member whose steps it may see; undefined: all members' or none. */
  readonly member?: Client;
}

describe('what depends on somebody’s rights', () => {
  const opened = new Opened();
  let hook: Awaited<ReturnType<typeof receiver>>;
  let system: System;
  let own: Awaited<ReturnType<typeof withOneMember>>;
  beforeAll(async () => {
    hook = await opened.add(receiver(), (one) => one.close());
    system = await opened.add(System.start({ LRA_WEBHOOK_ALLOW: hook.allow, LRA_RATE_LIMIT: '100000' }), (one) =>
      one.destroy(),
    );
    own = await withOneMember(system);
  }, 90_000);
  afterAll(() => opened.close(), 60_000);

  const client = async (rights: object): Promise<Holder> => {
    const made = await own.admin.makeClient({ name: 'holder', ...rights });
    return { id: (await made.get('/v1/me')).body.id, post: made.post };
  };
  const person = async (who: string): Promise<Holder & { leave: () => Promise<unknown> }> => {
    const browser = new Browser();
    const page = await browser.follow('GET', `${system.url}/v1/session/sign-in`);
    const { body: me } = await browser.follow('POST', `${page.url}/${who}`);
    const { body: session } = await browser.send('GET', `${system.url}/v1/session`);
    const headers = { 'x-csrf-token': session.csrfToken as string, 'content-type': 'application/json' };
    return {
      id: me.id,
      post: (path, body) => browser.send('POST', system.url + path, { headers, body: JSON.stringify(body) }),
      leave: () => browser.send('DELETE', `${system.url}/v1/persons/${me.id}`, { headers }),
    };
  };
  const remove = ({ id }: Holder) => own.admin.send('DELETE', `/v1/clients/${id}`);
  const memberOfItsOwn = async () => {
    const memberId = await admit(system, own.steering, `City ${randomUUID()}`);
    const editor = await own.admin.makeClient({ name: 'its city', roles: ['member-editor'], memberId });
    await untilMayWrite(editor);
    return { memberId, editor };
  };

  const affiliation = 'University of Exampleville';
  type Ending = [who: string, make: () => Promise<{ holder: Holder; end: () => Promise<unknown> }>];
  const endings: readonly Ending[] = [
    ...roles
      .filter((role) => rulesOf(role).boundTo !== 'member')
      .map((role): Ending => [
        `a deleted client of the role ${role}`,
        async () => {
          const holder = await client({ roles: [role], affiliation });
          return { holder, end: () => remove(holder) };
        },
      ]),
    [
      'a deleted client of the role member-editor',
      async () => {
        const holder = { ...(await client({ roles: ['member-editor'], memberId: own.memberId })), member: own.city };
        return { holder, end: () => remove(holder) };
      },
    ],
    [
      'a client of a member that has ended',
      async () => {
        const { memberId, editor } = await memberOfItsOwn();
        const holder = { ...(await client({ roles: ['member-editor'], memberId })), member: editor };
        const end = () => own.steering.post(`/v1/members/${memberId}/ending`, { reason: 'Left.' });
        return { holder, end };
      },
    ],
    [
      'a secretary whose rights are withdrawn',
      async () => {
        const holder = await person('secretary');
        const { body } = await own.admin.get('/v1/invitations?limit=100');
        const theirs = body.items.filter(({ personId }: { personId: string }) => personId === holder.id);
        const end = () =>
          Promise.all(theirs.map(({ id }: { id: string }) => own.admin.send('DELETE', `/v1/invitations/${id}`)));
        return { holder, end };
      },
    ],
    [
      'an official who has erased their own account',
      async () => {
        const holder = await person('official');
        return { holder, end: holder.leave };
      },
    ],
  ];

  it.each(endings)(
    'ends: of %s no webhook is left, and nothing waits for them',
    async (_, make) => {
      const { holder, end } = await make();
      const url = `${hook.url}/${holder.id}`;
      const wish = (filter: object) =>
        holder.post('/v1/subscriptions', { channel: { type: 'webhook', url }, filter, frequency: 'immediate' });
      const asked = await wish({ steps: true });
      const made = asked.status === 403 ? await wish({}) : asked;
      expect(made.status).toBe(201);
      const path = `/v1/subscriptions/${made.body.id}`;
      await eventually(async () => (await own.admin.get(path)).body.state === 'active');

      const writer = holder.member ?? own.city;
      const created = await writer.post('/v1/practices', completeSheet('Before'));
      const practice = `/v1/practices/${created.body.id}`;
      const tells = async () => (await own.admin.get(`${path}/deliveries?total=true`)).body.total as number;
      if (asked.status === 201) await eventually(async () => (await tells()) > 0);
      const given = await own.steering.post(`${practice}/assignment`, { task: 'edit', assigneeId: holder.id });
      expect([200, 422]).toContain(given.status);

      await end();
      await eventually(async () => (await own.admin.get(path)).status === 404);
      await eventually(async () => (await own.steering.get(`${practice}/assignments`)).body.items.length === 0);
      expect(await own.steering.post(`${practice}/assignment`, { task: 'edit', assigneeId: holder.id })).toMatchObject({
        status: 422,
        body: { errors: [{ pointer: '/assigneeId' }] },
      });
    },
    30_000,
  );
});
