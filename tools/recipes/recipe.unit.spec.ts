import { describe, expect, it } from '@jest/globals';
import { costOf, edited } from './recipe.js';

describe('a recipe', () => {
  it('adds lines after the one line that has a text, or puts them in its place, and makes new files', () => {
    const file = 'a.ts';
    expect(edited('one\ntwo\n', { file, after: 'on', lines: 'more\nof it' })).toBe('one\nmore\nof it\ntwo\n');
    expect(edited('one\ntwo\n', { file, instead: 'on', lines: 'more\nof it' })).toBe('more\nof it\ntwo\n');
    expect(edited(undefined, { file, lines: 'new' })).toBe('new\n');
  });

  it('does not guess where: no line, two lines or a file in its way end it', () => {
    expect(() => edited('one\n', { file: 'a.ts', after: 'two', lines: 'x' })).toThrow('a.ts has 0 lines with "two"');
    expect(() => edited('one\none\n', { file: 'a.ts', after: 'one', lines: 'x' })).toThrow('a.ts has 2 lines');
    expect(() => edited('one\n', { file: 'a.ts', lines: 'x' })).toThrow('is there already');
  });

  it('costs the lines that are not blank, and each file once', () => {
    const edits = [{ file: 'a', after: 'x', lines: 'one\n\ntwo' }, { file: 'a', after: 'y', lines: 'three' }, { file: 'b', lines: '\n' }]; // prettier-ignore
    expect(costOf(edits)).toEqual({ files: 2, lines: 3 });
  });
});
