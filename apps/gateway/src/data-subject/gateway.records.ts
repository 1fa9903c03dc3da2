import type { EntityManager } from 'typeorm';
import { addressOf, spellingsIn, type Doing, type PersonalRecords, type PlaceCount } from '#privacy';
import { tellPrincipals } from '../principal/tell-principals.js';

/** Number of persons removed at once when their retention ends. */
const BATCH = 500;

/** Stands for a person in the list of erasures, besides the address. */
export const personKey = (id: string): string => `person:${id}`;

/**
 * People who sign in, and people who are invited. A person's address is not kept; a salted hash of it finds the person.
 */
export const gatewayRecords: PersonalRecords = {
  names: ['person.name'],

  async find(tx, email) {
    const persons = await tx.query<{ id: string; name: string }[]>(
      `select id, name from person where email_hash = sha256(email_salt || convert_to($1, 'UTF8'))`,
      [email],
    );
    const keys = persons.map(({ id }) => personKey(id));
    return {
      names: persons.map(({ name }) => name),
      keys,
      places: persons.length > 0 ? [{ place: 'gateway.person', count: persons.length, keys }] : [],
    };
  },

  async erase(tx, { email, keys }, doing) {
    const written = await spellingsIn(tx, { table: 'invitation', column: 'email' }, (one) => addressOf(one) === email);
    const invited = await count(tx, 'delete from invitation where email = any($1)', [written]);
    const persons = await deletePersons(tx, 'person', `'person:' || id = any($1)`, [keys], doing);
    return [{ place: 'gateway.invitation', count: invited }, ...persons];
  },

  expire(tx, before, doing) {
    const due = `(select * from person where signed_in_at < $1 order by id limit ${BATCH} for update skip locked)`;
    return deletePersons(tx, due, 'true', [before], doing);
  },

  async keyed(tx) {
    const persons = await tx.query<{ id: string; name: string }[]>('select id, name from person');
    return persons.map(({ id, name }) => ({ key: personKey(id), name }));
  },
};

/** With their rights and sessions. */
async function deletePersons(
  tx: EntityManager,
  from: string,
  condition: string,
  parameters: readonly unknown[],
  { outbox, at }: Doing,
): Promise<PlaceCount[]> {
  const rows = await tx.query<{ persons: number; invitations: number; sessions: number }[]>(
    `with chosen as materialized (select id from ${from} as p where ${condition}),
          sessions as (delete from session where person_id in (select id from chosen) returning 1),
          invitations as (delete from invitation where person_id in (select id from chosen) returning 1)
     select (select count(*)::integer from chosen) as persons, (select count(*)::integer from invitations) as invitations,
            (select count(*)::integer from sessions) as sessions, (select array_agg(id) from chosen) as ids`,
    [...parameters],
  );
  const [row] = rows as { persons: number; invitations: number; sessions: number; ids: string[] | null }[];
  if (!row?.ids) return [];
  await tx.query('delete from person where id = any($1)', [row.ids]);
  await tellPrincipals(tx, outbox, at, { ids: row.ids });
  return [
    { place: 'gateway.person', count: row.persons },
    { place: 'gateway.invitation', count: row.invitations },
    { place: 'gateway.session', count: row.sessions },
  ].filter((one) => one.count > 0);
}

async function count(tx: EntityManager, statement: string, parameters: readonly unknown[]): Promise<number> {
  const [, affected] = await tx.query<[unknown, number]>(statement, [...parameters]);
  return affected;
}
