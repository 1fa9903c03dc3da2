import type { EntityManager } from 'typeorm';
import { happened, practicePersonalDataErased } from '#contracts';
import { partsOf, patternsOf, type Doing, type PersonalRecords, type PlaceCount, type Subject } from '#privacy';
import type { Contact, FactSheet } from '../fact-sheet/fact-sheet.js';
import { contentOf } from '../practice/practice-version.js';

/** Practices gone through together. */
const BATCH = 500;

/** Contacts of practices, and fact sheets, whose hashes and revisions follow what was erased. */
export const practicesRecords: PersonalRecords = {
  names: ['practice_contact.name'],

  async find(tx, email) {
    const rows = await tx.query<{ name: string }[]>(
      'select distinct name from practice_contact where lower(trim(email)) = $1 and name is not null order by name',
      [email],
    );
    return { names: rows.map(({ name }) => name), keys: [], places: [] };
  },

  async erase(tx, person, doing) {
    const places: PlaceCount[] = [];
    for (const part of partsOf(person)) places.push(...(await erasePart(tx, part, doing)));
    return places;
  },

  async expire(tx, before, doing) {
    const ids = await practicesWith(
      tx,
      `select id from practice p where updated_at < $1 and exists (select from practice_contact c where c.practice_id = p.id)
        order by id limit ${BATCH}`,
      [before],
    );
    if (ids.length === 0) return [];
    await lock(tx, ids);
    const [rows, count] = await tx.query<[Version[], number]>(
      `delete from practice_contact c using practice p
        where p.id = c.practice_id and p.id = any($1) and p.updated_at < $2 returning c.practice_id as id, c.number`,
      [ids, before],
    );
    await follow(tx, rows, [], doing);
    return count > 0 ? [{ place: 'practices.practice_contact', count }] : [];
  },
};

async function erasePart(tx: EntityManager, { email, names }: Subject, doing: Doing): Promise<PlaceCount[]> {
  const patterns = patternsOf({ email, names });
  const full = names.map((name) => name.toLowerCase());
  // A contact without an address is whoever has its name.
  const isTheirs = `(lower(trim(c.email)) = $1 or c.email is null and lower(trim(c.name)) = any($2))`;
  const contacts = await practicesWith(tx, `select c.practice_id as id from practice_contact c where ${isTheirs}`, [
    email ?? null,
    full,
  ]);
  const sheets = patterns
    ? await practicesWith(tx, 'select practice_id as id from practice_version where fact_sheet::text ~ $1', [
        patterns.loose,
      ])
    : [];
  const places: PlaceCount[] = [];
  for (const ids of batches([...new Set([...contacts, ...sheets])].sort())) {
    await lock(tx, ids);
    const gone = await tx.query<[Version[], number]>(
      `delete from practice_contact c where practice_id = any($3) and ${isTheirs} returning practice_id as id, number`,
      [email ?? null, full, ids],
    );
    const changed = patterns
      ? await tx.query<[Version[], number]>(
          `update practice_version set fact_sheet = erased(fact_sheet, $1, $2)
            where practice_id = any($3) and fact_sheet::text ~ $4 and erased(fact_sheet, $1, $2) is distinct from fact_sheet
            returning practice_id as id, number`,
          [patterns.exact, email ?? '', ids, patterns.loose],
        )
      : ([[], 0] as const);
    await follow(tx, gone[0], changed[0], doing);
    places.push({ place: 'practices.practice_contact', count: gone[1] });
    places.push({ place: 'practices.practice_version', count: changed[1] });
  }
  return places;
}

interface Version {
  readonly id: string;
  readonly number: number;
}

interface Raised {
  readonly id: string;
  readonly revision: number;
  readonly version: number;
  readonly ownerMemberId: string | null;
}

const practicesWith = async (tx: EntityManager, sql: string, parameters: readonly unknown[]): Promise<string[]> =>
  (await tx.query<{ id: string }[]>(sql, [...parameters])).map(({ id }) => id);

function* batches(ids: readonly string[]): Generator<string[]> {
  for (let start = 0; start < ids.length; start += BATCH) yield ids.slice(start, start + BATCH);
}

/** In the order of ids, as everyone does who locks several. */
const lock = (tx: EntityManager, ids: readonly string[]) =>
  tx.query('select from practice where id = any($1) order by id for update', [ids]);

/** What follows from a change of versions: their hashes, and for each practice a step, a revision and an event. */
async function follow(
  tx: EntityManager,
  contacts: readonly Version[],
  sheets: readonly Version[],
  doing: Doing,
): Promise<void> {
  const versions = [...contacts, ...sheets];
  if (versions.length === 0) return;
  await rehash(tx, versions);
  const told = new Set(contacts.map(({ id }) => id));
  const ids = [...new Set(versions.map(({ id }) => id))];
  const [practices] = await tx.query<[Raised[], number]>(
    `update practice set revision = revision + 1 where id = any($1)
     returning id, revision, coalesce(work_version, published_version) as version, owner_member_id as "ownerMemberId"`,
    [ids],
  );
  await tx.query(
    `insert into practice_step (practice_id, revision, version, kind, pointers, reason, by, at)
     select id, revision, version, 'erase', case when id = any($4) then '{/contacts}'::text[] else '{}' end, null, $5, $6
       from unnest($1::uuid[], $2::integer[], $3::integer[]) as t(id, revision, version)`,
    [
      practices.map(({ id }) => id), practices.map(({ revision }) => revision), practices.map(({ version }) => version),
      [...told], doing.by, doing.at,
    ], // prettier-ignore
  );
  await doing.outbox.append(
    tx,
    practices.map(({ id, version, ownerMemberId }) =>
      happened(practicePersonalDataErased, id, { id, version, ownerMemberId, href: `/v1/practices/${id}` }),
    ),
  );
}

/** The hash of a version is that of what it holds now. */
async function rehash(tx: EntityManager, versions: readonly Version[]): Promise<void> {
  const rows = await tx.query<(Version & { sheet: Omit<FactSheet, 'contacts'>; contacts: Contact[] })[]>(
    `select v.practice_id as id, v.number, v.fact_sheet as sheet,
            (select coalesce(json_agg(json_strip_nulls(json_build_object('name', c.name, 'email', c.email,
                      'consentToPublish', c.consent_to_publish)) order by c.position), '[]')
               from practice_contact c where c.practice_id = v.practice_id and c.number = v.number) as contacts
       from practice_version v
       join (select distinct * from unnest($1::uuid[], $2::integer[]) as t(id, number)) as t on t.id = v.practice_id and t.number = v.number`,
    [versions.map(({ id }) => id), versions.map(({ number }) => number)],
  );
  await tx.query(
    `update practice_version v set content_hash = t.hash
       from unnest($1::uuid[], $2::integer[], $3::text[]) as t(id, number, hash) where v.practice_id = t.id and v.number = t.number`,
    [
      rows.map(({ id }) => id),
      rows.map(({ number }) => number),
      rows.map(({ sheet, contacts }) => contentOf({ ...sheet, contacts }).contentHash),
    ],
  );
}
