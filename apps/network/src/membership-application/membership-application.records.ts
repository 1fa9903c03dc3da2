import type { EntityManager } from 'typeorm';
import { addressOf, spellingsIn, type PersonalRecords, type PlaceCount } from '#privacy';

/** Number of applications processed at once. */
const BATCH = 500;

/** Contacts of applications. */
export const applicationRecords: PersonalRecords = {
  names: ['membership_application.contact_name'],

  async find(tx, email) {
    const rows = await tx.query<{ name: string }[]>(
      'select distinct contact_name as name from membership_application where contact_email = any($1) order by name',
      [await applicants(tx, email)],
    );
    return { names: rows.map(({ name }) => name), keys: [], places: [] };
  },

  async erase(tx, person) {
    const contacts = await affected(
      tx,
      `update membership_application set contact_name = null, contact_email = null, mail_domain = null
        where contact_email = any($1)`,
      [await applicants(tx, person.email)],
    );
    return places(contacts);
  },

  async expire(tx, before) {
    // The contact of a member stays for as long as the membership.
    const contacts = await affected(
      tx,
      `update membership_application set contact_name = null, contact_email = null, mail_domain = null where id in (
         select a.id from membership_application a left join member m on m.id = a.member_id
          where a.contact_email is not null and coalesce(a.decided_at, a.created_at) < $1
            and (m.id is null or m.status = 'ended' and not exists (
                  select from member_status s where s.member_id = m.id and s.recorded_at >= $1))
          order by a.id limit ${BATCH} for update of a skip locked)`,
      [before],
    );
    return places(contacts);
  },
};

/** The address in the form in which applications store it. */
const applicants = (tx: EntityManager, email: string | undefined): Promise<string[]> =>
  spellingsIn(tx, { table: 'membership_application', column: 'contact_email' }, (one) => addressOf(one) === email);

const places = (contacts: number): PlaceCount[] =>
  contacts > 0 ? [{ place: 'network.membership_application', count: contacts }] : [];

async function affected(tx: EntityManager, statement: string, parameters: readonly unknown[]): Promise<number> {
  const [, count] = await tx.query<[unknown, number]>(statement, [...parameters]);
  return count;
}
