import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { anonymous } from '#identity';
import { toPracticeView } from './http/practice.dto.js';
import { Practice } from './practice.js';
import { completeSheet } from './practice.example.js';
import { SEARCH_SHAPE, storeSearched } from './practice-search.js';
import { SHAPE } from './public-practices.js';

const hashOf = (value: unknown): string =>
  createHash('sha256').update(JSON.stringify(value)).digest('base64url').slice(0, 12);

const sheet = completeSheet({ evaluation: { conducted: 'yes', kind: 'external' }, partners: [{ kind: 'ngos' }] });

/**
 * Rows of former builds are written anew at a start only when their shape has another number. Whoever changes what is written
 * raises the number and records the new hash here beside it.
 */
describe('what is stored ready to use', () => {
  it('has another SHAPE whenever the answer for everyone takes another form', () => {
    const origin = {
      id: '01995d3c-0000-7000-8000-000000000001',
      ownerMemberId: null,
      provenance: { kind: 'direct' },
    } as const;
    const practice = Practice.takenOver(origin, sheet, { by: 'x', as: [], at: new Date(0) });
    expect([SHAPE, hashOf(toPracticeView(practice, practice.published!, anonymous))]).toEqual([2, 'Gk7Hczh-Wz8o']);
  });

  it('has another SEARCH_SHAPE whenever other words or facets are stored', async () => {
    const asked: unknown[] = [];
    const query = (...statement: unknown[]) => Promise.resolve(void asked.push(statement));
    await storeSearched({ query } as never, [{ practiceId: 'id', number: 1, factSheet: sheet }], new Map()); // prettier-ignore
    const withoutNumber = JSON.stringify(asked).replace(`v.updated_at, ${SEARCH_SHAPE},`, 'v.updated_at,');
    expect([SEARCH_SHAPE, hashOf(withoutNumber)]).toEqual([4, 'lnSxCly4Lel5']);
  });
});
