import { describe, expect, it } from '@jest/globals';
import { changedWords } from './changed-words.js';

const marked = (before: string, after: string): string[] =>
  changedWords(before, after).map((side) => side.map(({ text, changed }) => (changed ? `[${text}]` : text)).join(''));

describe('the words that changed', () => {
  it.each([
    ['A café, once a week.', 'A café, twice a week.', 'A café, [once] a week.', 'A café, [twice] a week.'],
    ['All stays', 'All stays', 'All stays', 'All stays'],
    ['a b c d', 'a x y d', 'a [b c] d', 'a [x y] d'],
    ['', 'New', '', '[New]'],
    ['one two', 'one two three', 'one two', 'one two[ three]'],
    ['x a y', 'a', '[x ]a[ y]', 'a'],
    ['€9,000 in 2021.', '€24,000 in 2021.', '[€9,000] in 2021.', '[€24,000] in 2021.'],
  ])('of %j and %j are marked on both sides', (before, after, was, is) => {
    expect(marked(before, after)).toEqual([was, is]);
  });

  it('of texts too long to compare are all between the first and the last that differ', () => {
    const long = (word: string) => `Start ${Array.from({ length: 3000 }, (_, n) => `${word}${n}`).join(' ')} end`;
    const [was] = changedWords(long('a'), long('b'));
    expect(was.map(({ changed }) => changed)).toEqual([false, true, false]);
  });
});
