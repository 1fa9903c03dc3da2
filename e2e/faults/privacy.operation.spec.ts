import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { topics } from '#contracts';
import { KafkaTransport } from '#messaging';
import { eventually, Opened } from '#testing';
import { Client, completeSheet, withOneMember } from '../system.js';
import { Cluster, CLUSTER_HOOK_MS } from './cluster.js';

const email = 'zuzana.unikatova@brno.example';
const name = 'Zuzana Unikátová';

describe('a person who asks four processes to be erased', () => {
  const opened = new Opened();
  let cluster: Cluster;
  let failed = true;
  beforeAll(async () => {
    cluster = await opened.add(Cluster.start({ LRA_CONSUMER_RETRY_SCHEDULE: '500ms,1s,2s,5s' }), (one) =>
      one.stop({ keepLogs: failed }),
    );
  }, CLUSTER_HOOK_MS);
  afterAll(() => opened.close(), 120_000);

  const isThere = (text: string) => /zuzana.unikatova@brno|unikátová/i.test(text.normalize('NFC'));

  /** Everything that the broker still has, as text. */
  async function onTopics(): Promise<string[]> {
    const brokers = cluster.kafka.brokers.split(',');
    const transport = new KafkaTransport({ brokers, ssl: false, sasl: undefined }, { clientId: 'scan' });
    const group = `scan ${randomUUID()}`;
    const seen: string[] = [];
    try {
      await transport.subscribe({
        group,
        topics: Object.values(topics),
        handle: (messages) => {
          seen.push(
            ...messages.map(({ key, headers, value }) => `${key} ${JSON.stringify(headers)} ${value.toString()}`),
          );
          return Promise.resolve();
        },
      });
      await eventually(
        async () => seen.length > 0 && (await transport.lag(group)).every(({ lag }) => lag === 0),
        60_000,
      );
      return seen;
    } finally {
      await transport.close();
    }
  }

  it('is never on a topic, and is in no table of any app after the erasure', async () => {
    const { city, steering, admin } = await withOneMember(cluster);
    const contacts = [{ name, email, consentToPublish: true }];
    const sheet = { ...completeSheet('Language café'), activities: { en: `Ask ${name}, ${email}.` }, contacts };
    const made = await city.post('/v1/practices', sheet);
    const path = `/v1/practices/${made.body.id}`;
    const submitted = await city.post(`${path}/submission`, { reason: name }, { 'if-match': made.etag });
    await steering.post(`${path}/publication`, { reason: name }, { 'if-match': submitted.etag });
    await city.post('/v1/submissions', { externalId: 'theirs', sourceVersion: 1, factSheet: sheet });
    await new Client(cluster).post('/v1/membership-applications', {
      name: 'City of Brno', kind: 'municipality', country: 'CZ', consent: true, contact: { name, email },
    }); // prettier-ignore
    await eventually(async () => (await city.get('/v1/practices?status=submitted')).body.items.length === 1, 30_000);

    const before = await onTopics();
    expect(before.length).toBeGreaterThan(5);
    expect(before.filter(isThere)).toEqual([]);
    const found = await admin.post('/v1/data-subjects/search', { email });
    expect(found.body.names).toEqual([name]);
    expect(found.body.places.length).toBeGreaterThan(3);

    const { status, body } = await admin.post('/v1/data-subjects/erasure', { email });
    expect([status, body.cause]).toEqual([200, 'request']);
    expect((await onTopics()).filter(isThere)).toEqual([]);
    expect(await tablesWithThem()).toEqual([]);
    failed = false;
  }, 180_000);

  async function tablesWithThem(): Promise<string[]> {
    const client = new pg.Client({ connectionString: cluster.databaseUrl });
    await client.connect();
    try {
      const { rows: tables } = await client.query<{ name: string }>(
        `select format('%I.%I', schemaname, tablename) as name from pg_tables
          where schemaname in ('gateway', 'practices', 'network', 'notifications')`,
      );
      const found: string[] = [];
      for (const { name: table } of tables) {
        const { rows } = await client.query<{ whole: string }>(`select t::text as whole from ${table} as t`);
        if (rows.some(({ whole }) => isThere(whole))) found.push(table);
      }
      return found;
    } finally {
      await client.end();
    }
  }
});
