import { describe, expect, it } from '@jest/globals';
import { postgres } from '#validation';
import { Seek, ways } from '#database';
import { decodeCursor, encodeCursor, pageOf, seekOf } from './paging.js';

const id = '01995d3c-6f2a-7c1e-8f00-0d5f5f3f9f11';
const types = [postgres.timestamptz, postgres.uuid, postgres.integer];
const cursorOf = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

describe('a cursor', () => {
  it('gives back the place that it was made of', () => {
    const cursor = encodeCursor('things', '2026-05-01T10:00:00.000Z', id, 7);
    expect(decodeCursor('things', cursor, types)).toEqual(['2026-05-01T10:00:00.000Z', id, '7']);
    expect(seekOf('things', cursor, types)).toEqual(new Seek(['2026-05-01T10:00:00.000Z', id, '7']));
    expect(seekOf('things', undefined, types)).toEqual(new Seek());
  });

  it.each(ways)('leads on from a page and back to it, also where nothing is left (%s)', (way) => {
    const seek = new Seek(['7'], way);
    const read = { list: 'things', seek, limit: 2, placeOf: (row: number) => [row] };
    const { next, previous } = pageOf(read, [], (row) => row);
    const [on, back] = seek.isBackwards ? [previous, next] : [next, previous];
    expect(on).toBeNull();
    const returned = seekOf('things', back!, [postgres.integer]);
    expect(returned).toEqual(new Seek(['7'], returned.way));
    // Together both directions reach every place once.
    const reached = (one: Seek, place: number) =>
      ({ '<': place < 7, '<=': place <= 7, '>': place > 7, '>=': place >= 7 })[one.operator('asc')];
    for (const place of [6, 7, 8]) expect(reached(returned, place)).toBe(!reached(seek, place));
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
