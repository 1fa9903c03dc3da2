import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import pg from 'pg';
import { apps } from '#config';
import { memberApproved } from '#contracts';
import { runningPostgres } from '#database';
import { toMessage } from '#messaging';
import { Browser, eventually, isTo, mailFiles } from '#testing';
import { postfixReport } from '../apps/notifications/test/reports.js';
import { embeddingServer } from '../apps/practices/test/embedding-server.js';
import { admit, Client, completeSheet, receiver, subscribe, System, withOneMember, type Reply } from './system.js';

/** The person that every text of `useEveryFeature` names. */
export interface Named {
  readonly name: string;
  readonly email: string;
}

/** A consumer group of each app that consumes events of others; network has none. */
const groups = {
  practices: 'practices.members',
  gateway: 'gateway.members',
  notifications: 'notifications.subscriptions',
};

/** Runs SQL on the database of a running system. */
export async function onDatabase<T>({ dataDir }: System, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: (await runningPostgres(join(dataDir, 'postgres')))! });
  await client.connect();
  return work(client).finally(() => client.end());
}

/** Tables that may stay empty although every feature was used, and why. */
export const emptyByNature: Readonly<Record<string, string>> = {
  'gateway.erasure_in_hand': 'has a row only while an erasure goes on',
  'notifications.endpoint_health': 'has a row only while a receiver fails',
  'notifications.host_rate': 'has a row only for an hour after a call',
  ...Object.fromEntries(apps.map((app) => [`${app}.job`, 'has a row only while work is put aside'])),
  ...Object.fromEntries(
    apps.map((app) => [`${app}.job_schedule`, 'has a row only where an app has work by the calendar']),
  ),
  ...Object.fromEntries(
    apps.map((app) => [`${app}.erasure_report`, 'is written by the retention, after years, or by a restore']),
  ),
  ...Object.fromEntries(
    ['consumer_stream', 'inbox', 'operation_audit', 'rebuild', 'waiting_event'].map((table) => [
      `network.${table}`,
      'is of events of others, of which this app takes none',
    ]),
  ),
  'notifications.outbox': 'is of events of its own, of which this app tells none',
  'notifications.stream_head': 'is of events of its own, of which this app tells none',
};

/** A webhook receiver, a server of embeddings, and the settings that make every feature usable. */
export async function settingsForEveryFeature() {
  const [hook, embeddings] = [await receiver(), await embeddingServer()];
  const settings = {
    LRA_WEBHOOK_ALLOW: hook.allow,
    LRA_STEERING_MAIL: 'committee@example.org',
    LRA_TRANSLATION_URL: 'http://127.0.0.1:1/translate', // unreachable: its jobs wait
    LRA_TRANSLATION_SECRET: 'a secret of the translator, long enough',
    LRA_EMBEDDINGS_URL: embeddings.url,
    LRA_EMBEDDINGS_MODEL: 'concepts',
  };
  return { hook, settings, close: () => Promise.all([hook.close(), embeddings.close()]) };
}

const right = (reply: Reply): Reply => {
  if (reply.status >= 300) throw new Error(JSON.stringify(reply.body));
  return reply;
};

/**
 * Uses everything that the network offers, so that every table of every app has rows. Every free text names the person.
 * A new feature with a table must be used here too.
 */
