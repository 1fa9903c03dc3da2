import type { ComponentChildren } from 'preact';
import type { Problem } from '#client';
import type { Role } from '#identity';
import { Failure } from '../api/api.js';
import { faultsOfSending, type Fault, type Field, type Values } from '../form/form.js';
import { Form, Input, type FormProps } from '../form/form.view.js';
import { SignedOut } from '../kit/signed-out.js';
import { PageHead } from '../page/page-head.js';
import { Page, Redirect, type PageMore } from '../page/page.js';
import type { Visit } from '../page/visit.js';
import type { Key } from '../words/keys.js';

/** The workplaces: their addresses, their names, and for whom they are. One line each. */
const workplaces: readonly (readonly [path: string, name: Key, ...roles: Role[]])[] = [
  ['/work/queue', 'review.queue.title', 'steering'],
  ['/work/practices', 'work.practices.title', 'member-editor', 'steering'],
  ['/work/adoptions', 'adopt.title', 'member-editor'],
  ['/work/applications', 'applications.title', 'steering'],
  ['/work/members', 'roster.title', 'steering'],
  ['/work/assessments', 'assess.title', 'reviewer'],
  ['/work/system', 'operate.title', 'admin'],
  ['/work/submissions', 'submissions.title', 'member-editor'],
  ['/work/integrations', 'integrations.title', 'member-editor', 'steering', 'official'],
  ['/work/people', 'people.title', 'member-editor', 'steering', 'admin'],
  ['/work/log', 'log.title', 'steering', 'admin'],
];

export const workplacesOf = (visit: Visit): readonly (readonly [path: string, name: Key])[] =>
  workplaces
    .filter(([, , ...roles]) => visit.me?.roles.some((role) => roles.includes(role)))
    .map(([path, name]) => [path, name]);

/** Lists of the API whose things are worked on at a page of their own: each page takes the list's parameters. */
const lists: Readonly<Record<string, string>> = {
  '/v1/practices': '/work/practices',
  '/v1/adoptions': '/work/adoptions',
  '/v1/membership-applications': '/work/applications',
  '/v1/operations/dead-letters': '/work/system/dead-letters',
  '/v1/operations/jobs': '/work/system/jobs',
  '/v1/submissions': '/work/submissions',
  '/v1/subscriptions': '/work/integrations',
};

/** What waits for somebody at a page where it is worked on in turn, whatever its list in the API. */
const inTurn: Readonly<Record<string, string>> = {
  'practice-to-review': '/work/queue',
  'practice-assigned': '/work/queue?assignedTo=me',
  'practice-to-assess': '/work/assessments',
};

/** The page of a list in the API, if there is one: that of the kind of things that wait there, or its own. */
export function pageOf(list: string, kind = ''): string | undefined {
  if (inTurn[kind]) return inTurn[kind];
  const [path = '', query] = list.split('?');
  const page = lists[path];
  return page && (query ? `${page}?${query}` : page);
}

/** An id, wherever an address has it. */
export const UUID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/i;

interface WorkMore extends PageMore {
  readonly lead?: ComponentChildren;
  /** Beside the heading: what leads on. */
  readonly actions?: ComponentChildren;
}

/**
 * A page of a workplace. What has just been done is said first: `?done=published` says `work.done.published`, and
 * `&of=<id>` leads to the practice that it was done to.
 */
