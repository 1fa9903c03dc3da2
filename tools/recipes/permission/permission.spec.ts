import { describe, expect, it } from '@jest/globals';
import '../../../e2e/permissions.e2e.spec.js'; // calls every route as every role, and compares with the document
import { wholeDocument } from '../../documents/describe.js';
import { permissionsPage } from '../../documents/permissions.js';

describe('a permission that was given to a role', () => {
  it('stands in the table of permissions', async () => {
    const page = permissionsPage(await wholeDocument());
    const row = page.split('\n').find((line) => line.includes('GET /v1/operations/outbox'));
    // call, public, member-editor, reviewer, steering, official, admin
    expect(row?.split('|').map((cell) => cell.trim())).toEqual(['', '`GET /v1/operations/outbox`', '–', '–', '–', 'yes', '–', 'yes', '']); // prettier-ignore
  });
});
