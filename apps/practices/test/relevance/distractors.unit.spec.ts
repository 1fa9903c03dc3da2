import { describe, expect, it } from '@jest/globals';
import { completeness } from '../../src/fact-sheet/fact-sheet.js';
import { validateFactSheet } from '../../src/fact-sheet/validate-fact-sheet.js';
import { distractors } from './distractors.js';

const sheets = distractors();
const drawn = (key: 'targetGroups' | 'themes' | 'aims'): string[] => [
  ...new Set(sheets.flatMap((sheet) => sheet[key] ?? [])),
];

describe('the distractors', () => {
  it('are 2,000 fact sheets that can be published, in twelve languages, each with its own title', () => {
    expect(sheets).toHaveLength(2000);
    expect(new Set(sheets.map(({ title }) => Object.values(title)[0])).size).toBe(2000);
    expect(new Set(sheets.map(({ originalLanguage }) => originalLanguage)).size).toBe(12);
    const unfit = sheets.filter((sheet) => 'errors' in validateFactSheet(sheet) || completeness(sheet).percent < 100);
    expect(unfit).toEqual([]);
    expect(JSON.stringify(sheets)).not.toMatch(/[{](subject|city)[}]/);
  });

  it('are the same each time', () => {
    expect(JSON.stringify(distractors())).toBe(JSON.stringify(sheets));
  });

  it('are for none of the groups, and of none of the themes, that the queries ask for', () => {
    expect(drawn('targetGroups').sort()).toEqual([
      'civil-servants',
      'employers',
      'general',
      'host-community',
      'professionals',
      'workers',
    ]);
    expect(drawn('themes')).toEqual(['public-service-adaptation']);
    expect(drawn('aims').sort()).toEqual(['cultural', 'other', 'social-integration', 'training']);
  });
});
