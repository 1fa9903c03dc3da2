import type { Recipe } from '../recipe.js';

export default {
  aim: { files: 1, lines: 1 },
  edits: [
    {
      file: 'libs/identity/src/principal.ts',
      after: `official: { givenBy: ['steering'] }`,
      lines: `  observer: { givenBy: ['steering'] },`,
    },
  ],
} satisfies Recipe;
