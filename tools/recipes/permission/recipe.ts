import type { Recipe } from '../recipe.js';

export default {
  aim: { files: 1, lines: 1 },
  edits: [
    {
      file: 'apps/gateway/src/operations/operations-routing.controller.ts',
      after: `@Get('outbox')`,
      lines: `  @Allow('admin', 'steering')`,
    },
  ],
} satisfies Recipe;
