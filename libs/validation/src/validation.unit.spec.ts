import 'reflect-metadata';
import { describe, expect, it } from '@jest/globals';
import { IsInt, IsString, Matches, MaxLength } from 'class-validator';
import { MOST_PLACES, notValid } from '#problems';
import {
  check, IsMailAddress, IsWebAddress, ListOf, MAX_DEPTH, MAX_ITEMS, MAX_KEYS, MAX_VALUES, ObjectOf, namesUser, unstorable,
} from './index.js'; // prettier-ignore

class PartDto {
  @IsString()
  @Matches(/\S/, { message: 'name must not be blank' })
  @MaxLength(5)
  name!: string;
}

class WholeDto {
  @ObjectOf(() => PartDto)
  part!: PartDto;

  @ListOf(() => PartDto)
  parts!: PartDto[];

  @IsInt()
  count!: number;
}

const good = { part: { name: 'a' }, parts: [{ name: 'b' }], count: 1 };
const problems = (raw: unknown) => {
  const checked = check(WholeDto, raw);
  return 'errors' in checked ? checked.errors.map(({ pointer, code }) => `${pointer} ${code}`) : [];
};

describe('check', () => {
  it('takes what is declared', () => expect(problems(good)).toEqual([]));

  it.each([
    ['a list for an object', { ...good, part: [{ name: 'a' }] }, ['/part is-object']],
    ['an empty list for an object', { ...good, part: [] }, ['/part is-object']],
    ['a text for an object', { ...good, part: 'a' }, ['/part is-object']],
    ['an object for a list', { ...good, parts: { name: 'b' } }, ['/parts is-list-of-objects']],
    ['a list in a list', { ...good, parts: [[{ name: 'b' }]] }, ['/parts is-list-of-objects']],
    ['null in a list', { ...good, parts: [null] }, ['/parts is-list-of-objects']],
    ['a missing field', { part: good.part, parts: [] }, ['/count required']],
    ['an unknown nested field', { ...good, part: { name: 'a', colour: 1 } }, ['/part/colour unknown-field']],
    ['a key that objects inherit', { ...good, constructor: 1 }, ['/constructor unknown-field']],
  ])('refuses %s and names the place', (_, raw, expected) => expect(problems(raw)).toEqual(expected));

  it('tells the kind of a value before its length or pattern', () =>
    expect(problems({ ...good, part: { name: 7 } })).toEqual(['/part/name is-string']));
});

class ReachableDto {
  @IsMailAddress()
  email!: string;
}

describe('an e-mail address at entry', () => {
  it.each(['anna@city.example', 'f@münchen.example', "o'neill+a@city.example", '"a@d1"@victim.example'])(
    'is %s',
    (email) => {
      expect(check(ReachableDto, { email })).toHaveProperty('valid');
    },
  );

  it.each([
    [undefined, 'required', 'This field is required.'],
    [7, 'is-email', 'email must be an e-mail address of at most 254 characters'],
    ['anna', 'is-email', 'email must be an e-mail address'],
    [
      `${'a'.repeat(60)}@${'b'.repeat(60)}.${'c.'.repeat(80)}example`,
      'is-email',
      'email must be an e-mail address of at most 254 characters',
    ],
    ['zw@city.example\u200b', 'is-email', 'email has the invisible character U+200B; remove it'],
    ['\u212aim@city.example', 'is-email', 'email has the character U+212A, which reads as "K"; write that instead'],
  ])('is not %j', (email, code, detail) => {
    expect(check(ReachableDto, { email })).toEqual({ errors: [{ pointer: '/email', code, detail }] });
  });
});

const keys = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, n) => [`k${n}`, 1]));
const nested = (levels: number): unknown => (levels === 0 ? 1 : [nested(levels - 1)]);
const lists = (values: number): unknown[][] =>
  Array.from({ length: Math.ceil(values / MAX_ITEMS) }, () => Array.from({ length: MAX_ITEMS - 1 }, () => 0));

