import { existsSync, readdirSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { pageLanguages, wordsIn } from './words.js';

describe('the words of the pages', () => {
  it('are in every language of the pages', () => {
    const folders = readdirSync('apps/web/src').filter((name) => existsSync(`apps/web/src/${name}/messages`));
    expect(folders.length).toBeGreaterThan(5);
    for (const folder of folders) {
      const files = readdirSync(`apps/web/src/${folder}/messages`).sort();
      expect([folder, files]).toEqual([folder, [...pageLanguages].sort().map((lang) => `${lang}.json`)]);
    }
  });

  it.each([
    ['2019', '2019'],
    ['2019-04', 'April 2019'],
    ['2019-04-01', '1 April 2019'],
    ['2019-03-31T23:30:00Z', '1 April 2019'],
    ['soon', 'soon'],
    ['2019-99', '2019-99'],
  ])('say %s as %s', (date, said) => {
    expect(wordsIn('en').day(date)).toBe(said);
  });

  it('name codes as the registry does, and show one that they do not know', () => {
    expect(wordsIn('pl').code('countries', 'DE')).toBe('Niemcy');
    expect(wordsIn('de').code('themes', 'no-such')).toBe('no-such');
    expect(wordsIn('fr').language('not a tag')).toBe('not a tag');
  });
});
