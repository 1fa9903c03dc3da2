import type { Fault, Field } from '../form/form.js';
import { Form } from '../form/form.view.js';
import { Next } from '../kit/next.js';
import { Page } from '../page/page.js';
import type { Visit } from '../page/visit.js';

/** What people write about, as the API has it. */
const topics = ['accessibility', 'practice', 'technical', 'other'] as const;

export const feedbackFields = ({ t }: Visit): readonly Field[] => [
  { pointer: '/about', kind: 'select', label: t('feedback.about'), isRequired: true, options: topics.map((topic) => [topic, t(`feedback.about.${topic}`)] as const) },
  { pointer: '/page', kind: 'text', label: t('feedback.page'), hint: t('feedback.page.hint'), maxLength: 2000 },
  { pointer: '/message', kind: 'lines', label: t('feedback.message'), hint: t('feedback.message.hint'), isRequired: true, maxLength: 5000 },
  { pointer: '/email', kind: 'email', label: t('feedback.email'), hint: t('feedback.email.hint'), maxLength: 254, autocomplete: 'email' },
]; // prettier-ignore

const stepsOf = ({ t }: Visit) => [t('feedback.next.read'), t('feedback.next.answer'), t('feedback.next.kept')];

/** @param isOpen whether somebody reads what is sent */
export function feedbackPage(visit: Visit, isOpen: boolean, faults: readonly Fault[]): Page {
  const { t, form, query } = visit;
  const first = new Map(['about', 'page'].map((name) => [`/${name}`, query.get(name) ?? '']));
  return new Page(
    t('feedback.title'),
    <div class="stack">
      <h1>{t('feedback.title')}</h1>
      <p class="lead">{t('feedback.lead')}</p>
      {isOpen ? (
        <div class="beside side-end">
          <section class="panel stack" aria-label={t('feedback.title')}>
            <Form
              visit={visit}
              fields={feedbackFields(visit)}
              values={form.size > 0 ? form : first}
              faults={faults}
              submit={t('feedback.submit')}
            />
          </section>
          <Next visit={visit} steps={stepsOf(visit)} />
        </div>
      ) : (
        <div class="notice">
          <p>
            {t('feedback.closed')} <a href={visit.to('/contact')}>{t('page.footer.contact')}</a>
          </p>
        </div>
      )}
    </div>,
    { isUnlisted: true, ...(faults.length > 0 ? { status: 422 } : {}) },
  );
}

export const thanksPage = (visit: Visit): Page =>
  new Page(
    visit.t('feedback.sent'),
    <div class="stack">
      <h1>{visit.t('feedback.sent')}</h1>
      <p class="lead">{visit.t('feedback.sent.text')}</p>
      <Next visit={visit} steps={stepsOf(visit)} />
      <p>
        <a class="button" href={visit.to()}>
          {visit.t('page.problem.home')}
        </a>
      </p>
    </div>,
    { isUnlisted: true },
  );
