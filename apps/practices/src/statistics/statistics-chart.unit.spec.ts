import { describe, expect, it } from '@jest/globals';
import { countries } from '#contracts';
import type { Statistics, StatisticsDimension } from './practice-statistics.repository.js';
import { statisticsChart, wrapped } from './statistics-chart.js';
import { wordsIn, type StatisticsWords } from './statistics-words.js';

type Key = string | null;

/** A table with these cells: the keys, and the count. */
function tableOf(
  dimensions: readonly StatisticsDimension[],
  cells: readonly (readonly [...Key[], number])[],
): Statistics {
  const rows = cells.map((cell) => {
    const count = cell.at(-1) as number;
    const key = Object.fromEntries(dimensions.map((one, index) => [one, cell[index] as Key]));
    return { key, count, percent: count / 10, list: null };
  });
  const marginOf = (dimension: string) =>
    [...new Set(rows.map(({ key }) => key[dimension] as Key))]
      .map((key) => {
        const count = rows.filter((row) => row.key[dimension] === key).reduce((sum, row) => sum + row.count, 0);
        return { key, count, percent: count / 10, list: null };
      })
      .sort((a, b) => b.count - a.count);
  const totals = Object.fromEntries(dimensions.map((one) => [one, marginOf(one)]));
  return { base: 1000, unanswered: 7, dimensions, rows, totals, lists: { base: null, unanswered: null } };
}

