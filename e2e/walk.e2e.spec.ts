import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Webhook } from 'standardwebhooks';
import { eventually, isTo, mailFiles, Opened } from '#testing';
import { admit, Client, completeSheet, receiver, subscribe, System, withOneMember } from './system.js';

describe('the main job, embedded', () => {
  const opened = new Opened();
  let hook: Awaited<ReturnType<typeof receiver>>;
  let system: System;

  beforeAll(async () => {
    hook = await opened.add(receiver(), (one) => one.close());
    system = await opened.add(
      System.start({ LRA_WEBHOOK_ALLOW: hook.allow, LRA_STEERING_MAIL: 'committee@network.example' }),
      (one) => one.destroy(),
    );
  }, 90_000);
  afterAll(() => opened.close(), 60_000);

  it('walks from application over approval, client, creation, submission and publication to a signed webhook and the change feed', async () => {
    const { city, steering } = await withOneMember(system);
    const { secret } = await subscribe(city, hook.url, ['eu.lra-network.practice.*']);

    const created = await city.post('/v1/practices', completeSheet('Language café'));
    expect(created.status).toBe(201);
    const path = `/v1/practices/${created.body.id}`;
    expect((await new Client(system).get(path)).status).toBe(404);
    const submitted = await city.post(`${path}/submission`, {}, { 'if-match': created.etag });
    expect(submitted.body.status).toBe('submitted');
    const published = await steering.post(`${path}/publication`, {}, { 'if-match': submitted.etag });
    expect(published.body).toMatchObject({ status: 'published', version: 1 });
    expect((await new Client(system).get(path)).body.factSheet.title).toEqual({ en: 'Language café' });

    const delivery = await eventually(() => hook.deliveries.find(({ event }) => event.subject === created.body.id));
    expect(new Webhook(secret).verify(delivery.text, delivery.headers as Record<string, string>)).toEqual(
      delivery.event,
    );
    expect(delivery.headers['webhook-id']).toBe(delivery.event.id);
    const changes = await new Client(system).get('/v1/changes?types=eu.lra-network.practice.*');
    expect(changes.body.items).toContainEqual(delivery.event);
  });

  it('walks from application over the mails, the link in one, and its page to a client and a first draft', async () => {
    const admin = await system.client();
    const steering = await admin.makeClient({ name: 'secretariat', roles: ['steering'] });
    const mailTo = (address: string) => eventually(async () => (await mailFiles(system.dataDir)).find(isTo(address)));
    const contact = { name: 'Aino Example', email: 'aino@vantaa.example' };
    const applied = await new Client(system).post('/v1/membership-applications', {
      name: 'City of Vantaa', kind: 'municipality', country: 'FI', contact, consent: true,
    }); // prettier-ignore
    const path = `/v1/membership-applications/${applied.body.id}`;
    const notice = await eventually(async () =>
      (await mailFiles(system.dataDir)).find((mail) => mail.text?.includes(system.url + path)),
    );
    expect(isTo('committee@network.example')(notice)).toBe(true);
    expect(JSON.stringify(notice)).not.toContain(contact.email);

    await steering.post(`${path}/decision`, { decision: 'approve', reason: 'Welcome.' });
    const { text = '' } = await mailTo(contact.email);
    const [link = '', token = ''] = /http\S+\/v1\/activations\/(\S+)/.exec(text) ?? [];
    expect(link).toBe(`${system.url}/v1/activations/${token}`);
    expect((await steering.get(path)).body.activation.state).toBe('sent');

    const page = await (await fetch(link, { headers: { accept: 'text/html' } })).text();
    expect(page).toContain('City of Vantaa');
    const form = new URLSearchParams({ clientName: 'Vantaa web office' });
    const shown = await fetch(link, { method: 'POST', body: form });
    expect(shown.status).toBe(201);
    const [clientId = '', clientSecret = ''] = [...(await shown.text()).matchAll(/<code>([\w-]{36,43})<\/code>/g)].map(
      ([, value]) => value!,
    );
    expect((await fetch(link, { method: 'POST', body: form })).status).toBe(410);

    const city = await system.client({ clientId, clientSecret });
    const draft = await eventually(async () => {
      const reply = await city.post('/v1/practices', completeSheet('First of Vantaa'));
      return reply.status === 201 && reply;
    });
    expect(draft.body.status).toBe('draft');
    await eventually(async () => (await steering.get(path)).body.activation.state === 'used');
    for (const secret of [token, clientSecret, contact.email]) expect(system.output).not.toContain(secret);
    const events = await new Client(system).get('/v1/changes?limit=100');
    for (const secret of [token, contact.email]) expect(JSON.stringify(events.body)).not.toContain(secret);
  });

  it('refuses writes of a rejected or suspended member, and refuses an ended one altogether', async () => {
    const { admin, steering } = await withOneMember(system, 'City of Oulu');
    const application = await new Client(system).post('/v1/membership-applications', {
      name: 'Nobody', kind: 'municipality', country: 'FI', contact: { name: 'N', email: 'n@nobody.example' }, consent: true,
    }); // prettier-ignore
    const decided = await steering.post(`/v1/membership-applications/${application.body.id}/decision`, {
      decision: 'reject',
      reason: 'No.',
    });
    expect(decided.body).toEqual({ status: 'rejected' });
    const refused = await admin.post('/v1/clients', {
      name: 'x',
      roles: ['member-editor'],
      memberId: application.body.id,
    });
    expect(refused.status).toBe(422);

    const memberId = await admit(system, steering, 'City of Turku');
    const city = await admin.makeClient({ name: 'Turku', roles: ['member-editor'], memberId });
    await eventually(async () => (await city.post('/v1/practices', completeSheet('Before'))).status === 201);
    await steering.post(`/v1/members/${memberId}/suspension`, { reason: 'Dues.' });
    const suspended = await eventually(async () => {
      const reply = await city.post('/v1/practices', completeSheet('While suspended'));
      return reply.status === 403 && reply;
    });
    expect(suspended.body.code).toBe('member.suspended');
    expect((await city.get('/v1/me')).status).toBe(200);

    await steering.post(`/v1/members/${memberId}/ending`, { reason: 'Left.' });
    await eventually(async () => (await city.get('/v1/me')).status === 401);
  });

  it('refuses a revoked client within five seconds', async () => {
    const admin = await system.client();
    const made = await admin.post('/v1/clients', { name: 'short-lived', roles: ['steering'] });
    const client = await system.client(made.body);
    expect((await client.get('/v1/me')).status).toBe(200);
    expect((await admin.send('DELETE', `/v1/clients/${made.body.clientId}`)).status).toBe(204);
    await eventually(async () => (await client.get('/v1/me')).status === 401, 5_000);
  });
});
