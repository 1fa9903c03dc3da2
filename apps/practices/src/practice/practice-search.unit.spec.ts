import { describe, expect, it } from '@jest/globals';
import { completeSheet } from './practice.example.js';
import { searchedText } from './practice-search.js';

describe('what is searched of a fact sheet', () => {
  it('are titles above names above all other prose, in all languages, wherever it stands', () => {
    const sheet = completeSheet({
      lessons: { en: 'Ask early', it: 'Chiedere' },
      partners: [{ name: 'Migrant women' }, { kind: 'ngos' }],
      beneficiaries: { count: 1800, counted: { en: 'course users' } },
      indicators: [{ name: { en: 'courses' }, unit: 'per year' }, { name: { fi: 'kurssit' } }],
      nationalProgramme: { name: 'National plan' },
      evaluation: { conducted: 'yes', summary: { it: 'Buono' }, url: 'https://example.org/' },
      links: [{ url: 'https://example.org/', label: 'Final report' }],
    });
    const { A, B, D } = searchedText(sheet);
    expect([A, B]).toEqual(['Vivere in Italia Live in Italy', 'Regione Lombardia Lombardia']);
    for (const text of ['La lingua per il lavoro', 'Courses in every province', 'Ask early', 'Chiedere', 'Migrant women', 'course users', 'courses', 'kurssit', 'National plan', 'Buono', 'Final report'])
      expect(D).toContain(text); // prettier-ignore
    for (const text of ['Vivere', 'Regione', 'example.org', 'per year', 'ITC4', '1800']) expect(D).not.toContain(text);
  });

  it('are never persons: whom to ask', () => {
    const { A, B, D } = searchedText(completeSheet());
    for (const { name, email } of completeSheet().contacts!)
      for (const text of [name!, email!]) expect([A, B, D].join(' ')).not.toContain(text);
  });
});
