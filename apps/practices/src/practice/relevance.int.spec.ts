import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import { testApp, type TestApp } from '#testing';
import { distractors } from '../../test/relevance/distractors.js';
import { judgedQueries } from '../../test/relevance/judged-queries.js';
import { ndcgAt10 } from '../../test/relevance/ndcg.js';
import type { FactSheet } from '../fact-sheet/fact-sheet.js';
import { caseStudiesProfile } from '../import/profile/case-studies.profile.js';
import { practicesApp } from '../practices.app.js';
import { storePublished } from './practice.example.js';

/** What must not be lost: for all queries, and for each language. */
const [OVERALL, EACH_LANGUAGE] = [0.8, 0.6];

const mean = (values: readonly number[]): number => values.reduce((sum, one) => sum + one, 0) / values.length;

describe('the relevance of a search without meaning, among 2,000 other practices', () => {
  let app: TestApp;
  const gains = new Map<string, number>();
  /** What was asked, wanted and found where too little was found: a failure lists it. */
  const poor: string[] = [];
  beforeAll(async () => {
    app = await testApp(practicesApp);
    const rows = parse<Record<string, string>>(readFileSync('demo/data/case-studies.csv'), {
      bom: true,
      columns: true,
    });
    const studies = rows.map((row) => {
      const { externalId, factSheet } = caseStudiesProfile.toFactSheet(row);
      return { sheet: factSheet as Partial<FactSheet>, externalId: (externalId as { id: string }).id };
    });
    await storePublished(app, [...studies, ...distractors().map((sheet) => ({ sheet }))]);
    for (const { id, q, relevant } of judgedQueries) {
      const { body } = await app.call('GET', `/v1/practices?limit=10&q=${encodeURIComponent(q)}`);
      const found = (body.items as { id: string; provenance: { externalId?: string } }[]).map(
        (one) => one.provenance.externalId ?? one.id,
      );
      const gain = ndcgAt10(found, relevant);
      gains.set(id, gain);
      const ranks = Object.keys(relevant).map((one) => `${one} ${found.indexOf(one) + 1 || '–'}`);
      if (gain < 0.5) poor.push(`${id} ${gain.toFixed(2)} ${q}: ${ranks.join(', ')}`);
    }
  }, 120_000);
  afterAll(() => app.close());

  it(`does not fall below ${OVERALL} (nDCG@10) over all queries`, () => {
    const all = mean([...gains.values()]);
    expect({ all, poor: all < OVERALL ? poor : [] }).toEqual({ all, poor: [] });
  });

  it.each([...new Set(judgedQueries.map(({ language }) => language))])(
    `does not fall below ${EACH_LANGUAGE} in %s`,
    (wanted) => {
      const own = judgedQueries.filter(({ language }) => language === wanted);
      const all = mean(own.map(({ id }) => gains.get(id)!));
      const missed = poor.filter((line) => line.startsWith(`${wanted}-`));
      expect({ all, poor: all < EACH_LANGUAGE ? missed : [] }).toEqual({ all, poor: [] });
    },
  );
});
