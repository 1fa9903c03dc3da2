import { describe, expect, it } from '@jest/globals';
import { postgres } from '#validation';
import { decodeCursor, encodeCursor, idInCursor, numberInCursor } from './paging.js';

const id = '01995d3c-6f2a-7c1e-8f00-0d5f5f3f9f11';
const types = [postgres.timestamptz, postgres.uuid, postgres.integer];
const cursorOf = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

describe('a cursor', () => {
  it('gives back the place that it was made of', () => {
    const cursor = encodeCursor('things', '2026-05-01T10:00:00.000Z', id, 7);
    expect(decodeCursor('things', cursor, types)).toEqual(['2026-05-01T10:00:00.000Z', id, '7']);
    expect(idInCursor('things', encodeCursor('things', id))).toBe(id);
    expect(numberInCursor('things', encodeCursor('things', 7))).toBe(7);
    expect(idInCursor('things', undefined)).toBeUndefined();
  });

  it.each([
    ['of another list', encodeCursor('others', '2026-05-01T10:00:00Z', id, 7)],
    ['with a day that does not exist', encodeCursor('things', '2026-02-30T10:00:00Z', id, 7)],
    ['with an id that is none', encodeCursor('things', '2026-05-01T10:00:00Z', `${id.slice(0, -1)}-`, 7)],
    ['with a number that no column holds', encodeCursor('things', '2026-05-01T10:00:00Z', id, 2 ** 31)],
    ['with a number that is not whole', encodeCursor('things', '2026-05-01T10:00:00Z', id, 1.5)],
    ['with too little', encodeCursor('things', '2026-05-01T10:00:00Z', id)],
    ['with too much', encodeCursor('things', '2026-05-01T10:00:00Z', id, 7, 7)],
    ['with something else at a place', cursorOf(['things', ['2026-05-01T10:00:00Z'], id, 7])],
    ['that is no list', cursorOf({ 0: 'things' })],
    ['that is nothing', cursorOf(null)],
    ['that is empty', ''],
    ['that is a word', 'cursor'],
  ])('%s is refused', (_, cursor) => {
    expect(() => decodeCursor('things', cursor, types)).toThrow('request.not-valid');
  });
});