export async function useEveryFeature(system: System, { name, email }: Named, hookUrl: string) {
  const network = await withOneMember(system);
  const { admin, steering, city } = network;
  const { id: subscription, secret } = await subscribe(steering, hookUrl, ['*']);
  const sheet = {
    // With line breaks: in escaped text the letter of the escape stands directly before the name.
    ...completeSheet(`The café of\n${name}\n${email}`),
    activities: { en: `Ask ${name}, ${email}.` },
    contacts: [{ name, email: email.toUpperCase(), consentToPublish: true }],
  };
  await followNews(system, city, hookUrl, email);
  const practice = await publishWithSteps(steering, city, sheet, { name, email });
  const path = `/v1/practices/${practice}`;

  const reviewer = await admin.makeClient({ name: `client of ${name}`, roles: ['reviewer'], affiliation: `Office of ${name}` }); // prettier-ignore
  const { body: me } = await reviewer.get('/v1/me');
  right(await steering.post(`${path}/assignment`, { task: 'assess', assigneeId: me.id }));
  const judged = { score: 4, reason: `${name} knows how.` };
  right(
    await reviewer.post(`${path}/assessments`, {
      scores: { relevance: judged, efficiency: judged, effectiveness: judged, impactAndAddedValue: judged, sustainability: judged },
    }),
  ); // prettier-ignore
  const other = await admit(system, steering, 'City of Brno');
  const adopter = await admin.makeClient({ name: 'adopter', roles: ['member-editor'], memberId: other });
  const adoption = { status: 'planned', changes: { en: `As ${name} does it` } };
  await eventually(async () => (await adopter.post(`${path}/adoptions`, adoption)).status === 201);
  const { etag } = await city.get(path);
  const translated = { body: { title: `Das Café von ${name}` }, headers: { 'if-match': etag } };
  right(await city.send('PUT', `${path}/translations/de`, translated));
  right(await city.post(`${path}/translations/fr/machine`));

  right(await city.post('/v1/submissions', { externalId: `of ${email}`, sourceVersion: 1, factSheet: sheet }));
  const form = new FormData();
  const rows = [{ externalId: 'row', ...sheet }];
  form.set('file', new Blob([JSON.stringify(rows)], { type: 'application/json' }), 'rows.json');
  right(await steering.send('POST', '/v1/imports', { raw: form }));

  await admitWithLink(system, steering, { name, email });
  const applied = await apply(system, 'City of Znojmo', { name, email });
  const decided = { decision: 'reject', reason: `${name} knows why.` };
  right(await steering.post(`/v1/membership-applications/${applied}/decision`, decided, { 'idempotency-key': 'rejected' })); // prettier-ignore
  right(await steering.post(`/v1/members/${other}/suspension`, { reason: `As ${name} wished.` }));
  right(await admin.post('/v1/invitations', { email, roles: ['official'] }, { 'idempotency-key': 'invited' }));
  await signInAndOut(system);
  await new Client(system).signIn('nobody', 'a wrong secret').catch(() => undefined);

  await eventually(async () => (await city.get('/v1/practices?status=submitted')).body.items.length > 0, 30_000);
  const delivered = await eventually(async () => {
    const { body } = await steering.get(`/v1/subscriptions/${subscription}/deliveries?state=delivered`);
    return body.items[0] as { id: string } | undefined;
  });
  right(await steering.post(`/v1/deliveries/${delivered.id}/redelivery`, {}, { 'idempotency-key': 'again' }));
  right(await admin.post('/v1/data-subjects/erasure', { email: 'nobody@people.example' }));
  await leaveDeadLetters(system, email);
  for (const group of Object.values(groups)) await admin.post('/v1/operations/rebuilds', { group });
  right(await city.post('/v1/saved-searches', { name: `As ${name} does it`, query: { q: `${name} ${email}` } }));
  right(await new Client(system).get(`${path}?lang=de`)); // what is read in one language is kept
  await eventually(async () => {
    const sql = 'select from practices.practice_meaning where practice_id = $1 and vector is not null';
    return (await onDatabase(system, (client) => client.query(sql, [practice]))).rowCount === 1;
  });
  return { ...network, practice, subscription, secret };
}

/** By e-mail, one mailbox of which refuses mails, and by saved searches, one of which is deleted. */
async function followNews(system: System, city: Client, hookUrl: string, email: string): Promise<void> {
  const admin = await system.client();
  const ask = async (channel: object, filter: object): Promise<string> =>
    right(await city.post('/v1/subscriptions', { channel, filter, frequency: 'weekly' })).body.id as string;
  await ask({ type: 'email', address: email }, {});
  const refusing = 'refusing@city.example';
  await ask({ type: 'email', address: refusing }, {});
  const { messageId } = await eventually(async () => (await mailFiles(system.dataDir)).find(isTo(refusing)));
  const headers = { 'content-type': 'message/rfc822' };
  right(await admin.send('POST', '/v1/operations/bounces', { raw: postfixReport({ messageId: messageId! }), headers }));
  const search = async () =>
    right(await city.post('/v1/saved-searches', { name: 'News', query: {} })).body.id as string;
  const follow = async (savedSearch: string): Promise<string> => {
    const wanted = { channel: { type: 'webhook', url: hookUrl }, filter: { savedSearch }, frequency: 'immediate' };
    return right(await city.post('/v1/subscriptions', wanted)).body.id as string;
  };
  await follow(await search());
  const gone = await search();
  const silent = await follow(gone);
  right(await city.send('DELETE', `/v1/saved-searches/${gone}`));
  await eventually(async () => (await city.get(`/v1/subscriptions/${silent}`)).body.searchDeletedAt !== null);
}

/** Takes a practice through all its steps and starts its next version. Returns its id. */
async function publishWithSteps(
  steering: Client,
  city: Client,
  sheet: object,
  { name, email }: Named,
): Promise<string> {
  const made = right(await city.post('/v1/practices', sheet, { 'idempotency-key': 'first' }));
  const path = `/v1/practices/${made.body.id}`;
  const step = async (what: string, body: object, by = city) => {
    const { etag } = await steering.get(`${path}?version=draft`);
    right(await by.post(`${path}/${what}`, body, { 'if-match': etag }));
  };
  await step('submission', { reason: `As ${name} wished.` });
  await step('change-request', { items: [{ pointer: '/contacts', comment: `Is ${name} still there?` }] }, steering);
  await step('change-request/1/answer', { answer: `Yes: ${email}` });
  await step('submission', {});
  await step('publication', { reason: `Thanks to ${name}.` }, steering);
  const { etag, body } = await city.get(path);
  right(
    await city.send('PUT', path, { body: { ...body.factSheet, notes: { en: name } }, headers: { 'if-match': etag } }),
  );
  return made.body.id as string;
}

