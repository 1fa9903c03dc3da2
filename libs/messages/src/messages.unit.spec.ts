import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, describe, expect, it } from '@jest/globals';
import { Catalogue, faultsOf } from './index.js';

const folder = mkdtempSync(join(tmpdir(), 'lra-messages-'));
const catalogue = (files: Record<string, object>) => {
  for (const [language, messages] of Object.entries(files)) {
    writeFileSync(join(folder, `${language}.json`), JSON.stringify(messages));
  }
  return Catalogue.in(pathToFileURL(`${folder}/`));
};
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('messages', () => {
  it('are said in the nearest language that there is, with plurals and dates of that language', () => {
    const messages = catalogue({
      en: { 'a.left': '{n, plural, one {# day} other {# days}} until {at, date, moment}', 'a.only': 'English' },
      pl: { 'a.left': '{n, plural, one {# dzień} few {# dni} many {# dni} other {# dnia}} do {at, date, moment}' },
    });
    const values = { n: 3, at: new Date('2027-01-04T23:30:00Z') };
    expect(messages.in('pl-PL', 'a')('left', values)).toBe('3 dni do wtorek, 5 stycznia 2027 00:30');
    expect(messages.in('en', 'a')('left', { ...values, n: 1 })).toMatch(/^1 day until Tuesday,? 5 January 2027/);
    expect(messages.in('fi', 'a')('left', values)).toMatch(/^3 days/);
    expect(messages.in('pl', 'a')('only')).toBe('English');
  });

  it('do not hide a mistake: a key or a value that is missing throws', () => {
    const say = catalogue({ en: { 'a.b': 'Dear {name}' } }).in('en', 'a');
    expect(() => say('c')).toThrow('There is no message a.c.');
    expect(() => say('b')).toThrow(/name/);
  });

  it('take values as they are: no markup, no placeholder in a value is read', () => {
    const say = catalogue({ en: { 'a.b': 'Dear {name}' } }).in('en', 'a');
    expect(say('b', { name: '<b>{x}</b>' })).toBe('Dear <b>{x}</b>');
  });
});

describe('the faults of a translated catalogue', () => {
  const source = { a: '{n, plural, one {# x} other {# y}} for {name}', b: 'Hi {name}' };

  it('are none when it says the same', () => {
    const a = '{n, plural, one {# x} few {# z} many {# z} other {# y}} dla {name}';
    expect(faultsOf('pl', source, { a, b: 'Cześć {name}' })).toEqual([]);
  });

  it.each([
    [{ b: 'x' }, ['a: is missing', 'b: the argument name is lost']],
    [{ ...source, c: 'x' }, ['c: is unknown', 'a: the plural of n lacks few', 'a: the plural of n lacks many']],
    [{ a: '{n} {name}', b: 'Hi {nazwa}' }, ['a: the argument n is of another kind', 'b: the argument name is lost', 'b: the argument nazwa is unknown']],
    [{ a: '{n, plural, one {x} two {x} few {x} many {x} other {x}} {name}', b: "l'{name}" }, ['a: the plural of n has two, which the language has not', 'b: has a straight apostrophe; write ’', 'b: the argument name is lost']],
    [{ a: '{n, plural, one {x', b: 'Hi {name}' }, [expect.stringMatching(/^a: cannot be read: /)]],
  ])('are told by key: %j', (translated, faults) => {
    expect(faultsOf('pl', source, translated as never)).toEqual(faults);
  });
}); // prettier-ignore