describe('what is larger than anything honest', () => {
  it.each([
    ['keys of an object', { ...good, part: keys(MAX_KEYS + 1) }, '/part'],
    ['keys of the whole', keys(MAX_KEYS + 1), ''],
    ['items of a list', { ...good, parts: Array.from({ length: MAX_ITEMS + 1 }, () => ({ name: 'a' })) }, '/parts'],
    ['items of an unknown list', { other: Array.from({ length: MAX_ITEMS + 1 }, () => 0) }, '/other'],
    ['values in all', { other: lists(MAX_VALUES + 1) }, ''],
  ])('is refused before its fields are looked at: %s', (_, raw, pointer) =>
    expect(problems(raw)).toEqual([`${pointer} too-many`]),
  );

  it('is refused where it is nested too deeply', () =>
    expect(problems({ other: nested(MAX_DEPTH) })).toEqual([`/other${'/0'.repeat(MAX_DEPTH - 1)} too-deep`]));

  it('is told by so many places only, each of which says enough', () => {
    expect(problems({ ...good, ...keys(MAX_KEYS - 3) })).toHaveLength(MOST_PLACES);
    expect(problems({ ...good, parts: Array.from({ length: MAX_ITEMS }, () => 'a\0') })).toHaveLength(MOST_PLACES);
  });
});

it('names a key that is as long as a body by its beginning', () => {
  const checked = check(WholeDto, { ...good, ['k'.repeat(100_000)]: 1, ['\0'.repeat(100_000)]: 1 });
  expect(JSON.stringify(checked).length).toBeLessThan(5_000);
  expect(JSON.stringify(notValid([{ pointer: `/${'k'.repeat(100_000)}`, code: 'a', detail: 'b' }]))).toHaveLength(
    JSON.stringify(notValid([{ pointer: `/${'k'.repeat(200_000)}`, code: 'a', detail: 'b' }])).length,
  );
});

describe('a text that not every place can hold', () => {
  /** XML 1.0, section 2.2: Char. */
  const isChar = (code: number): boolean =>
    code === 0x9 || code === 0xa || code === 0xd || (code >= 0x20 && code <= 0xd7ff) || (code >= 0xe000 && code <= 0xfffd) || code > 0xffff; // prettier-ignore

  it('is one with a character that XML cannot hold, each of them and no other', () => {
    const codes = Array.from({ length: 0x10000 }, (_, code) => code);
    const refused = codes.filter((code) => unstorable(`a${String.fromCharCode(code)}b`) !== undefined);
    expect(refused).toEqual(codes.filter((code) => !isChar(code)));
  });

  it.each([
    ['a bell', 'a\u0007b', 'control-character'],
    ['a vertical tab', '\u000b', 'control-character'],
    ['no character at all', 'a\uffff', 'control-character'],
    ['a null character', '\0', 'null-byte'],
    ['half of a pair', 'a\ud800', 'lone-surrogate'],
    ['a hundred marks on a letter', `a${'\u0301\u0323'.repeat(50)}`, 'combining-marks'],
  ])('is refused wherever it stands: %s', (_, text, code) => {
    expect(problems({ ...good, part: { name: text } })).toEqual([`/part/name ${code}`]);
    expect(problems({ ...good, parts: [{ name: text }] })).toEqual([`/parts/0/name ${code}`]);
    expect(problems({ ...good, [text]: 1 })).toEqual([`/${text} unknown-field`]);
  });

  it.each([
    ['lines and tabs', 'a\tb\r\nc'],
    ['vocalised Arabic', 'مَرْحَبًا بِالْعَالَمِ'],
    ['cantillated Hebrew', 'בְּרֵאשִׁ֖ית בָּרָ֣א'],
    ['Vietnamese, decomposed', 'Tiếng Việt'.normalize('NFD')],
    ['families and flags', '👩‍👩‍👧‍👦 🇪🇺'],
  ])('is none of these: %s', (_, text) => expect(unstorable(text)).toBeUndefined());
});

describe('an address of the web', () => {
  class PageDto {
    @IsWebAddress()
    page!: string;
  }
  const refusal = (page: string) => {
    const checked = check(PageDto, { page });
    return 'errors' in checked ? checked.errors.map(({ pointer, detail }) => `${pointer}: ${detail}`) : [];
  };

  it.each([
    'https://me:pw@city.example/',
    'https://me@city.example/',
    'https://me:@city.example/',
    'https://:pw@city.example/',
    'https://@city.example/',
    'https://me%40mail.example:p%40w@city.example/',
    'HTTPS://me:pw@city.example?q',
    'https://me@mail.example@city.example#top',
  ])('is refused with a user or a password: %s', (page) => {
    expect(namesUser(page)).toBe(true);
    expect(refusal(page)).toEqual(['/page: page must be an http or https address without a user name or password']);
  });

  it.each(['https://city.example/@press', 'http://city.example?to=a@b.example', 'https://city.example#a@b'])(
    'may have an @ behind its host: %s',
    (page) => {
      expect(namesUser(page)).toBe(false);
      expect(refusal(page)).toEqual([]);
    },
  );
});