async function apply(system: System, city: string, contact: Named): Promise<string> {
  const application = { name: city, kind: 'municipality', country: 'CZ', consent: true, contact };
  const key = { 'idempotency-key': city.replaceAll(' ', '-') };
  return right(await new Client(system).post('/v1/membership-applications', application, key)).body.id as string;
}

/** A member whose contact has used the link in the mail. */
async function admitWithLink(system: System, steering: Client, contact: Named): Promise<void> {
  const id = await apply(system, 'City of Olomouc', contact);
  right(await steering.post(`/v1/membership-applications/${id}/decision`, { decision: 'approve', reason: 'Welcome.' }));
  const mail = await eventually(async () =>
    (await mailFiles(system.dataDir)).find((one) => isTo(contact.email)(one) && one.text?.includes('/v1/activations/')),
  );
  const [link = ''] = /http\S+\/v1\/activations\/\S+/.exec(mail.text ?? '') ?? [];
  const shown = await fetch(link, {
    method: 'POST',
    body: new URLSearchParams({ clientName: `Office of ${contact.name}` }),
  });
  if (shown.status !== 201) throw new Error(await shown.text());
}

/** No request can produce an event that fails to apply, so this inserts two; an operator has discarded one. */
async function leaveDeadLetters(system: System, email: string): Promise<void> {
  const admin = await system.client();
  await onDatabase(system, async (client) => {
    for (const [app, group] of Object.entries(groups)) {
      await client.query(
        `insert into ${app}.waiting_event (id, consumer_group, state, topic, key, headers, value, reason, detail, attempts)
         select gen_random_uuid(), $1, 'dead', 'x', 'x', '{}', $2, 'not-an-event', 'no JSON', 1 from generate_series(1, 2)`,
        [group, Buffer.from(`from ${email}`)],
      );
    }
  });
  const { body } = await admin.get('/v1/operations/dead-letters?limit=100');
  const seen = new Set<string>();
  for (const { id } of body.items as { id: string }[]) {
    const [app = ''] = id.split(':');
    if (seen.has(app)) continue;
    seen.add(app);
    right(await admin.post(`/v1/operations/dead-letters/${id}/discard`, { reason: 'No event.' }));
  }
}

/** An event of another app that failed to be applied, as if its cause had been mended since. */
export async function leaveDeadLetter(system: System) {
  const [id, subject] = [randomUUID(), randomUUID()];
  const name = `Member ${subject}`;
  const data = {
    id: subject, name, kind: 'municipality', country: 'BE', countries: ['BE'], status: 'approved', effectiveOn: '2026-01-01', href: `/v1/members/${subject}`,
  }; // prettier-ignore
  const { type, topic } = memberApproved;
  const event = {
    specversion: '1.0', id: randomUUID(), source: 'urn:lra-network:network', type, subject, time: '2026-01-01T00:00:00.000Z', sequence: '1',
    datacontenttype: 'application/json', data,
  } as const; // prettier-ignore
  const { headers, value } = toMessage(topic, event);
  await onDatabase(system, (client) =>
    client.query(
      `insert into practices.waiting_event (id, consumer_group, state, stream_id, sequence, topic, key, headers, value, reason, detail, attempts)
       values ($1, $2, 'dead', $3, 1, $4, $5, $6, $7, 'handler-failed', 'The database did not respond.', 9)`,
      [id, groups.practices, subject, topic, subject, JSON.stringify(headers), value],
    ),
  );
  return { letter: { id: `practices:${id}`, subject }, name };
}

/** A job that has failed for good. Returns its id in the API. */
export async function leaveFailedJob(system: System): Promise<string> {
  const id = randomUUID();
  await onDatabase(system, (client) =>
    client.query(
      `insert into network.job (id, kind, data, state, due_at, attempts, last_error, failed_at, created_at)
       values ($1, 'mail', '{}', 'failed', now(), 5, 'EENVELOPE 550', now(), now())`,
      [id],
    ),
  );
  return `network:${id}`;
}

/** One person who stays signed in, and one who also signs out at the issuer, which tells us. */
async function signInAndOut({ url }: System): Promise<void> {
  const [browser, other] = [new Browser(), new Browser()];
  for (const one of [browser, other]) {
    const page = await one.follow('GET', `${url}/v1/session/sign-in`);
    await one.follow('POST', `${page.url}/official`);
  }
  const { body: session } = await browser.send('GET', `${url}/v1/session`);
  const headers = { 'x-csrf-token': session.csrfToken as string };
  const left = await browser.send('POST', `${url}/v1/session/sign-out`, { headers });
  const page = await browser.follow('GET', left.body.issuerSignOut as string);
  const [, action = '', xsrf = ''] = /action="([^"]+)"[\s\S]*name="xsrf" value="([^"]+)"/.exec(page.text) ?? [];
  await browser.send('POST', action, { body: new URLSearchParams({ xsrf, logout: 'yes' }) });
}
