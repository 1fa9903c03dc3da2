import type { ComponentChildren } from 'preact';
import type { Role } from '#identity';
import { Form, type FormProps } from '../form/form.view.js';
import { PageHead } from '../page/page-head.js';
import { Page, type PageMore } from '../page/page.js';
import type { Visit } from '../page/visit.js';
import type { Key } from '../words/keys.js';

/** The workplaces: their addresses, their names, and for whom they are. One line each. */
const workplaces: readonly (readonly [path: string, name: Key, ...roles: Role[]])[] = [
  ['/work/practices', 'work.practices.title', 'member-editor', 'steering', 'reviewer'],
];

export const workplacesOf = (visit: Visit): readonly (readonly [path: string, name: Key])[] =>
  workplaces
    .filter(([, , ...roles]) => visit.me?.roles.some((role) => roles.includes(role)))
    .map(([path, name]) => [path, name]);

/** Lists of the API whose things are worked on at a page of their own: each page takes the list's parameters. */
const lists: Readonly<Record<string, string>> = {
  '/v1/practices': '/work/practices',
};

/** The page of a list in the API, if there is one. */
export function pageOf(list: string): string | undefined {
  const [path = '', query] = list.split('?');
  const page = lists[path];
  return page && (query ? `${page}?${query}` : page);
}

interface WorkMore extends PageMore {
  readonly lead?: ComponentChildren;
  /** Beside the heading: what leads on. */
  readonly actions?: ComponentChildren;
}

/** A page of a workplace. What has just been done is said first: `?done=published` says `work.done.published`. */
export function workplacePage(visit: Visit, title: string, body: ComponentChildren, more: WorkMore = {}): Page {
  const { lead, actions, ...page } = more;
  const home = visit.path === '/work' ? [] : ([['/work', visit.t('work.title')]] as const);
  const done = `work.done.${visit.query.get('done') ?? ''}`;
  return new Page(
    title,
    <div class="stack">
      <PageHead title={<bdi>{title}</bdi>} lead={lead}>
        {actions}
      </PageHead>
      {visit.words.knows(done) && (
        <div class="notice" role="status">
          <p>{visit.t(done)}</p>
        </div>
      )}
      {body}
    </div>,
    { isUnlisted: true, ...page, trail: [...home, ...(page.trail ?? [])] },
  );
}

interface Step extends Omit<FormProps, 'visit'>, Omit<WorkMore, 'status'> {
  readonly title: string;
  /** What one should see before one decides. */
  readonly about?: ComponentChildren;
}

/** A step that one thinks about before it is taken, as a page of its own: what it does, what it asks, and its button. */
export function stepPage(visit: Visit, { title, about, fields, values, faults, submit, ...more }: Step): Page {
  return workplacePage(
    visit,
    title,
    <>
      {about}
      <section class="panel stack" aria-label={title}>
        <Form visit={visit} fields={fields} values={values} faults={faults} submit={submit} />
      </section>
    </>,
    { ...more, ...(faults.length > 0 ? { status: 422 } : {}) },
  );
}
