import type { EntityManager } from 'typeorm';
import { addressOf, nobody, spellingsIn, type PersonalRecords } from '#privacy';

const PLACE = 'notifications.subscription';
const KEYS_SHOWN = 20;

/** Addresses of mailboxes. An erasure ends their subscriptions, with all that was sent to them. */
export const subscriptionRecords: PersonalRecords = {
  names: [],

  async find(tx, email) {
    const rows = await tx.query<{ id: string }[]>('select id from subscription where address = any($1) order by id', [
      await addressesOf(tx, email),
    ]);
    if (rows.length === 0) return nobody;
    return {
      ...nobody,
      places: [{ place: PLACE, count: rows.length, keys: rows.map(({ id }) => id).slice(0, KEYS_SHOWN) }],
    };
  },

  async erase(tx, person) {
    const [, count] = await tx.query<[unknown, number]>('delete from subscription where address = any($1)', [
      await addressesOf(tx, person.email),
    ]);
    return count > 0 ? [{ place: PLACE, count }] : [];
  },

  /** A subscription lasts until its reader ends it. */
  expire: () => Promise.resolve([]),
};

const addressesOf = (tx: EntityManager, email: string | undefined): Promise<string[]> =>
  spellingsIn(tx, { table: 'subscription', column: 'address' }, (one) => addressOf(one) === email);
