import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually, Opened } from '#testing';
import { completeSheet, withOneMember } from '../system.js';
import { Cluster, CLUSTER_HOOK_MS } from './cluster.js';

const SUBMISSIONS = 50;

describe('submissions to four processes', () => {
  const opened = new Opened();
  let cluster: Cluster;
  let failed = true;
  beforeAll(async () => {
    cluster = await opened.add(Cluster.start({ LRA_CONSUMER_RETRY_SCHEDULE: '500ms,1s,2s,5s' }), (one) =>
      one.stop({ keepLogs: failed }),
    );
  }, CLUSTER_HOOK_MS);
  afterAll(() => opened.close(), 120_000);

  it('are accepted while the registry is away, and each is applied once when it is back, even if the gateway is killed in between', async () => {
    const { city } = await withOneMember(cluster);
    const ids: string[] = [];
    await cluster.killApp('practices', async () => {
      expect((await city.get('/v1/practices')).status).toBe(503);
      for (let n = 0; n < SUBMISSIONS; n += 1) {
        const sent = await city.post('/v1/submissions', {
          externalId: `away-${n}`,
          sourceVersion: 1,
          factSheet: completeSheet(`Away ${n}`),
        });
        expect(sent.status).toBe(202);
        ids.push(sent.body.id as string);
      }
      expect((await city.get(`/v1/submissions/${ids[0]}`)).body.state).toBe('accepted');
    });
    await cluster.killApp('gateway', () => Promise.resolve());
    await cluster.ready();
    const outcomes: any[] = [];
    for (const id of ids) {
      outcomes.push(
        await eventually(async () => {
          const { body } = await city.get(`/v1/submissions/${id}`);
          return body.state !== 'accepted' && body;
        }, 60_000),
      );
    }
    expect(outcomes.map(({ state }) => state)).toEqual(ids.map(() => 'applied'));
    expect(new Set(outcomes.map(({ practiceId }) => practiceId)).size).toBe(SUBMISSIONS);
    expect((await city.get('/v1/practices?status=submitted&total=true&limit=1')).body.total).toBe(SUBMISSIONS);
    failed = false;
  }, 240_000);
});
