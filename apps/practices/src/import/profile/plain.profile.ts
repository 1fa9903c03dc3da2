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
      // A value that is not an object stays as it is, so that validation can report it.
      factSheet: recordOf(row) === row ? factSheet : row,
      warnings: [],
    };
  },
};
