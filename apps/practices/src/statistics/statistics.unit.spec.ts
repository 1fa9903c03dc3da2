import { describe, expect, it } from '@jest/globals';
import { percentOf } from './practice-statistics.repository.js';
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
