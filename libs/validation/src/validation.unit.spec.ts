import 'reflect-metadata';
import { describe, expect, it } from '@jest/globals';
import { IsInt, IsString, Matches, MaxLength } from 'class-validator';
import { check, IsMailAddress, ListOf, ObjectOf } from './index.js';

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
    ['zw@city.example\u200b', 'is-email', 'email has the invisible character U+200B; leave it out'],
    ['\u212aim@city.example', 'is-email', 'email has the character U+212A, which reads as "K"; write that'],
  ])('is not %j', (email, code, detail) => {
    expect(check(ReachableDto, { email })).toEqual({ errors: [{ pointer: '/email', code, detail }] });
  });
});
