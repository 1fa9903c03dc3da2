import type { EntityManager } from 'typeorm';
import { addressOf, nobody, spellingsIn, type PersonalRecords } from '#privacy';

const PLACE = 'notifications.subscription';
const CONTACT_PLACE = 'notifications.subscription (contact)';
const KEYS_SHOWN = 20;

/**
 * Addresses of mailboxes, and contacts of webhooks. An erasure ends the subscriptions of a mailbox, with all that was sent
 * to it; a webhook goes on, and tells nobody.
 */
export const subscriptionRecords: PersonalRecords = {
  names: [],

  async find(tx, email) {
    const places = [];
    for (const { column, place } of columns) {
      const rows = await tx.query<{ id: string }[]>(
        `select id from subscription where ${column} = any($1) order by id`,
        [await spellingsOf(tx, column, email)],
      );
      if (rows.length > 0) places.push({ place, count: rows.length, keys: rows.map(({ id }) => id).slice(0, KEYS_SHOWN) }); // prettier-ignore
    }
    return { ...nobody, places };
  },

  async erase(tx, person) {
    const [, mailboxes] = await tx.query<[unknown, number]>('delete from subscription where address = any($1)', [
      await spellingsOf(tx, 'address', person.email),
    ]);
    const [, contacts] = await tx.query<[unknown, number]>(
      'update subscription set contact_address = null, contact_language = null where contact_address = any($1)',
      [await spellingsOf(tx, 'contact_address', person.email)],
    );
    return [
      { place: PLACE, count: mailboxes },
      { place: CONTACT_PLACE, count: contacts },
    ].filter(({ count }) => count > 0);
  },

  /** A subscription, and its contact, last until their owner or reader ends them. */
  expire: () => Promise.resolve([]),
};

const columns = [
  { column: 'address', place: PLACE },
  { column: 'contact_address', place: CONTACT_PLACE },
] as const;

const spellingsOf = (tx: EntityManager, column: string, email: string | undefined): Promise<string[]> =>
  spellingsIn(tx, { table: 'subscription', column }, (one) => addressOf(one) === email);
