import type { DataSource } from 'typeorm';
import { contentHash, type FactSheet } from '../../apps/practices/src/fact-sheet/fact-sheet.js';
import { storeSearched } from '../../apps/practices/src/practice/practice-search.js';
import { PracticeRows } from '../../apps/practices/src/practice/practice.rows.js';
import { storePublic } from '../../apps/practices/src/practice/public-practices.js';

/** Practices stored together. */
const BATCH = 500;
/** Transactions at once. */
const LANES = 3;

/** The id of the `n`-th practice. */
export const idOf = (n: number): string => `00000000-0000-7000-8000-${n.toString(16).padStart(12, '0')}`;

/**
 * A short way for the corpus, whose words are of letters and digits alone: what folds and splits any text takes most of the time.
 * `differingWords` shows that both make the same of it.
 */
const shortWay = `
  create or replace function search_words(a text, b text, d text) returns tsvector language plpgsql immutable as $$
    begin
      return weighted(translate(extensions.unaccent(a), 'ς', 'σ'), 'A') || weighted(translate(extensions.unaccent(b), 'ς', 'σ'), 'B')
        || weighted(translate(extensions.unaccent(d), 'ς', 'σ'), 'D');
    end $$`;

/**
 * Stores fact sheets as published practices, from one number up to another, with all that the app makes of them but history and
 * events: by the app's own statements, but for the short way, and with indexes made at the end.
 */
export async function storePractices(
  dataSource: DataSource,
  from: number,
  to: number,
  sheet: (n: number) => Partial<FactSheet>,
): Promise<void> {
  await withoutIndexes(dataSource, async () => {
    const [{ wholeWay }] = await dataSource.query<[{ wholeWay: string }]>(
      `select pg_get_functiondef('search_words'::regproc) as "wholeWay"`,
    );
    await dataSource.query(shortWay);
    let next = from;
    const lane = async () => {
      while (next < to) {
        const numbers = Array.from({ length: Math.min(BATCH, to - next) }, (_, index) => next + index);
        next += numbers.length;
        await storeBatch(dataSource, numbers, sheet);
      }
    };
    await Promise.all(Array.from({ length: LANES }, lane));
    await dataSource.query(wholeWay);
  });
}

/** Indexes that are quicker to make at the end; those by which rows are found meanwhile stay. */
async function withoutIndexes(dataSource: DataSource, fill: () => Promise<void>): Promise<void> {
  const indexes = await dataSource.query<{ name: string; definition: string }[]>(
    `select indexname as name, indexdef as definition from pg_indexes
      where schemaname = current_schema() and tablename in ('practice_search', 'practice_words')
        and indexname not like '%_pkey' and indexname <> 'practice_search_ordinal'`,
  );
  await dataSource.query(indexes.map(({ name }) => `drop index ${name}`).join(';'));
  await fill();
  await dataSource.transaction(async (tx) => {
    await tx.query(`set local maintenance_work_mem = '512MB'`);
    for (const { definition } of indexes) await tx.query(definition);
  });
  await dataSource.query('vacuum analyze practice, practice_version, practice_search, practice_words, public_practice');
}

/** The tables of a stored practice, with what names it in each, as SQL. */
const COPIED = {
  practice: { id: 'copy_of(id)' },
  practice_version: { practice_id: 'copy_of(practice_id)' },
  practice_search: { practice_id: 'copy_of(practice_id)', ordinal: 'ordinal + n * ordinals' },
  practice_words: { ordinal: 'ordinal + n * ordinals' },
  public_practice: { practice_id: 'copy_of(practice_id)' },
} as const;

/** Makes so many times the practices of those that are stored, by the same words under other ids. */
export async function multiplyPractices(dataSource: DataSource, stored: number, times: number): Promise<void> {
  await withoutIndexes(dataSource, async () => {
    for (const [table, keys] of Object.entries(COPIED)) {
      const rows = await dataSource.query<{ name: string }[]>(
        `select column_name as name from information_schema.columns
          where table_schema = current_schema() and table_name = $1 and is_generated = 'NEVER' order by ordinal_position`,
        [table],
      );
      const names = rows.map(({ name }) => name);
      const values = names.map((name) => (keys as Partial<Record<string, string>>)[name] ?? name).join();
      const copied = values.replace(
        /copy_of\((\w+)\)/,
        `(left($1::text, 24) || lpad(to_hex(('x' || right($1::text, 12))::bit(48)::bigint + n * ${stored}), 12, '0'))::uuid`,
      );
      await dataSource.query(
        `insert into ${table} (${names.join()}) overriding system value
         select ${copied.replaceAll('$1', 'id' in keys ? 'id' : 'practice_id')} from ${table}
          cross join generate_series(1, ${times - 1}) as n
          ${'ordinal' in keys ? `cross join (select last_value as ordinals from practice_search_ordinal_seq) as used` : ''}`,
      );
    }
    await dataSource.query(`select setval('practice_search_ordinal_seq', (select max(ordinal) from practice_search))`);
  });
}

async function storeBatch(
  dataSource: DataSource,
  numbers: readonly number[],
  sheet: (n: number) => Partial<FactSheet>,
): Promise<void> {
  const made = numbers.map((n) => ({ practiceId: idOf(n), number: 1, factSheet: sheet(n) }));
  const ids = made.map(({ practiceId }) => practiceId);
  await dataSource.transaction(async (tx) => {
    await tx.query('set local synchronous_commit = off');
    await tx.query(
      `with sheet as (
         select id, sheet, hash, timestamptz '2020-01-01' + n * interval '7 minutes' as at
           from unnest($1::uuid[], $2::jsonb[], $3::text[], $4::integer[]) as t(id, sheet, hash, n)
       ), added as (
         insert into practice (id, status, revision, published_version, provenance, created_at, updated_at, published_at)
         select id, 'published', 1, 1, '{"kind": "direct"}', at, at, at from sheet
       )
       insert into practice_version (practice_id, number, state, shown, fact_sheet, content_hash, complete, created_at, updated_at, published_at)
       select id, 1, 'published', true, sheet, hash, true, at, at, at from sheet`,
      [ids, made.map(({ factSheet }) => JSON.stringify(factSheet)), made.map(({ factSheet }) => contentHash(factSheet)), numbers],
    ); // prettier-ignore
    await storeSearched(tx, made, new Map());
    await storePublic(tx, await new PracticeRows(dataSource).load(tx, ids));
  });
}

/** How many of the first practices have other words than the app itself would store. */
export async function differingWords(
  dataSource: DataSource,
  count: number,
  sheet: (n: number) => Partial<FactSheet>,
): Promise<number> {
  const numbers = Array.from({ length: count }, (_, n) => n);
  const words = () =>
    dataSource.query<{ words: string }[]>(
      'select words::text from practice_words join practice_search using (ordinal) where practice_id = any($1) order by practice_id',
      [numbers.map(idOf)],
    );
  const before = await words();
  await storeSearched(dataSource, numbers.map((n) => ({ practiceId: idOf(n), number: 1, factSheet: sheet(n) })), new Map()); // prettier-ignore
  const after = await words();
  return before.filter(({ words: one }, index) => one !== after[index]?.words).length;
}
