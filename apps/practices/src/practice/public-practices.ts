import { Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { prepared, together, type Part } from '#database';
import { anonymous } from '#identity';
import { namesOf } from '../members/member.projection.js';
import { translationsOf } from '../reading/translation.repository.js';
import { toPracticeView, type PracticeView, type Reading } from './http/practice.dto.js';
import type { Practice } from './practice.js';
import { SEARCH_SHAPE, storeSearched, type Searched } from './practice-search.js';
import { PracticeRows } from './practice.rows.js';

/** Raise this whenever the public answer of a practice takes another form: the next start writes all of them again. */
export const SHAPE = 2;

/** Practices written together at startup. */
const BATCH = 200;

/** What everyone sees at the address of one practice. */
export interface PublicPractice {
  readonly ownerMemberId: string | null;
  readonly etag: string;
  /** JSON of a `PracticeView`; null when the reader already has it. */
  readonly body: string | null;
}

/**
 * The public answer of each practice that was ever published: written in the transaction of each step that changes it,
 * and sent as it is. Owners and the steering committee see more, so the practice itself answers them.
 */
@Injectable()
export class PublicPractices implements OnModuleInit {
  private readonly logger = new Logger(PublicPractices.name);

  constructor(private readonly dataSource: DataSource) {}

  /**
   * @param reading the part of the ETag that names the languages; empty: all
   * @param known ETags that the reader has
   * @returns undefined when not everyone may see it
   */
  async find(id: string, reading: string, known: readonly string[]): Promise<PublicPractice | undefined> {
    const [row] = await this.dataSource.query<PublicPractice[]>(
      prepared(`select owner_member_id as "ownerMemberId", etag, case when etag = any($3) then null else body end as body
         from public_practice cross join lateral (select concat('"p', revision, $2::text, '"') as etag) as shown
        where practice_id = $1 and body is not null`),
      [id, reading, known],
    );
    return row;
  }

  /** Writes what an older build left out, or wrote by other rules. */
  async onModuleInit(): Promise<void> {
    await this.renew(
      'what everyone sees',
      `select p.id from practice p left join public_practice f on f.practice_id = p.id
        where p.published_at is not null and f.shape is distinct from ${SHAPE} order by p.id limit ${BATCH}`,
      async (tx, ids) => storePublic(tx, await new PracticeRows(this.dataSource).load(tx, ids)),
    );
    await this.renew(
      'what is searched',
      `select distinct v.practice_id as id from practice_version v left join practice_search s on s.practice_id = v.practice_id and s.number = v.number
        where s.shape is distinct from ${SEARCH_SHAPE} order by id limit ${BATCH}`,
      async (tx, ids) =>
        storeSearched(
          tx,
          await tx.query<Searched[]>(
            'select practice_id as "practiceId", number, fact_sheet as "factSheet" from practice_version where practice_id = any($1)',
            [ids],
          ),
          await translationsOf(tx, ids),
        ),
    );
  }

  private async renew(
    what: string,
    missing: string,
    store: (tx: EntityManager, ids: readonly string[]) => Promise<void>,
  ): Promise<void> {
    const next = async () => (await this.dataSource.query<{ id: string }[]>(missing)).map(({ id }) => id);
    let written = 0;
    for (let ids = await next(); ids.length > 0; ids = await next()) {
      await this.dataSource.transaction(async (tx) => {
        await tx.query('select from practice where id = any($1) order by id for update', [ids]);
        await store(tx, ids);
      });
      written += ids.length;
      this.logger.log(`Wrote ${what} of ${written} practices.`);
    }
  }
}

/** Stores the public answers of practices, with the change that they show. */
export async function storingPublic(tx: EntityManager, practices: readonly Practice[]): Promise<Part[]> {
  const shown = practices.filter(({ wasPublished }) => wasPublished);
  if (shown.length === 0) return [];
  await nameOwners(tx, shown);
  const rows = shown.map((practice) => ({
    id: practice.id, owner: practice.ownerMemberId, name: practice.ownerName, body: bodyOf(practice),
  })); // prettier-ignore
  const sql = `shown as (
     insert into public_practice as f (practice_id, owner_member_id, owner_name, revision, shape, body)
     select id, owner, name, 1, $2, body from jsonb_to_recordset($1) as t(id uuid, owner uuid, name text, body text)
     on conflict (practice_id) do update
        set revision = f.revision + (f.body is distinct from excluded.body)::integer, shape = excluded.shape, body = excluded.body,
            owner_name = excluded.owner_name
      where (f.shape, f.body, f.owner_name) is distinct from (excluded.shape, excluded.body, excluded.owner_name))`;
  return [{ sql, values: [JSON.stringify(rows), SHAPE] }];
}

export const storePublic = async (tx: EntityManager, practices: readonly Practice[]): Promise<void> =>
  together(tx, await storingPublic(tx, practices));

/**
 * Gives practices the present names of their owners. Whoever is told of another name waits until this transaction has
 * ended, and so finds what it stored.
 */
async function nameOwners(tx: EntityManager, practices: readonly Practice[]): Promise<void> {
  const ids = [...new Set(practices.flatMap(({ ownerMemberId }) => ownerMemberId ?? []))].sort();
  if (ids.length === 0) return;
  // A statement of its own: the next one sees what was committed while this one waited.
  await tx.query(prepared(`select ${lockOfNames('_shared')} from unnest($1::text[]) as id`), [ids]);
  const names = await namesOf(tx, ids);
  for (const practice of practices) practice.ownerName = names.get(practice.ownerMemberId ?? '') ?? null;
}

/** SQL of the lock on the name of the member `id`, until the transaction ends. */
export const lockOfNames = (kind: '' | '_shared'): string =>
  `pg_advisory_xact_lock${kind}(hashtextextended('owner name ' || id, 0))`;

/** Notes that practices read differently in some language, though their own texts are unchanged. */
export const raiseRevisions = (tx: EntityManager, ids: readonly string[]): Promise<unknown> =>
  tx.query('update public_practice set revision = revision + 1 where practice_id = any($1)', [ids]);

const bodyOf = (practice: Practice): string | null =>
  practice.status === 'published' && practice.published
    ? JSON.stringify(toPracticeView(practice, practice.published, anonymous))
    : null;

/** The public answer in one reader's languages. */
export function inLanguages(body: string, reading: Reading): string {
  const { factSheet, ...practice } = JSON.parse(body) as PracticeView;
  return JSON.stringify({ ...practice, factSheet: reading(factSheet) });
}
