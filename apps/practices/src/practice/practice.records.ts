import type { EntityManager } from 'typeorm';
import { happened, practicePersonalDataErased } from '#contracts';
import {
  addressOf, eraseFromColumn, findInColumn, nameOf, Sightings, spellingsIn, telling, type Doing, type PersonalRecords, type Person, type PlaceCount,
} from '#privacy'; // prettier-ignore
import type { Contact, FactSheet } from '../fact-sheet/fact-sheet.js';
import { translationsOf } from '../reading/translation.repository.js';
import { storeSearched, type Searched } from './practice-search.js';
import { PracticeRows } from './practice.rows.js';
import { contentOf } from './practice-version.js';
import { forgetReadings, raiseRevisions, storingPublic } from './public-practices.js';

/** Practices processed together. */
const BATCH = 500;

/** Contacts of practices, and fact sheets; their hashes and revisions follow an erasure. */
export const practiceRecords: PersonalRecords = {
  names: ['practice_contact.name'],

  async find(tx, email) {
    const rows = await tx.query<{ name: string }[]>(
      'select distinct name from practice_contact where email = any($1) and name is not null order by name',
      [await addressesOf(tx, email)],
    );
    return { names: rows.map(({ name }) => name), keys: [], places: [] };
  },

  erase: eraseFromPractices,

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

const FACT_SHEET = { table: 'practice_version', column: 'fact_sheet' };
const TRANSLATION = { table: 'translation', column: 'texts' };

const addressesOf = (tx: EntityManager, email: string | undefined): Promise<string[]> =>
  spellingsIn(tx, { table: 'practice_contact', column: 'email' }, (one) => addressOf(one) === email);

async function eraseFromPractices(tx: EntityManager, person: Person, doing: Doing): Promise<PlaceCount[]> {
  const sightings = new Sightings(person);
  const wanted = new Set(telling(person.names));
  const names = await spellingsIn(tx, { table: 'practice_contact', column: 'name', where: 'email is null' }, (one) =>
    wanted.has(nameOf(one)),
  );
  // A contact without an address is identified by name.
  const isTheirs = '(c.email = any($1) or c.email is null and c.name = any($2))';
  const theirs = [await addressesOf(tx, person.email), names];
  const contacts = await practicesWith(
    tx,
    `select c.practice_id as id from practice_contact c where ${isTheirs}`,
    theirs,
  );
  const inTexts = sightings.isAnybody
    ? [...(await findInColumn(tx, FACT_SHEET, sightings)), ...(await findInColumn(tx, TRANSLATION, sightings))]
    : [];
  const places: PlaceCount[] = [];
  for (const ids of batches([...new Set([...contacts, ...inTexts.map(practiceOf)])].sort())) {
    await lock(tx, ids);
    const [gone, count] = await tx.query<[Version[], number]>(
      `delete from practice_contact c where practice_id = any($3) and ${isTheirs} returning practice_id as id, number`,
      [...theirs, ids],
    );
    const which = { where: 'practice_id = any($1)', parameters: [ids] };
    const eraseFrom = async (column: typeof FACT_SHEET) =>
      sightings.isAnybody ? await eraseFromColumn(tx, { ...column, ...which }, sightings) : [];
    const [changed, translated] = [await eraseFrom(FACT_SHEET), await eraseFrom(TRANSLATION)];
    const reworded = await versionsOf(tx, translated.map(practiceOf));
    await follow(tx, gone, [...changed.map(versionOf), ...reworded], doing);
    if (reworded.length > 0) await raiseRevisions(tx, translated.map(practiceOf));
    places.push({ place: 'practices.practice_contact', count });
    places.push({ place: 'practices.practice_version', count: changed.length });
    places.push({ place: 'practices.translation', count: translated.length });
  }
  return places;
}

/** All versions that may be found by the words of translations. */
const versionsOf = (tx: EntityManager, ids: readonly string[]): Promise<Version[]> =>
  tx.query<Version[]>('select practice_id as id, number from practice_search where practice_id = any($1)', [ids]);

const practiceOf = (key: string): string => versionOf(key).id;

/** A version by the key of its row. */
function versionOf(key: string): Version {
  const [id = '', number] = key.split('/');
  return { id, number: Number(number) };
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

/** In the order of ids, like all locks of several. */
const lock = (tx: EntityManager, ids: readonly string[]) =>
  tx.query('select from practice where id = any($1) order by id for update', [ids]);

/** What follows a change of versions: new hashes and words, and for each practice a step, a revision and an event. */
async function follow(
  tx: EntityManager,
  contacts: readonly Version[],
  sheets: readonly Version[],
  doing: Doing,
): Promise<void> {
  const versions = [...contacts, ...sheets];
  if (versions.length === 0) return;
  await renew(tx, versions);
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
  const loaded = await new PracticeRows(tx.dataSource).load(tx, ids);
  await doing.outbox.append(
    tx,
    practices.map(({ id, version, ownerMemberId }) =>
      happened(practicePersonalDataErased, id, { id, version, ownerMemberId, href: `/v1/practices/${id}` }),
    ),
    await storingPublic(tx, loaded),
  );
  await forgetReadings(tx, loaded);
}

/** Makes the hash and the search words of each version those of its current content. */
async function renew(tx: EntityManager, versions: readonly Version[]): Promise<void> {
  const rows = await tx.query<(Searched & { factSheet: Omit<FactSheet, 'contacts'>; contacts: Contact[] })[]>(
    `select v.practice_id as "practiceId", v.number, v.fact_sheet as "factSheet",
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
      rows.map(({ practiceId }) => practiceId),
      rows.map(({ number }) => number),
      rows.map(({ factSheet, contacts }) => contentOf({ ...factSheet, contacts }).contentHash),
    ],
  );
  await storeSearched(tx, rows, await translationsOf(tx, rows.map(({ practiceId }) => practiceId))); // prettier-ignore
}
