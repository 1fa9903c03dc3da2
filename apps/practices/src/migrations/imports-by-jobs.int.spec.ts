import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { newId } from '#database';
import { writtenByOlderBuild } from '#testing';
import { practicesApp } from '../practices.app.js';
import { ImportsByJobs1764000200300 } from './1764000200300-imports-by-jobs.js';

const member = newId();
const [first, second, elsewhere, registry, done] = [newId(), newId(), newId(), newId(), newId()];
let after: Awaited<ReturnType<typeof writtenByOlderBuild>>;

beforeAll(async () => {
  after = await writtenByOlderBuild(practicesApp, ImportsByJobs1764000200300, async (old) => {
    for (const [id, source, owner, state] of [
      [first, 's', member, 'running'], [second, 's', member, 'queued'], [elsewhere, 't', member, 'queued'],
      [registry, 's', null, 'queued'], [done, 's', member, 'done'],
    ])
      await old.query(
        `insert into import_job (id, state, profile, source, target, dry_run, created_by, member_id, total, processed, request_hash, created_at)
         values ($1, $2, 'plain', $3, 'draft', false, 'c', $4, 2, 1, 'h', now())`,
        [id, state, source, owner],
      );
  });
}); // prettier-ignore
afterAll(() => after.close());

it('imports that are open go on as jobs, the next one of a source after the one before', async () => {
  const jobs = await after.dataSource.query('select owner, data, state from job order by id');
  expect(jobs).toEqual([
    { owner: member, data: { import: first }, state: 'ready' },
    { owner: member, data: { import: second }, state: 'behind' },
    { owner: member, data: { import: elsewhere }, state: 'ready' },
    { owner: 'secretariat', data: { import: registry }, state: 'ready' },
  ]);
});
