import type { Recipe } from '../recipe.js';

/** The table, and the feature's entry for the workflow page. */
export default {
  aim: { files: 2, lines: 15 },
  edits: [
    {
      file: 'apps/network/src/activation/visit.workflow.ts',
      lines: `import { Workflow } from '#workflow';

export const visitWorkflow = new Workflow<'planned' | 'made' | 'dropped', 'make' | 'drop', 'host' | 'guest'>('visit', {
  planned: {
    make: { to: 'made', who: ['host'] },
    drop: { to: 'dropped', who: ['host', 'guest'] },
  },
  made: {},
  dropped: {},
});
`,
    },
    {
      file: 'apps/network/src/activation/activation.module.ts',
      after: `import { ActivationLinkController }`,
      lines: `import { visitWorkflow } from './visit.workflow.js';`,
    },
    {
      file: 'apps/network/src/activation/activation.module.ts',
      instead: `@Feature({`,
      lines: `@Feature({
  migrations: [Onboarding1764000100010],
  workflows: [{ title: 'Visit', about: 'A city visits another.', first: 'planned', workflow: visitWorkflow }],
})`,
    },
  ],
} satisfies Recipe;
