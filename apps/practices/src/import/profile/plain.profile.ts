import { recordOf, rowId } from './profile.js';
import type { Profile } from './profile.js';

/** JSON and NDJSON rows: a fact sheet as in `POST /v1/practices` with `externalId` beside its fields. */
export const plainProfile: Profile = {
  name: 'plain',
  version: 1,
  formats: ['ndjson', 'json'],
  columns: ['externalId'],
  matches: (header) => header.includes('externalId'),
  toFactSheet(row) {
    const { externalId, ...factSheet } = recordOf(row);
    return {
      externalId: rowId('externalId', externalId),
      // What is no object stays what it is, so that validation can say so.
      factSheet: recordOf(row) === row ? factSheet : row,
      warnings: [],
    };
  },
};
