import type { Recipe } from '../recipe.js';

const titles = { de: 'Themen', en: 'Themes', es: 'Temas', fr: 'Thèmes', it: 'Temi', pl: 'Tematy' };

export default {
  aim: { files: 10, lines: 40 },
  edits: [
    {
      file: 'apps/web/src/themes/themes.controller.ts',
      lines: `import { Get } from '@nestjs/common';
import { read } from '../api/api.js';
import { Pages, type Page } from '../page/page.js';
import { Visited, type Visit } from '../page/visit.js';
import { themesPage } from './themes.view.js';

@Pages('themes')
export class ThemesController {
  @Get()
  async count(@Visited() visit: Visit): Promise<Page> {
    const query = { by: ['theme' as const] };
    return themesPage(visit, await read(visit.api.GET('/v1/statistics/practices', { params: { query } })));
  }
}`,
    },
    {
      file: 'apps/web/src/themes/themes.view.tsx',
      lines: `import type { Shape } from '#client';
import { Page } from '../page/page.js';
import type { Visit } from '../page/visit.js';

export const themesPage = ({ t, words }: Visit, { rows }: Shape<'StatisticsView'>): Page =>
  new Page(
    t('themes.title'),
    <div class="stack">
      <h1>{t('themes.title')}</h1>
      <ul>
        {rows.map(({ key, count }) => (
          <li>{\`\${words.code('themes', key['theme'] ?? '')}: \${words.number(count)}\`}</li>
        ))}
      </ul>
    </div>,
  );`,
    },
    ...Object.entries(titles).map(([lang, title]) => ({
      file: `apps/web/src/themes/messages/${lang}.json`,
      lines: `{ "themes.title": "${title}" }`,
    })),
    {
      file: 'apps/web/src/words/keys.ts',
      after: `import type sheet from`,
      lines: `import type themes from '../themes/messages/en.json';`,
    },
    {
      file: 'apps/web/src/words/keys.ts',
      after: `export type Key =`,
      lines: `  | keyof typeof themes`,
    },
    {
      file: 'apps/web/src/app.module.ts',
      after: `import { ShowProblem }`,
      lines: `import { ThemesController } from './themes/themes.controller.js';`,
    },
    {
      file: 'apps/web/src/app.module.ts',
      after: `    NewsController,`,
      lines: `    ThemesController,`,
    },
  ],
} satisfies Recipe;
