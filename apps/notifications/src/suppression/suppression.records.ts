import { nobody, type PersonalRecords } from '#privacy';
import { countOfAddress, forgetAddress } from './suppression.repository.js';

const PLACE = 'notifications.suppressed_address';

/** That a person's address refuses mails. */
export const suppressionRecords: PersonalRecords = {
  names: [],

  async find(tx, email) {
    const count = await countOfAddress(tx, email);
    return count > 0 ? { ...nobody, places: [{ place: PLACE, count, keys: [] }] } : nobody;
  },

  async erase(tx, { email }) {
    const count = email === undefined ? 0 : await forgetAddress(tx, email);
    return count > 0 ? [{ place: PLACE, count }] : [];
  },

  /** A job of its own deletes what no longer counts. */
  expire: () => Promise.resolve([]),
};
