import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { DataSource } from 'typeorm';
import { newId, openDataSource, setUpAppDatabase, type DataSourceContent } from '#database';
import { appContent } from '#app';
import { emptyDatabase } from '#testing';
import { practicesApp } from '../practices.app.js';
import { searchQuery } from '../practice/practice-search.js';
import { KeysOfOwners1764000200160 } from './1764000200160-keys-of-owners.js';

const content: DataSourceContent = appContent(practicesApp.module);
const timeOf = (migration: unknown) => Number(/\d{13}$/.exec((migration as { name: string }).name)?.[0]);
/** The state in which a build that predates owners in keys would start. */
const before: DataSourceContent = {
  ...content,
  migrations: (content.migrations as unknown[]).filter(
    (migration) => timeOf(migration) < timeOf(KeysOfOwners1764000200160),
  ) as typeof content.migrations,
};

describe('what an older build has written', () => {
  const [memberA, memberB] = [newId(), newId()];
  let drop: () => Promise<void>;
  let database: Awaited<ReturnType<typeof setUpAppDatabase>>;
  let dataSource: DataSource;

  const written = [
    ['of the secretariat', null, { kind: 'import', source: 'case-studies', externalId: '1', profile: 'case-studies' }, 'case-studies'],
    ['of a file of a member', memberA, { kind: 'import', source: memberA, externalId: '1', profile: 'plain' }, 'import'],
    ['of a file with a profile', memberA, { kind: 'import', source: memberA, externalId: '2', profile: 'case-studies' }, 'case-studies'],
    ['of a submission', memberB, { kind: 'federation', source: memberB, externalId: '1' }, 'import'],
    ['that a member took from the secretariat', memberB, { kind: 'import', source: 'case-studies', externalId: '2', profile: 'plain' }, 'case-studies'],
    ['of a named source', memberB, { kind: 'import', source: 'crm', externalId: '1', profile: 'plain' }, 'crm'],
    ['typed in', memberB, { kind: 'direct' }, undefined],
    ['typed in too', memberB, { kind: 'direct' }, undefined],
  ] as const; // prettier-ignore
  const ids = new Map(written.map(([name]) => [name, newId()]));
  const [named, unnamed] = [newId(), newId()];
  const labelled = [[newId(), 1], [newId(), 2]] as const; // prettier-ignore
  const insert = (id: string, owner: string | null, provenance: object) =>
    dataSource.query(
      `insert into practice (id, owner_member_id, status, revision, provenance, created_at, updated_at)
       values ($1, $2, 'draft', 1, $3, now(), now())`,
      [id, owner, JSON.stringify(provenance)],
    );
  const sourceOf = async (id: string): Promise<string | undefined> =>
    (await dataSource.query(`select provenance ->> 'source' as source from practice where id = $1`, [id]))[0].source ??
    undefined;

  beforeAll(async () => {
    const empty = await emptyDatabase();
    drop = empty.drop;
    database = await setUpAppDatabase(empty.url, 'practices');
    dataSource = await openDataSource(database, before);
    for (const [name, owner, provenance] of written) await insert(ids.get(name)!, owner, provenance);
    // One member has used both: an unnamed source, and one with the name that unnamed sources have now.
    await insert(unnamed, memberA, { kind: 'federation', source: memberA, externalId: 'both' });
    await insert(named, memberA, { kind: 'import', source: 'import', externalId: 'both', profile: 'plain' });
    for (const source of [memberA, 'crm']) {
      await dataSource.query(
        `insert into import_job (id, state, profile, source, target, dry_run, created_by, member_id, any_owner, total, processed, request_hash, created_at)
         values ($1, 'queued', 'plain', $2, 'draft', false, 'c', $3, true, 0, 0, 'h', now())`,
        [newId(), source, memberA],
      );
    }
    for (const [id, assessors] of labelled) {
      const medians = { relevance: 5, sustainability: 2 };
      const explanation = { rule: 'r', assessors, medians, missing: ['assessors', 'sustainability'], assessments: [] };
      await insert(id, null, { kind: 'direct' });
      await dataSource.query('update practice set label = $2 where id = $1', [
        id,
        JSON.stringify({ awarded: false, since: null, explanation }),
      ]);
    }
    await dataSource.query(
      `insert into practice_version (practice_id, number, state, shown, fact_sheet, content_hash, complete, created_at, updated_at)
       values ($1, 1, 'submitted', false, '{}', '', true, '2026-01-01', '2026-01-05')`,
      [unnamed],
    );
    for (const [revision, kind, pointers] of [[1, 'submit', []], [2, 'requestChanges', []], [3, 'submit', []], [4, 'submit', ['/title/en']]] as const)
      await dataSource.query(
        `insert into practice_step (practice_id, revision, version, kind, pointers, by, at) values ($1, $2::integer, 1, $3, $4, 'x', make_date(2026, 1, $2::integer))`,
        [unnamed, revision, kind, pointers],
      ); // prettier-ignore
    await dataSource.query(
      `insert into practice_version (practice_id, number, state, shown, fact_sheet, content_hash, complete, created_at, updated_at)
       select $1, n, 'published', n = 450, jsonb_build_object('title', jsonb_build_object('fi', 'Äänekoski ' || n)), '', true, now(), now()
         from generate_series(1, 450) as n`,
      [named],
    );
    await dataSource.destroy();
    dataSource = await openDataSource(database, content);
  });
  afterAll(async () => {
    await dataSource.destroy();
    await drop();
  });

  it.each(written)('keys: one %s', async (name, _owner, _provenance, source) => {
    expect(await sourceOf(ids.get(name)!)).toBe(source);
  });

  it('keys: those that would become one stay two', async () => {
    expect(await sourceOf(unnamed)).toBe('import');
    expect(await sourceOf(named)).toBe(`import:${named}`);
  });

  it('keys: jobs that wait follow', async () => {
    const jobs = await dataSource.query('select source from import_job order by source');
    expect(jobs).toEqual(['crm', 'import'].map((source) => ({ source })));
  });

  it('keys: each is one for each owner from now on, the secretariat being one too', async () => {
    const key = { kind: 'import', source: 'case-studies', externalId: '1' };
    await insert(newId(), memberA, key);
    await insert(newId(), memberB, key);
    for (const owner of [memberA, memberB, null]) {
      await expect(insert(newId(), owner, key)).rejects.toMatchObject({ driverError: { code: '23505' } });
    }
  });

  it('labels: of one assessor it tells the number alone, of two it stays', async () => {
    const of = async (id: string) =>
      (await dataSource.query('select label from practice where id = $1', [id]))[0].label;
    expect((await of(labelled[0][0])).explanation).toMatchObject({
      assessors: 1, medians: { relevance: null, sustainability: null }, missing: ['assessors'],
    }); // prettier-ignore
    expect((await of(labelled[1][0])).explanation).toMatchObject({ medians: { relevance: 5, sustainability: 2 } });
  });

  it('versions: they wait since they were submitted last, not since their source replaced them', async () => {
    const [row] = await dataSource.query(
      'select submitted_at::date::text as day from practice_version where practice_id = $1',
      [unnamed],
    );
    expect(row).toEqual({ day: '2026-01-03' });
  });

  it('versions: all of them are found by their words', async () => {
    const [row] = await dataSource.query(
      `select count(*)::integer as n, count(*) filter (where w.shown)::integer as shown
         from practice_version v join practice_search s using (practice_id, number) join practice_words w using (ordinal)
        where s.shown = v.shown and w.shown = v.shown and w.words @@ ${searchQuery('$1 || v.number')}`,
      ['aanekoski '],
    );
    expect(row).toEqual({ n: 450, shown: 1 });
  });
});
