import type { Visit } from './visit.js';

/** Searches the practices from wherever one is. */
export const SearchBox = ({ visit, id, example }: { visit: Visit; id: string; example?: string }) => (
  <form class="search-box" action={visit.to('/practices')} method="get" role="search">
    <label class="visually-hidden" for={id}>
      {visit.t('page.search.label')}
    </label>
    <input id={id} name="q" type="search" maxLength={500} placeholder={example ?? visit.t('page.search.label')} />
    <button type="submit">{visit.t('page.search.submit')}</button>
  </form>
);