/** The elements of a picture, each with its attributes and text. @throws {Error} when it is not well-formed XML */
function elementsOf(svg: string) {
  const open: { name: string; attributes: Record<string, string>; text: string }[] = [];
  const all: typeof open = [];
  for (const [token, tag, , closing, name = '', attributes = '', alone] of svg.matchAll(
    /(<(?=(.))(\/?)([a-z]+)((?: [\w:-]+="[^"<]*")*)(\/?)>)|[^<]+|</gs,
  )) {
    if (tag === undefined) {
      if (token === '<' || /&(?!(?:lt|gt|amp|quot|#\d+);)/.test(token)) throw new Error(`not well-formed: ${token}`);
      for (const one of open) one.text += token;
    } else if (closing) {
      if (open.pop()?.name !== name) throw new Error(`not well-formed: ${token}`);
    } else {
      const entries = [...attributes.matchAll(/ ([\w:-]+)="([^"]*)"/g)].map(([, key, value]) => [key!, value!]);
      all.push({ name, attributes: Object.fromEntries(entries) as Record<string, string>, text: '' });
      if (!alone) open.push(all.at(-1)!);
    }
  }
  if (open.length > 0) throw new Error('not well-formed: something is open');
  return all;
}

const withRole = (svg: string, role: string) => elementsOf(svg).filter(({ attributes }) => attributes['role'] === role);

describe('a chart of statistics', () => {
  const english = wordsIn('en');

  it('has a bar for each value, as long as its count, and says each figure', () => {
    const svg = statisticsChart(tableOf(['range'], [['national', 200], ['eu-international', 50], [null, 10]]), english); // prettier-ignore
    expect(withRole(svg, 'rowheader').map(({ text }) => text)).toEqual([
      'National',
      'EU-wide or international',
      'not stated',
    ]);
    expect(withRole(svg, 'cell').map(({ text }) => text)).toEqual(['200 · 20.0%', '50 · 5.0%', '10 · 1.0%']);
    const bars = elementsOf(svg).filter(({ name, attributes }) => name === 'rect' && attributes['class'] === 'mark');
    const [longest = 0, ...others] = bars.map(({ attributes }) => Number(attributes['width']));
    expect(others.map((width) => width / longest)).toEqual([0.25, 0.05]);
  });

  it('has a title and a description, which tell what it shows', () => {
    const elements = elementsOf(statisticsChart(tableOf(['range'], [['national', 200]]), wordsIn('de'), '2027-12-31'));
    const text = (name: string) => elements.find((one) => one.name === name)?.text;
    expect(text('title')).toBe('Praktiken: Reichweite (2027-12-31)');
    expect(text('desc')).toMatch(/^100% = 1.000; nicht angegeben: 7; National: 200 \(20,0\s%\)$/);
  });

  it('is a table of cells for two dimensions, the darker the more', () => {
    const cells = [['DE', 'national', 80], ['DE', 'eu-international', 8], ['FR', 'national', 40]] as const; // prettier-ignore
    const svg = statisticsChart(tableOf(['country', 'range'], cells), english);
    expect(withRole(svg, 'columnheader').map(({ text }) => text)).toEqual(['Country', 'National (120)', 'EU-wide or international (8)']); // prettier-ignore
    expect(withRole(svg, 'rowheader').map(({ text }) => text)).toEqual(['Germany (88)', 'France (40)']);
    const figures = withRole(svg, 'cell').map(({ text }) => text);
    expect(figures.map((text) => text.match(/\d+$/)?.[0])).toEqual(['80', '8', '40', '0']);
    expect(figures[0]).toBe('Germany × National: 80 (8.0%)80');
    const shades = elementsOf(svg)
      .flatMap(({ attributes }) => attributes['fill-opacity'] ?? [])
      .map(Number);
    expect(shades.toSorted((a, b) => b - a)).toEqual([shades[0], shades[2], shades[1]]);
  });

  it('shows the years in their order', () => {
    const svg = statisticsChart(tableOf(['endDate'], [['continuing', 9], [null, 8], ['2012', 7], ['before-2010', 6], ['2010', 5]]), english); // prettier-ignore
    expect(withRole(svg, 'rowheader').map(({ text }) => text)).toEqual(['before 2010', '2010', '2012', 'continuing', 'not stated']); // prettier-ignore
  });

  it('shows the largest of very many, and says so', () => {
    const svg = statisticsChart(tableOf(['country'], countries.map((code, index) => [code, 1000 - index])), english); // prettier-ignore
    expect(withRole(svg, 'row')).toHaveLength(60);
    expect(svg).toContain(`Only the largest are shown: 60 of ${countries.length}`);
  });

  it('bears the note of a name that must not stand without it', () => {
    expect(statisticsChart(tableOf(['country'], [['XK', 1]]), english)).toContain(
      '* This designation is without prejudice',
    );
    expect(statisticsChart(tableOf(['country'], [['DE', 1]]), english)).not.toContain('designation');
  });

  it('is well-formed whatever the names are, runs nothing and loads nothing', () => {
    const words: StatisticsWords = { ...english, name: (_, key) => `</text><script>alert("${key}")</script>&amp;'` };
    const svg = statisticsChart(tableOf(['country', 'aim'], [['DE', 'health', 1], ['DE', null, 2]]), words); // prettier-ignore
    const elements = elementsOf(svg);
    expect(new Set(elements.map(({ name }) => name))).toEqual(new Set(['svg', 'title', 'desc', 'style', 'rect', 'text', 'g', 'tspan'])); // prettier-ignore
    const attributes = elements.flatMap((one) => Object.keys(one.attributes));
    expect(attributes.filter((name) => name.startsWith('on') || name.includes('href'))).toEqual([]);
    expect(svg).not.toMatch(/url\(|@import/);
  });

  it('is a picture of nothing when nothing is counted', () => {
    const svg = statisticsChart({ ...tableOf(['theme'], []), base: 0 }, english);
    expect(withRole(svg, 'row')).toEqual([]);
    expect(svg).not.toMatch(/NaN|Infinity|undefined/);
  });

  it('breaks long names into lines, and ends them where there is no room', () => {
    expect(wrapped('Recognition of diplomas and skills', 14, 3)).toEqual(['Recognition of', 'diplomas and', 'skills']);
    expect(wrapped('Recognition of diplomas and skills', 14, 2)).toEqual(['Recognition of', 'diplomas and…']);
    expect(wrapped('Nichtregierungsorganisation', 10, 2)).toEqual(['Nichtregi…']);
  });
});
