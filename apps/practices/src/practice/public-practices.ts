import { Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { euLanguages, languagesFor, type Language } from '#contracts';
import { prepared, together, type Part } from '#database';
import { anonymous } from '#identity';
import { namesOf } from '../members/member.projection.js';
import { localised, type Translations } from '../reading/localised.js';
import type { Texts } from '../reading/translation.js';
import { translationsOf } from '../reading/translation.repository.js';
import { toPracticeView, type PracticeView } from './http/practice.dto.js';
import type { Practice } from './practice.js';
import { SEARCH_SHAPE, storeSearched, type Searched } from './practice-search.js';
import { PracticeRows } from './practice.rows.js';

/** Raise this whenever the public answer of a practice takes another form: the next start writes all of them again. */
export const SHAPE = 2;

/** Practices written together at startup. */
const BATCH = 200;

/**
 * Names the languages of an answer, in its ETag and as a key. English follows the wanted ones anyway, so it is not named
 * at their end; empty: all languages.
 */
const nameOf = (wanted: readonly Language[] | undefined): string =>
  wanted === undefined ? '' : (wanted.at(-1) === 'en' ? wanted.slice(0, -1) : wanted).join('.') || 'en';

/** Answers that many readers share are stored: those in one official language. */
const shared = new Set(euLanguages.map((language) => nameOf(languagesFor(language))));

const ETAG = `concat('"', concat_ws('-', concat('p', f.revision), nullif($2::text, '')), '"')`;

/** What is stored of the practice `f` in the languages of a placeholder. */
const stored = (placeholder: string): string =>
  `(select r.body from public_reading r where r.practice_id = f.practice_id and r.languages = ${placeholder} and r.revision = f.revision)`;

/** What everyone sees at the address of one practice. */
export interface PublicPractice {
  readonly ownerMemberId: string | null;
  readonly etag: string;
  /** JSON of a `PracticeView`; null when the reader already has it. */
  readonly body: string | null;
}

/** The same in a reader's languages. */
type Read = PublicPractice & { readonly body: string };

/** Of what it is put together. */
interface Kept extends Read {
  readonly id: string;
  readonly revision: number;
  readonly translations: Readonly<Partial<Record<Language, Texts>>> | null;
}

/**
 * The public answer of each practice that was ever published: written in the transaction of each step that changes it,
 * and sent as it is. In one language it is put together and stored when it is first read. Owners and the steering committee see more, so the practice itself answers them.
 */
@Injectable()
export class PublicPractices implements OnModuleInit {
  private readonly logger = new Logger(PublicPractices.name);

  constructor(private readonly dataSource: DataSource) {}

  /**
   * @param wanted the reader's languages, the best first; undefined: all, unchanged
   * @param known ETags that the reader has
   * @returns undefined when not everyone may see it
   */
  async find(
    id: string,
    wanted: readonly Language[] | undefined,
    known: readonly string[],
  ): Promise<PublicPractice | undefined> {
    const [row] = await this.dataSource.query<(PublicPractice & { readonly isKnown: boolean })[]>(
      prepared(`select owner_member_id as "ownerMemberId", etag, etag = any($3) as "isKnown",
              case when etag = any($3) then null when $2 = '' then body else ${stored('$2')} end as body
         from public_practice f cross join lateral (select ${ETAG} as etag) as shown
        where practice_id = $1 and body is not null`),
      [id, nameOf(wanted), known],
    );
    if (!row || row.isKnown || row.body !== null || wanted === undefined) return row;
    return (await this.putTogether([id], wanted)).get(id);
  }

  /** What is stored of the practice `f`, for `select`. */
  column(wanted: readonly Language[] | undefined, add: (value: unknown) => string): string {
    return wanted === undefined ? 'f.body' : stored(add(nameOf(wanted)));
  }

  /** What is not stored in a reader's languages: text and translations of one moment. A practice that is gone is missing. */
  async putTogether(ids: readonly string[], wanted: readonly Language[]): Promise<Map<string, Read>> {
    if (ids.length === 0) return new Map();
    const name = nameOf(wanted);
    const rows = await this.dataSource.query<Kept[]>(
      `select practice_id as id, owner_member_id as "ownerMemberId", revision, ${ETAG} as etag, body,
              (select jsonb_object_agg(t.language, t.texts) from translation t
                where t.practice_id = f.practice_id and t.language = any($3)) as translations
         from public_practice f where practice_id = any($1) and body is not null`,
      [ids, name, [...wanted, 'en']],
    );
    const read = rows.map((row): Kept & Read => ({ ...row, body: inLanguages(row, wanted) }));
    if (shared.has(name)) await this.store(name, read);
    return new Map(read.map((one) => [one.id, one]));
  }

  /**
   * Only what is still true: whoever raises the revision holds the row of the practice, and then deletes what is stored of
   * it. So nothing is stored while somebody does, nor afterwards what was put together before.
   */
  private store(name: string, read: readonly (Kept & Read)[]): Promise<unknown> {
    return this.dataSource.query(
      `insert into public_reading as r (practice_id, languages, revision, body)
       select f.practice_id, $1, t.revision, t.body from unnest($2::uuid[], $3::integer[], $4::text[]) as t(id, revision, body)
         join public_practice f on f.practice_id = t.id and f.revision = t.revision and f.shape = ${SHAPE}
        order by f.practice_id for share of f skip locked
       on conflict (practice_id, languages) do update set revision = excluded.revision, body = excluded.body
        where r.revision < excluded.revision`,
      [name, read.map(({ id }) => id), read.map(({ revision }) => revision), read.map(({ body }) => body)],
    );
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
        set revision = f.revision + 1, shape = excluded.shape, body = excluded.body, owner_name = excluded.owner_name
      where (f.shape, f.body, f.owner_name) is distinct from (excluded.shape, excluded.body, excluded.owner_name))`;
  return [{ sql, values: [JSON.stringify(rows), SHAPE] }];
}

export async function storePublic(tx: EntityManager, practices: readonly Practice[]): Promise<void> {
  await together(tx, await storingPublic(tx, practices));
  await forgetReadings(tx, practices);
}

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
export async function raiseRevisions(tx: EntityManager, ids: readonly string[]): Promise<void> {
  await tx.query('update public_practice set revision = revision + 1 where practice_id = any($1)', [ids]);
  await forgetReadings(tx, ids.map((id) => ({ id, wasPublished: true }))); // prettier-ignore
}

/**
 * Deletes what is stored of former revisions, in a statement of its own after the one that raised them: it sees what was
 * stored until the rows were held, and nothing more is stored of these.
 */
export async function forgetReadings(
  tx: EntityManager,
  practices: readonly Pick<Practice, 'id' | 'wasPublished'>[],
): Promise<void> {
  const ids = practices.filter(({ wasPublished }) => wasPublished).map(({ id }) => id);
  if (ids.length === 0) return;
  await tx.query(
    `delete from public_reading r using public_practice f
      where f.practice_id = r.practice_id and f.revision <> r.revision and r.practice_id = any($1)`,
    [ids],
  );
}

const bodyOf = (practice: Practice): string | null =>
  practice.status === 'published' && practice.published
    ? JSON.stringify(toPracticeView(practice, practice.published, anonymous))
    : null;

function inLanguages({ body, translations }: Kept, wanted: readonly Language[]): string {
  const { factSheet, ...practice } = JSON.parse(body) as PracticeView;
  const made = new Map(Object.entries(translations ?? {})) as Translations;
  return JSON.stringify({ ...practice, factSheet: localised(factSheet, made, wanted) });
}
