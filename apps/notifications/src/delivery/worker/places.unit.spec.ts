import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { closedHosts, inTurn, type Load, type Waiting } from './places.js';

/** So many things of a party, each to a host of its own unless told. */
const many = (party: string, count: number, host?: string): Waiting[] =>
  Array.from({ length: count }, (_, n) => ({ party, host: host ?? `${party}-${n}` }));
const nothing = { held: new Map<string, number>(), calls: [] };
const partiesOf = (chosen: readonly Waiting[]) => chosen.map(({ party }) => party).join('');

describe('places', () => {
  it('half of them go to who is alone, a third to each of two, and some stay free for who comes next', () => {
    expect(inTurn(many('a', 100), { ...nothing, free: 40 })).toHaveLength(20);
    const two = inTurn([...many('a', 100), ...many('b', 100)], { ...nothing, free: 30 });
    expect(two.filter(({ party }) => party === 'a')).toHaveLength(10);
    expect(two.filter(({ party }) => party === 'b')).toHaveLength(10);
  });

  it('go round: who has fewer is next, and nobody waits for the rest of another', () => {
    expect(partiesOf(inTurn([...many('a', 3), ...many('b', 2), ...many('c', 1)], { ...nothing, free: 20 }))).toBe(
      'abcaba',
    );
    const held = new Map([['a', 2]]);
    expect(partiesOf(inTurn([...many('a', 2), ...many('b', 3)], { ...nothing, held, free: 20 }))).toBe('bbaba');
  });

  it('of one party go to each of its hosts before a second call goes to any', () => {
    const hosts = inTurn([...many('a', 9, 'x'), ...many('a', 2, 'y')], { ...nothing, free: 8 }).map(({ host }) => host);
    expect(hosts).toEqual(['x', 'y', 'x', 'y']);
  });

  it('at one host are five for who is alone, and others find some there', () => {
    expect(inTurn(many('a', 50, 'x'), { ...nothing, free: 40 })).toHaveLength(5);
    const calls = [{ party: 'a', host: 'x', calls: 5 }];
    expect(closedHosts(calls)).toEqual([expect.objectContaining({ party: 'a', host: 'x' })]);
    expect(partiesOf(inTurn([...many('a', 5, 'x'), ...many('b', 5, 'x')], { ...nothing, calls, free: 40 }))).toBe(
      'bbb',
    );
  });

  it('at one host are no more than may begin now, and others go on', () => {
    const roomAt = (host: string) => (host === 'x' ? 2 : 10);
    const waiting = [...many('a', 5, 'x'), ...many('b', 5, 'x'), ...many('a', 1, 'y')];
    const chosen = inTurn(waiting, { ...nothing, roomAt, free: 40 });
    expect(chosen.map(({ party, host }) => party + host).toSorted()).toEqual(['ax', 'ay', 'bx']);
  });

  const party = fc.constantFrom('a', 'b', 'c', 'd');
  const waiting = fc.array(fc.record({ party, host: fc.constantFrom('x', 'y', 'z') }), { maxLength: 60 });
  const load: fc.Arbitrary<Load> = fc.record({
    free: fc.nat(40),
    held: fc.dictionary(party, fc.nat(20)).map((held) => new Map(Object.entries(held))),
    calls: fc.uniqueArray(
      fc.record({ party, host: fc.constantFrom('x', 'y', 'z'), calls: fc.integer({ min: 1, max: 2 }) }),
      { selector: ({ party, host }) => `${party} ${host}` },
    ),
  });

  it('are never more for a party than stay free, and none stays unused that someone could have had', () => {
    fc.assert(
      fc.property(waiting, load, (items, before) => {
        const chosen = inTurn(items, before);
        expect(new Set(chosen).size).toBe(chosen.length);
        const freeAfter = before.free - chosen.length;
        const of = (name: string) => chosen.filter((one) => one.party === name).length;
        for (const name of new Set(partiesOf(chosen))) {
          expect((before.held.get(name) ?? 0) + of(name)).toBeLessThanOrEqual(freeAfter + 1);
        }
        const after: Load = {
          free: freeAfter,
          held: new Map(['a', 'b', 'c', 'd'].map((name) => [name, (before.held.get(name) ?? 0) + of(name)])),
          calls: [...before.calls, ...chosen.map((one) => ({ ...one, calls: 1 }))],
        };
        expect(
          inTurn(
            items.filter((item) => !chosen.includes(item)),
            after,
          ),
        ).toEqual([]);
      }),
    );
  });
});
