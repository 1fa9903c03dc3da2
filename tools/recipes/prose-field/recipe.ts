import type { Recipe } from '../recipe.js';

export default {
  aim: { files: 1, lines: 1 },
  edits: [
    {
      file: 'apps/practices/src/fact-sheet/fact-sheet.dto.ts',
      after: `@Prose({ description: 'Lessons for others.' })`,
      lines: `  @Prose({ description: 'Risks and how they were met.' }) risks?: LanguageMapInput | null;`,
    },
  ],
} satisfies Recipe;
