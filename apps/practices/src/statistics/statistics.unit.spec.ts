import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { euLanguages } from '#contracts';
import { faultsOf } from '#messages';
import { facetColumns } from '../practice/practice-filter.js';
import { percentOf, statisticsDimensions } from './practice-statistics.repository.js';
import { wordsIn } from './statistics-words.js';
import { prefersCsv, statisticsCsv } from './statistics-csv.js';

describe('statistics', () => {
  it('rounds percentages half up to one decimal', () => {
    expect([percentOf(1, 16), percentOf(1, 2000), percentOf(64, 490), percentOf(628, 628), percentOf(0, 0)]).toEqual([
      6.3, 0.1, 13.1, 100, 0,
    ]);
  });

  it('gives the table as CSV that no spreadsheet takes for formulas', () => {
    const table = {
      base: 4,
      unanswered: 0,
      dimensions: ['country', 'range'] as const,
      rows: [
        { key: { country: null, range: '=1+1' }, count: 3, percent: 75, list: '/l' },
        { key: { country: 'A,"B"', range: 'two\nlines' }, count: 1, percent: 25, list: '/l' },
      ],
      totals: { count: 4, practices: 4, list: '/l' },
      lists: { base: '/l', unanswered: null },
    };
    expect(statisticsCsv(table)).toBe(
      `country,range,count,percent,base\r\n,'=1+1,3,75.0,4\r\n"A,""B""","two\nlines",1,25.0,4\r\n`,
    );
  });

  it('gives CSV with the names beside the codes, in the language asked for', () => {
    const cell = (key: object) => ({ key: key as Record<string, string | null>, count: 1, percent: 100, list: '/l' });
    const rows = [
      cell({ country: 'GR', endDate: 'continuing' }),
      cell({ country: 'XK', endDate: 'before-2010' }),
      cell({ country: null, endDate: null }),
      cell({ country: 'DE', endDate: '2013' }),
    ];
    const lists = { base: '/l', unanswered: null };
    const table = { base: 1, unanswered: 0, dimensions: ['country', 'endDate'] as const, rows, totals: {}, lists };
    const lines = statisticsCsv(table, { words: wordsIn('de'), bom: true }).split('\r\n');
    expect(lines).toEqual([
      '\ufeffcountry,countryLabel,endDate,endDateLabel,count,percent,base,list',
      'GR,Griechenland,continuing,laufend,1,100.0,1,/l',
      expect.stringMatching(/^XK,"Kosovo\* \(\* This designation .*\)",before-2010,vor 2010,1,100.0,1,\/l$/),
      ',nicht angegeben,,nicht angegeben,1,100.0,1,/l',
      'DE,Deutschland,2013,2013,1,100.0,1,/l',
      '',
    ]);
  });

  it.each(euLanguages)('is worded in %s', (language) => {
    const read = (name: string) =>
      JSON.parse(readFileSync(new URL(`messages/${name}.json`, import.meta.url), 'utf8')) as Record<string, string>;
    expect(faultsOf(language, read('en'), read(language))).toEqual([]);
    const words = wordsIn(language);
    const codes = Object.fromEntries(
      statisticsDimensions.map((one) => [one, facetColumns[one].codes ?? ['2012', 'continuing', 'before-2010']]),
    );
    for (const dimension of statisticsDimensions) {
      const names = codes[dimension]!.map((code) => words.name(dimension, code));
      expect(new Set([...names, words.name(dimension, null)]).size).toBe(names.length + 1);
      expect(words.say(dimension)).not.toBe('');
    }
  });

  it('gives CSV only to who asks for it', () => {
    expect(
      [
        'text/csv',
        'text/csv, */*;q=0.1',
        'application/json;q=0.5, text/csv',
        'Text/CSV; charset=utf-8, application/json; q="0.5"',
        'text/csv;header=present',
      ].filter((accept) => !prefersCsv(accept)),
    ).toEqual([]);
    expect(
      [undefined, '', '*/*', 'application/json', 'text/csv;q=0', 'application/json, text/csv;q=0.9'].filter(prefersCsv),
    ).toEqual([]);
  });
});
