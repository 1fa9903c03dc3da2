import { domainToASCII } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { addressesInText, addressOf, ERASED, nameOf, Sightings } from './subject.js';

const word = fc.stringMatching(/^[A-ZÄÉÓŁŠČİΣЖ][a-zäéółščıßσж]{2,6}$/u);
const joined = fc
  .tuple(word, fc.constantFrom("'", '-', ' '), word)
  .map(([first, sign, second]) => `${first}${sign}${second}`);
const name = fc.tuple(word, fc.oneof(word, joined)).map((words) => words.join(' '));
const local = fc.stringMatching(/^[a-zäéó]{2,5}[.+'-][a-z0-9ł]{2,5}$/u);
const label = fc.stringMatching(/^[a-z][a-zäéóčж]{1,5}[a-z0-9]$/u);
const domain = fc.tuple(label, label).map((labels) => `${labels.join('.')}.example`);
const email = fc.tuple(local, domain).map((parts) => parts.join('@'));
const person = fc.record({ name, email });

/** Characters that are chosen in place of one, each a spelling of it. */
const invisible = fc.constantFrom(
  '\u200b',
  '\u200d',
  '\u2060',
  '\ufeff',
  '\u00ad',
  '\u034f',
  '\u200e',
  '\ufe0e',
  '\u{e0020}',
);
const spaces = fc.constantFrom(' ', '  ', '\u00a0', '\n', '\t', '\u202f', '\u3000', ' \u200b', '_', '\r\n   ');
const apostrophes = fc.constantFrom("'", '’', '‘', 'ʼ', '`', '´', '′');
const hyphens = fc.constantFrom('-', '‐', '‑', '–', '−', '\uff0d');
const fullWidth = (one: string) => String.fromCodePoint(one.codePointAt(0)! + 0xfee0);
const forms = (one: string, isCaseKept: boolean) =>
  fc.constantFrom(
    one,
    one.normalize('NFD'),
    ...(/^[a-z]$/i.test(one) ? [fullWidth(one)] : []),
    ...(isCaseKept ? [] : [one.toUpperCase(), one.toLowerCase()]),
  );

const spelt = (one: string, isLast: boolean, isAddress: boolean): fc.Arbitrary<string> => {
  const form =
    one === ' ' ? spaces : one === "'" ? apostrophes : one === '-' ? hyphens : one === '@' ? fc.constantFrom('@', '＠') : forms(one, isAddress && /[^ -~]/.test(one)); // prettier-ignore
  if (isLast || one === ' ') return form;
  return fc.tuple(form, fc.option(invisible, { freq: 8 })).map(([before, after]) => before + (after ?? ''));
};
const spelling = (text: string, isAddress = false): fc.Arbitrary<string> =>
  fc
    .tuple(...Array.from(text).map((one, n, all) => spelt(one, n === all.length - 1, isAddress)))
    .map((parts) => parts.join(''));
const addressSpelling = (text: string): fc.Arbitrary<string> => {
  const [before, after] = text.split('@') as [string, string];
  const ofDomain = fc.oneof(
    spelling(after, true),
    fc.constantFrom(domainToASCII(after), after.normalize('NFD').replaceAll('.', '。')),
  );
  return fc.tuple(spelling(before, true), fc.constantFrom('@', '＠'), ofDomain).map((parts) => parts.join(''));
};

const utf8 = (text: string) =>
  Array.from(Buffer.from(text), (byte) => byte.toString(16).toUpperCase().padStart(2, '0'));
/** How a text is written in another: some characters of it, or all. */
const encodings: Readonly<Record<string, (one: string) => string>> = {
  'as it is': (one) => one,
  'percent-encoded': (one) => utf8(one).map((hex) => `%${hex}`).join(''),
  'percent-encoded twice': (one) => utf8(one).map((hex) => `%25${hex}`).join(''),
  'in numbers of HTML': (one) => `&#${one.codePointAt(0)};`,
  'in hexadecimal numbers of HTML': (one) => `&#x${one.codePointAt(0)!.toString(16)};`,
  'in escapes of JSON': (one) => Array.from({ length: one.length }, (_, n) => `\\u${one.charCodeAt(n).toString(16).padStart(4, '0')}`).join(''), // prettier-ignore
  'quoted-printable': (one) => utf8(one).map((hex) => `=${hex}`).join(''),
}; // prettier-ignore
const encoded = (text: string): fc.Arbitrary<string> =>
  fc.oneof(
    fc
      .tuple(fc.constantFrom(...Object.values(encodings)), fc.array(fc.boolean(), { minLength: 1, maxLength: 7 }))
      .map(([encode, which]) => Array.from(text).map((one, n) => (which[n % which.length] ? encode(one) : one)).join('')), // prettier-ignore
    fc.constantFrom(
      JSON.stringify(text).slice(1, -1),
      JSON.stringify(JSON.stringify(text)).slice(3, -3),
      encodeURIComponent(text),
      Buffer.from(`of ${text} of`).toString('base64'),
    ),
  );

const setOff = fc.constantFrom(
  ['', ''],
  ['_', '_'],
  ['**', '**'],
  ['(', ')'],
  ['<', '>'],
  ['mailto:', '?x=y'],
  ['„', '“'],
  ['\n', '\n'],
);
const around = fc.tuple(fc.constantFrom('Ask ', 'Café: '), setOff, fc.constantFrom(' for help.', ' – Größe.'));
const hidden = person.chain(({ name: called, email: at }) =>
  fc.record({
    person: fc.constant({ name: called, email: at }),
    written: fc.oneof(spelling(called), addressSpelling(at)).chain(encoded),
    around,
  }),
);

describe('a person hidden in any spelling and encoding', () => {
  it('is found, and nothing beside', () => {
    fc.assert(
      fc.property(
        hidden,
        ({ person: { name: called, email: at }, written, around: [before, [open, close], after] }) => {
          const sightings = new Sightings({ email: addressOf(at), names: [called] });
          const without = sightings.without(`${before}${open}${written}${close}${after}`);
          expect(without).toBe(`${before}${open}${ERASED}${close}${after}`);
          expect(sightings.isIn(without)).toBe(false);
        },
      ),
      { numRuns: 150 },
    );
  });

  it('is told by one address, which a list of addresses has', () => {
    fc.assert(
      fc.property(
        email.chain((at) => fc.tuple(fc.constant(at), addressSpelling(at))),
        ([at, written]) => {
          expect(addressOf(written)).toBe(addressOf(at));
          expect(addressesInText(`Ask _${written}_.`)).toContain(addressOf(at));
        },
      ),
      { numRuns: 60 },
    );
  });

  it('is not found where others are', () => {
    const two = fc.tuple(person, person).filter(([one, other]) => {
      const isOther = !nameOf(other.name).includes(nameOf(one.name)) && addressOf(one.email) !== addressOf(other.email);
      return isOther && !other.email.includes(one.email);
    });
    fc.assert(
      fc.property(
        two.chain(([one, other]) => fc.tuple(fc.constant(one), spelling(other.name), addressSpelling(other.email))),
        fc.string({ unit: 'grapheme' }),
        ([one, itsName, itsEmail], text) => {
          const all = `${itsName}, ${itsEmail} ${text}`;
          expect(new Sightings({ email: addressOf(one.email), names: [one.name] }).without(all)).toBe(all);
        },
      ),
      { numRuns: 60 },
    );
  });
});

describe('a hostile text, or name', () => {
  const sightings = new Sightings({ email: 'aino@x.example', names: ['Aino Virtanen', 'a a', "a'a-a"] });
  const much = (part: string) => part.repeat(Math.ceil(300_000 / part.length));

  it.each([
    'a ',
    'a',
    ' ',
    '%',
    '%25',
    '%C3%',
    '&',
    '&amp;',
    '&#',
    '\\',
    '\\u00',
    '=',
    '=C3',
    'A',
    'a_',
    '<',
    '< a',
    'aino ',
    'aino@',
    '@',
    '.',
    '\u0301',
    'a\u200b',
    'ж',
    '-a',
    "'",
  ])('of %j is gone through in time that grows with its length', (part) => {
    const started = performance.now();
    sightings.isIn(much(part));
    expect(performance.now() - started).toBeLessThan(3_000);
  });
});
