import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import { caseStudiesProfile } from '../../src/import/profile/case-studies.profile.js';
import { judgedQueries } from './judged-queries.js';
import { sharesWord } from './shared-words.js';

/** All texts of a fact sheet, its codes included; not those of countries and languages, which are no words. */
function textsOf(value: unknown, key = ''): string[] {
  if (['countries', 'originalLanguage', 'currency'].includes(key)) return [];
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, child]) => textsOf(child, Array.isArray(value) ? key : name));
}

const caseStudies = new Map(
  parse<Record<string, string>>(readFileSync('demo/data/case-studies.csv'), { bom: true, columns: true }).map((row) => {
    const { externalId, factSheet } = caseStudiesProfile.toFactSheet(row);
    if (!('id' in externalId)) throw new Error('a case study has no external id');
    return [externalId.id, textsOf(factSheet)] as const;
  }),
);

const useful = (relevant: Readonly<Record<string, number>>): string[] =>
  Object.keys(relevant).filter((id) => (relevant[id] ?? 0) >= 2);

describe('the judged queries', () => {
  it('are enough, in enough languages, each with its own words', () => {
    expect(judgedQueries.length).toBeGreaterThanOrEqual(80);
    expect(new Set(judgedQueries.map(({ language }) => language)).size).toBeGreaterThanOrEqual(10);
    for (const key of ['id', 'q'] as const)
      expect(new Set(judgedQueries.map((query) => query[key])).size).toBe(judgedQueries.length);
  });

  it('have grades from 1 to 3 for case studies that exist, and at least one that is clearly useful', () => {
    expect(caseStudies.size).toBe(37);
    for (const { id, relevant } of judgedQueries) {
      expect([id, Object.keys(relevant).filter((target) => !caseStudies.has(target))]).toEqual([id, []]);
      expect([id, Object.values(relevant).filter((grade) => ![1, 2, 3].includes(grade))]).toEqual([id, []]);
      expect([id, useful(relevant)]).not.toEqual([id, []]);
    }
  });

  it('say rightly whether they share a word with a useful case study; a third shares none', () => {
    const recomputed = judgedQueries.map(({ id, q, relevant }) => {
      const texts = useful(relevant).flatMap((target) => caseStudies.get(target) ?? []);
      return { id, sharesNoWord: !sharesWord(q, texts) };
    });
    expect(judgedQueries.map(({ id, sharesNoWord }) => ({ id, sharesNoWord }))).toEqual(recomputed);
    expect(recomputed.filter(({ sharesNoWord }) => sharesNoWord).length * 3).toBeGreaterThanOrEqual(recomputed.length);
  });
});

describe('a shared word', () => {
  it.each([
    ['Rechtsberatung', 'Legal advice', false],
    ['Zażółć łódź', 'zazolc', true],
    ['Courses', 'a course', true],
    ['kurs', 'kursus', true],
    ['interpreter', 'international', true],
    ['art', 'arts', false],
    ['de la', 'Centro de la ciudad', true],
    ['ΓΥΝΑΙΚΑ', 'γυναίκα', true],
  ])('between "%s" and "%s": %s', (query, text, expected) => {
    expect(sharesWord(query, [text])).toBe(expected);
  });
});
