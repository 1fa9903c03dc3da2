import type { Shape } from '#client';
import { Page } from '../page/page.js';
import type { Visit } from '../page/visit.js';

export function homePage(visit: Visit, newest: { readonly items: readonly Shape<'PracticeView'>[] }): Page {
  const { t } = visit;
  return new Page(
    t('page.site.name'),
    <>
      <h1>{t('home.title')}</h1>
      <h2>{t('home.newest')}</h2>
      <ul>
        {newest.items.map(({ id }) => (
          <li>
            <a href={visit.to(`/practices/${id}`)}>{id}</a>
          </li>
        ))}
      </ul>
    </>,
    { description: t('home.lead'), hasSearch: true },
  );
}
