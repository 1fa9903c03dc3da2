import type { Fault, Field } from '../form/form.js';
import { formPage, sentPage } from '../form/form.page.js';
import type { Page } from '../page/page.js';
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
  const values = form.size > 0 ? form : first;
  const closed = !isOpen && (
    <p>
      {t('feedback.closed')} <a href={visit.to('/contact')}>{t('page.footer.contact')}</a>
    </p>
  );
  const asked = { fields: feedbackFields(visit), values, faults, steps: stepsOf(visit) };
  return formPage(visit, 'feedback', { ...asked, lead: t('feedback.lead'), closed });
}

export const thanksPage = (visit: Visit): Page =>
  sentPage(visit, 'feedback', stepsOf(visit), '', visit.t('page.problem.home'));
