import type { ComponentChildren } from 'preact';
import { Next } from '../kit/next.js';
import { PageHead } from '../page/page-head.js';
import { Page, type PageMore } from '../page/page.js';
import type { Visit } from '../page/visit.js';
import { Form, type FormProps } from './form.view.js';

/** Forms with a page of their own, whose messages have the same names. */
type Name = 'ask' | 'feedback' | 'join' | 'subscribe';

interface Asked extends Omit<FormProps, 'visit' | 'submit'> {
  readonly lead: ComponentChildren;
  /** What happens once it is sent. */
  readonly steps: readonly string[];
  /** What one should know before one begins, and the words that lead on to the form. */
  readonly about?: {
    readonly told: ComponentChildren;
    readonly start: string;
  };
  /** What stands beside the fields, below what happens next. */
  readonly beside?: ComponentChildren;
  /** Above the fields. */
  readonly before?: ComponentChildren;
  /** Why nothing can be sent, and what one can do instead. */
  readonly closed?: ComponentChildren;
}

const unlisted: PageMore = { isUnlisted: true };

/** A page that asks something, beside what happens next. */
export function formPage(visit: Visit, name: Name, asked: Asked, more = unlisted): Page {
  const [title, submit] = [visit.t(`${name}.title`), visit.t(`${name}.submit`)];
  return new Page(
    title,
    <div class="stack">
      <PageHead title={title} lead={asked.lead}>
        {asked.about && (
          <p class="no-print">
            <a class="button" href="#form">
              {asked.about.start}
            </a>
          </p>
        )}
      </PageHead>
      {asked.closed ? (
        <div class="notice stack">{asked.closed}</div>
      ) : (
        <>
          {asked.about?.told}
          <div class="beside side-end">
            <div class="stack side">
              <Next visit={visit} steps={asked.steps} />
              {asked.beside}
            </div>
            <section id="form" class="panel stack" aria-label={submit}>
              {asked.before}
              <Form visit={visit} submit={submit} {...asked} />
            </section>
          </div>
        </>
      )}
    </div>,
    { ...more, ...(asked.faults.length > 0 ? { status: 422 } : {}) },
  );
}

/** Says that it was sent, what happens now, and where one goes on. */
export const sentPage = (visit: Visit, name: Name, steps: readonly string[], path: string, onwards: string): Page =>
  new Page(
    visit.t(`${name}.sent`),
    <div class="stack">
      <PageHead title={visit.t(`${name}.sent`)} lead={visit.t(`${name}.sent.text`)} />
      <Next visit={visit} steps={steps} />
      <p>
        <a class="button" href={visit.to(path)}>
          {onwards}
        </a>
      </p>
    </div>,
    unlisted,
  );
