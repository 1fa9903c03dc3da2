import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { newId } from '#database';
import { writtenByOlderBuild } from '#testing';
import { practicesApp } from '../practices.app.js';
import { TranslationsByJobs1764000200310 } from './1764000200310-translations-by-jobs.js';

const [queued, sent, done] = [newId(), newId(), newId()];
const dueAt = new Date('2027-01-02T03:04:05Z');
let after: Awaited<ReturnType<typeof writtenByOlderBuild>>;

beforeAll(async () => {
  after = await writtenByOlderBuild(practicesApp, TranslationsByJobs1764000200310, async (old) => {
    for (const [id, state, at] of [[queued, 'queued', dueAt], [sent, 'running', dueAt], [done, 'done', null]])
      await old.query(
        `with made as (
           insert into practice (id, status, revision, provenance, created_at, updated_at)
           values ($1, 'draft', 1, '{"kind": "direct"}', now(), now()) returning id
         ) insert into translation_job (id, practice_id, language, state, version, next_attempt_at, requested_by, created_at)
           select $1, id, 'de', $2, 1, $3, 'me', now() from made`,
        [id, state, at],
      );
  });
}); // prettier-ignore
afterAll(() => after.close());

it('translations that wait for a machine, or for its result, wait among the jobs', async () => {
  const jobs = await after.dataSource.query('select key, owner, data, state, due_at as "dueAt" from job order by id');
  expect(jobs).toEqual(
    [queued, sent].map((id) => ({ key: id, owner: 'me', data: { translation: id }, state: 'later', dueAt })),
  );
});
