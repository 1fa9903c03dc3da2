import { describe, expect, it } from '@jest/globals';
import { codesNamedIn, codeWord, isAlike, termsOf } from './search-terms.js';

const [women, courses, housing] = [
  codeWord('targetGroups', 'women'),
  codeWord('themes', 'language-training'),
  codeWord('themes', 'housing-and-health'),
];

describe('the terms of a query', () => {
  it.each([
    ['women', women],
    ['Frauen', women],
    ['γυναίκα', women],
    ['language courses', courses],
    ['kurs językowy', courses],
    ['mieszkanie', housing],
    ['STÉGASI στέγαση', housing],
    ['logement', housing],
    ['Finnland', codeWord('countries', 'FI')],
    ['przedszkole', codeWord('subjects', 'kindergarten')],
    ['entrepeneurs', codeWord('targetGroups', 'entrepreneurs')],
    ['Sommerkindergarten', codeWord('subjects', 'kindergarten')],
  ])('in %j name a code, whatever the language', (query, code) => {
    expect(termsOf(query).flatMap(({ codes }) => [...codes.keys()])).toContain(code);
  });

  it('are the longest names first, then single words, in their order', () => {
    const terms = termsOf('language courses for women in Tampere');
    expect(terms.map(({ words }) => words)).toEqual([['language', 'courses'], ['women'], ['tampere']]);
    expect(terms.at(-1)!.codes.size).toBe(0);
  });

  it('are no words of grammar, unless there is nothing else', () => {
    expect(termsOf('Kurse für die Frauen').flatMap(({ words }) => words)).toEqual(['kurse', 'frauen']);
    expect(termsOf('für').flatMap(({ words }) => words)).toEqual(['fur']);
  });

  it('give more weight to what a practice is about than to who does it, and to a whole name than to a part of one', () => {
    const weightOf = (query: string, code: string) => termsOf(query)[0]!.codes.get(code) ?? 0;
    expect(weightOf('women', women)).toBeGreaterThan(weightOf('city', codeWord('organiserKinds', 'city')));
    expect(weightOf('mieszkanie', housing)).toBeGreaterThan(weightOf('logement', housing));
    expect(weightOf('logement', housing)).toBeGreaterThan(0);
  });

  it('name no code that says nothing', () => {
    for (const query of ['other', 'unknown', 'Sonstiges']) {
      const codes = termsOf(query).flatMap((term) => [...term.codes.keys()]);
      expect(codes.filter((code) => /(?:other|unknown)$/.test(code))).toEqual([]);
    }
  });

  it.each([
    ['Darmstadt', []],
    ['Neuzuwanderer', [codeWord('targetGroups', 'newly-arrived')]],
    ['Norditalien', [codeWord('countries', 'IT')]],
  ])('name by the end of the compound %s only what a practice is about: %j', (query, codes) => {
    expect(termsOf(query).flatMap((term) => [...term.codes.keys()])).toEqual(codes);
  });

  it('are few, however long the query is', () => {
    expect(termsOf('x '.repeat(250)).length).toBe(16);
    expect(termsOf(' ,;"')).toEqual([]);
  });
});

describe('the codes that a text names', () => {
  it.each([
    ['A language course for women', 'en', [courses, women]],
    ['Szkoły i przedszkola', 'pl', [codeWord('subjects', 'kindergarten')]],
    ['Of cities and buses', 'en', []],
    ['A language course for women', 'ar', []],
  ])('of %j in %s are those of its language', (text, language, codes) => {
    expect(
      [...codesNamedIn(text, language)].filter((code) => codes.length === 0 || codes.includes(code)).sort(),
    ).toEqual([...codes].sort());
  });
});

describe('forms of one word', () => {
  it.each([
    ['Sprachkurs', 'Sprachkurse', true],
    ['mieszkanie', 'mieszkania', true],
    ['women', 'woman', false],
    ['kurs', 'kurse', true],
    ['rat', 'rate', false],
    ['integration', 'international', false],
    ['employment', 'employers', false],
    ['city', 'citizen', false],
  ])('%j and %j: %s', (a, b, expected) => {
    expect([isAlike(a, b), isAlike(b, a)]).toEqual([expected, expected]);
  });
});
