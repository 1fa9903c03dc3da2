import { describe, expect, it } from '@jest/globals';
import { euLanguages } from '#contracts';
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

  it('are those of translations after its own, as heavy, where its author wrote nothing in that language', () => {
    const made = (text: string) => ({ text, sourceHash: '', origin: 'human' as const, version: 1, at: '' });
    const german = { '/title': made('In Italien leben'), '/objectives': made('Sprache'), '/gone': made('Weg') };
    const sheet = completeSheet({ objectives: { it: 'Lingua', de: 'Eigenes' } });
    const { A, D } = searchedText(sheet, new Map([['de', german]]));
    expect(A).toBe('Vivere in Italia Live in Italy In Italien leben');
    expect([D.includes('Eigenes'), D.includes('Sprache'), D.includes('Weg')]).toEqual([true, false, false]);
  });

  it('are the beginnings of very long translations, in each language', () => {
    const made = (text: string) => ({ text, sourceHash: '', origin: 'machine' as const, version: 1, at: '' });
    const long = (language: string) => ({
      '/title': made(`title${language}`), '/objectives': made(`${language} `.repeat(20_000)), '/activities': made(`end${language}`),
    }); // prettier-ignore
    const translations = new Map(euLanguages.map((language) => [language, long(language)]));
    const { A, D } = searchedText(completeSheet({ title: { ga: 'Teideal' }, objectives: { ga: '…' } }), translations);
    for (const language of euLanguages.filter((one) => one !== 'ga' && one !== 'en')) {
      expect([A.includes(`title${language}`), D.includes(` ${language} `), D.includes(`end${language}`)]).toEqual([true, true, false]);
    }
    expect(D.length).toBeLessThan(500_000);
  }); // prettier-ignore

  it('are never persons: whom to ask', () => {
    const { A, B, D } = searchedText(completeSheet());
    for (const { name, email } of completeSheet().contacts!)
      for (const text of [name!, email!]) expect([A, B, D].join(' ')).not.toContain(text);
  });
});
