import type { Shape } from '#client';
import type { Fault, Field, Values } from '../form/form.js';
import { Form } from '../form/form.view.js';
import { PageHead } from '../page/page-head.js';
import { Page } from '../page/page.js';
import type { Visit } from '../page/visit.js';

export const nameField = ({ t }: Visit): Field => ({
  pointer: '/name', kind: 'text', label: t('saved.name'), isRequired: true, maxLength: 200,
}); // prettier-ignore

/** Asks for a name for the search in the address; its words are a first idea. */
export function savePage(visit: Visit, values?: Values, faults: readonly Fault[] = []): Page {
  const { t } = visit;
  return new Page(
    t('saved.save'),
    <div class="stack">
      <PageHead title={t('saved.save')} />
      <Form
        visit={visit}
        fields={[nameField(visit)]}
        values={values ?? new Map([['/name', visit.query.get('q') ?? '']])}
        faults={faults}
        submit={t('saved.submit')}
      />
    </div>,
    { isUnlisted: true, trail: [['/searches', t('saved.title')]], ...(faults.length > 0 ? { status: 422 } : {}) },
  );
}

export const savedPage = (visit: Visit, searches: readonly Shape<'SavedSearchView'>[]): Page =>
  new Page(
    visit.t('saved.title'),
    <div class="stack">
      <PageHead title={visit.t('saved.title')} />
      {searches.length === 0 && (
        <div class="notice">
          <p>
            {visit.t('saved.none')} <a href={visit.to('/practices')}>{visit.t('page.nav.practices')}</a>
          </p>
        </div>
      )}
      <ul class="stack">
        {searches.map(({ id, name, href }) => (
          <li class="panel section-head">
            <a href={visit.to(href.slice('/v1'.length))}>
              <bdi>{name}</bdi>
            </a>
            <a href={visit.to(`/subscriptions/new?savedSearch=${id}`)} aria-label={visit.t('saved.tell.one', { name })}>
              {visit.t('saved.tell')}
            </a>
            <form method="post" action={visit.to(`/searches/${id}/removal`)}>
              <button type="submit" class="link" aria-label={visit.t('saved.remove.one', { name })}>
                {visit.t('saved.remove')}
              </button>
            </form>
          </li>
        ))}
      </ul>
    </div>,
    { isUnlisted: true },
  );
