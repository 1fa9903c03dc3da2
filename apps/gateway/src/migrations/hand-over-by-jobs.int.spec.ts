import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { newId } from '#database';
import { writtenByOlderBuild } from '#testing';
import { gatewayApp } from '../gateway.app.js';
import { HandOverByJobs1764000400300 } from './1764000400300-hand-over-by-jobs.js';

const [one, other, fresh, setAside, done] = [newId(), newId(), newId(), newId(), newId()];
const dueAt = new Date('2027-01-02T03:04:05Z');
let after: Awaited<ReturnType<typeof writtenByOlderBuild>>;

beforeAll(async () => {
  after = await writtenByOlderBuild(gatewayApp, HandOverByJobs1764000400300, async (old) => {
    for (const [stream, member, content, attempts, at] of [[fresh, one, '{}', 0, null], [setAside, one, '{}', 2, dueAt], [done, other, null, 0, null]])
      for (const version of [1, 2])
        await old.query(
          `with stream as (insert into submission_stream (id, member_id, external_id) values ($1::uuid, $2, $1::uuid::text) on conflict do nothing)
           insert into submission (id, stream_id, member_id, sent_by, source_version, withdraws, state, content, accepted_at, attempts, next_attempt_at)
           values ($3, $1::uuid, $2, 'x', $4, false, 'accepted', $5, now(), $6, $7)`,
          [stream, member, newId(), version, content, version === 1 ? attempts : 0, version === 1 ? at : null],
        );
  });
}); // prettier-ignore
afterAll(() => after.close());

it('what waited to be handed over waits among the jobs, and a stream that was set aside for its time', async () => {
  const jobs = await after.dataSource.query('select kind, owner, key, data, state, attempts from job order by kind');
  expect(jobs).toEqual([
    { kind: 'submission.again', owner: one, key: setAside, data: { stream: setAside }, state: 'later', attempts: 2 },
    { kind: 'submission.hand-over', owner: one, key: null, data: { member: one }, state: 'ready', attempts: 0 },
  ]);
  expect(await after.dataSource.query(`select due_at as at from job where state = 'later'`)).toEqual([{ at: dueAt }]);
});
