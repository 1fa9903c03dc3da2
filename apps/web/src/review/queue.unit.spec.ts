import { describe, expect, it } from '@jest/globals';
import { choiceIn, isOverdue, merged, type Waiting } from './queue.js';

const one = (name: string, due: string | null, since: string) => ({ name, due, since: `${since}T10:00:00.000Z` });
const whole = <T extends Waiting>(...items: T[]) => ({ items, total: items.length });
const namesOf = (items: readonly { name: string }[]) => items.map(({ name }) => name).join(' ');

describe('what waits for the secretariat', () => {
  it('comes in one order whatever list it is of: by its day, then what has none by how long it waits', () => {
    const practices = whole(one('due-early', '2026-05-01', '2026-04-20'), one('due-late', '2026-06-01', '2026-04-01'), one('old', null, '2026-01-01'), one('new', null, '2026-04-30')); // prettier-ignore
    const applications = whole(one('older', null, '2025-12-31'), one('between', null, '2026-03-01'));
    expect(namesOf(merged(practices, applications))).toBe('due-early due-late older old between new');
    expect(namesOf(merged(applications, practices))).toBe('due-early due-late older old between new');
  });

  it('is shown as far as nothing that is not known can come between', () => {
    const goesOn = { items: [one('a', null, '2026-01-01'), one('c', null, '2026-01-03')], total: 3 };
    const ends = whole(one('b', null, '2026-01-02'), one('d', null, '2026-01-04'));
    expect(namesOf(merged(goesOn, ends))).toBe('a b c');
    expect(namesOf(merged({ ...goesOn, total: 2 }, ends))).toBe('a b c d');
    expect(namesOf(merged(goesOn, { ...ends, total: 9 }))).toBe('a b c');
  });

  it('is overdue once its day has passed in Brussels', () => {
    const due = one('a', '2026-05-01', '2026-04-01');
    expect(isOverdue(due, new Date('2026-05-01T21:59:00Z'))).toBe(false);
    expect(isOverdue(due, new Date('2026-05-01T22:00:00Z'))).toBe(true);
    expect(isOverdue({ ...due, due: null }, new Date('2027-01-01T00:00:00Z'))).toBe(false);
  });

  it('may be nothing', () => {
    expect(merged(whole(), whole())).toEqual([]);
  });

  it.each([
    ['assignedTo=me', 'me'],
    ['assignedTo=nobody', 'nobody'],
    ['assignedTo=all', 'all'],
    ['', ''],
    ['assignedTo=%3Cb%3E', ''],
  ])('is chosen by the address: %s', (query, choice) => {
    expect(choiceIn(new URLSearchParams(query))).toBe(choice);
  });
});