export function workplacePage(visit: Visit, title: string, body: ComponentChildren, more: WorkMore = {}): Page {
  const { lead, actions, ...page } = more;
  const home = visit.path === '/work' ? [] : ([['/work', visit.t('work.title')]] as const);
  const done = `work.done.${visit.query.get('done') ?? ''}`;
  const of = UUID.exec(visit.query.get('of') ?? '')?.[0];
  return new Page(
    title,
    <div class="stack">
      <PageHead title={<bdi>{title}</bdi>} lead={lead}>
        {actions}
      </PageHead>
      {visit.words.knows(done) && (
        <div class="notice" role="status">
          <p>
            {visit.t(done)}
            {of && (
              <>
                {' '}
                <a href={visit.to(`/practices/${of}`)}>{visit.t('work.done.of')}</a>
              </>
            )}
          </p>
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
  /** Why it was not done. */
  readonly refusal?: Problem | undefined;
}

/**
 * A step that one thinks about before it is taken, as a page of its own: what it does, what it asks, and its button.
 * Somebody who has been signed out meanwhile is told so, and keeps what was typed.
 */
export function stepPage(visit: Visit, step: Step): Page {
  const { title, about, fields, values, faults, submit, hidden, refusal, ...more } = step;
  const { t } = visit;
  const told = `work.refused.${refusal?.code}`;
  const status = visit.me ? (refusal?.status ?? (faults.length > 0 ? 422 : 200)) : 401;
  return workplacePage(
    visit,
    title,
    <>
      {!visit.me && <SignedOut visit={visit} />}
      {visit.me && refusal && (
        <div class="notice" role="alert">
          <p>{t(visit.words.knows(told) ? told : 'work.refused')}</p>
        </div>
      )}
      {about}
      <section class="panel stack" aria-label={title}>
        <Form visit={visit} fields={fields} values={values} faults={faults} submit={submit} hidden={hidden} />
      </section>
    </>,
    { ...more, status },
  );
}

/** Why a step was not taken. */
export interface Untaken {
  readonly faults: readonly Fault[];
  readonly refusal?: Problem;
}

/** What somebody typed about something that is not there any more: nothing can be done with it but to copy it. */
export function gonePage(visit: Visit, fields: readonly Field[], typed: Values): Page {
  const written = fields.filter(({ pointer }) => typed.get(pointer)?.trim());
  return workplacePage(
    visit,
    visit.t('work.gone'),
    <>
      <div class="notice" role="alert" tabIndex={-1} autofocus>
        <p>{visit.t('work.gone.text')}</p>
      </div>
      {written.length > 0 && (
        <section class="panel stack" aria-labelledby="kept">
          <h2 id="kept">{visit.t('work.gone.kept')}</h2>
          {written.map((field) => (
            <Input visit={visit} field={field} values={typed} faults={[]} />
          ))}
        </section>
      )}
    </>,
    { status: 410 },
  );
}

const isGone = (error: unknown): boolean => error instanceof Failure && [404, 410].includes(error.problem.status);

/** Shows a form again with what was typed; or, where what it is about is not there any more, that alone. */
export async function shownAgain(
  visit: Visit,
  fields: readonly Field[],
  again: () => Page | Promise<Page>,
): Promise<Page> {
  try {
    return await again();
  } catch (error) {
    if (isGone(error)) return gonePage(visit, fields, visit.form);
    throw error;
  }
}

/**
 * Takes a step with what was typed and leads onwards; or shows its form again, on which that stays: when something is
 * to be mended, somebody else was faster, or the visitor has been signed out.
 *
 * @param onwards where to, also by what came of it
 */
export async function takeStep<T>(
  visit: Visit,
  fields: readonly Field[],
  send: (body: object) => Promise<T>,
  again: (why: Untaken) => Page | Promise<Page>,
  onwards: string | ((answer: T) => string),
): Promise<Page | Redirect> {
  const shown = (why: Untaken) => shownAgain(visit, fields, () => again(why));
  if (!visit.me) return again({ faults: [] });
  let to = typeof onwards === 'string' ? onwards : visit.path;
  try {
    const faults = await faultsOfSending(fields, visit.form, async (body) => {
      const answer = await send(body);
      if (typeof onwards !== 'string') to = onwards(answer);
    });
    return faults.length > 0 ? await shown({ faults }) : new Redirect(visit.to(to));
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    const { problem: refusal } = error;
    const isTold = [404, 409, 410, 412].includes(refusal.status) || visit.words.knows(`work.refused.${refusal.code}`);
    if (isTold) return shown({ faults: [], refusal });
    throw error;
  }
}
