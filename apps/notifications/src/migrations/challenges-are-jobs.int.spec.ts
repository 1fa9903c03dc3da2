import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { newId } from '#database';
import { writtenByOlderBuild } from '#testing';
import { notificationsApp } from '../notifications.app.js';
import { ChallengesAreJobs1764000300300 } from './1764000300300-challenges-are-jobs.js';

const [asked, fresh, active] = [newId(), newId(), newId()];
const dueAt = new Date('2027-01-02T03:04:05Z');
let after: Awaited<ReturnType<typeof writtenByOlderBuild>>;

beforeAll(async () => {
  after = await writtenByOlderBuild(notificationsApp, ChallengesAreJobs1764000300300, async (old) => {
    for (const [id, state, attempts, at] of [[asked, 'pending', 3, dueAt], [fresh, 'pending', 0, dueAt], [active, 'active', 1, null]])
      await old.query(
        `insert into subscription (id, owner, party, state, url, host, secret, steps, frequency, created_at, challenge_attempts, challenge_at)
         values ($1, 'me', 'us', $2, 'https://city.example/', 'city.example', '', false, 'immediate', now(), $3, $4)`,
        [id, state, attempts, at],
      );
  });
}); // prettier-ignore
afterAll(() => after.close());

it('challenges that waited in their subscriptions wait among the jobs, with the attempts that they had', async () => {
  const rows = await after.dataSource.query(
    'select key, owner, data, state, attempts, due_at as "dueAt" from job order by attempts',
  );
  const job = { owner: 'us', state: 'later', dueAt };
  expect(rows).toEqual([
    { ...job, key: fresh, data: { subscription: fresh }, attempts: 0 },
    { ...job, key: asked, data: { subscription: asked }, attempts: 3 },
  ]);
});
