import type { Fault, Field } from '../form/form.js';
import { formPage, sentPage } from '../form/form.page.js';
import { sheetOf, type Practice } from '../kit/practices.js';
import { Words } from '../kit/text.js';
import type { Page } from '../page/page.js';
import type { Visit } from '../page/visit.js';

export const questionFields = ({ t }: Visit): readonly Field[] => [
  { pointer: '/name', kind: 'text', label: t('ask.name'), hint: t('ask.name.hint'), isRequired: true, maxLength: 200, autocomplete: 'name' },
  { pointer: '/email', kind: 'email', label: t('ask.email'), hint: t('ask.email.hint'), isRequired: true, maxLength: 254, autocomplete: 'email' },
  { pointer: '/question', kind: 'lines', label: t('ask.question'), isRequired: true, maxLength: 5000 },
  { pointer: '/consent', kind: 'consent', label: t('ask.consent'), isRequired: true },
]; // prettier-ignore

const stepsOf = ({ t }: Visit) => [t('ask.next.sent'), t('ask.next.answer'), t('ask.next.kept')];

/** @param isOpen whether the practice names somebody who can be reached */
export function askPage(visit: Visit, practice: Practice, isOpen: boolean, faults: readonly Fault[]): Page {
  const { t } = visit;
  const page = `${visit.site.publicUrl}/practices/${practice.id}`;
  const elsewhere = new URLSearchParams({ about: 'practice', page });
  const asked = { fields: questionFields(visit), values: visit.form, faults, steps: stepsOf(visit) };
  const { title } = sheetOf(practice);
  const shown = {
    ...asked,
    lead: <Words text={title} visit={visit} />,
    before: <p>{t('ask.lead')}</p>,
    closed: !isOpen && (
      <>
        <p>{t('ask.nobody')}</p>
        <p>
          <a class="button" href={visit.to(`/feedback?${elsewhere.toString()}`)}>
            {t('ask.secretariat')}
          </a>
        </p>
      </>
    ),
  };
  return formPage(visit, 'ask', shown, { isUnlisted: true, trail: [[`/practices/${practice.id}`, title.text]] });
}

export const askedPage = (visit: Visit): Page =>
  sentPage(visit, 'ask', stepsOf(visit), `/practices/${visit.params['id']}`, visit.t('sheet.versions.back'));
