import type { Fault, Field } from '../form/form.js';
import { Form } from '../form/form.view.js';
import { Next } from '../kit/next.js';
import { sheetOf, type Practice } from '../kit/practices.js';
import { Words } from '../kit/text.js';
import { Page } from '../page/page.js';
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
  const { title } = sheetOf(practice);
  const elsewhere = new URLSearchParams({
    about: 'practice',
    page: `${visit.site.publicUrl}/practices/${practice.id}`,
  });
  return new Page(
    `${t('ask.title')}: ${title.text}`,
    <div class="stack">
      <h1>{t('ask.title')}</h1>
      <p class="lead">
        <a href={visit.to(`/practices/${practice.id}`)}>
          <Words text={title} visit={visit} />
        </a>
      </p>
      {isOpen ? (
        <div class="beside side-end">
          <section class="panel stack" aria-label={t('ask.title')}>
            <p>{t('ask.lead')}</p>
            <Form
              visit={visit}
              fields={questionFields(visit)}
              values={visit.form}
              faults={faults}
              submit={t('ask.submit')}
            />
          </section>
          <Next visit={visit} steps={stepsOf(visit)} />
        </div>
      ) : (
        <div class="notice stack">
          <p>{t('ask.nobody')}</p>
          <p>
            <a class="button" href={visit.to(`/feedback?${elsewhere.toString()}`)}>
              {t('ask.secretariat')}
            </a>
          </p>
        </div>
      )}
    </div>,
    { isUnlisted: true, ...(faults.length > 0 ? { status: 422 } : {}) },
  );
}

export const askedPage = (visit: Visit): Page =>
  new Page(
    visit.t('ask.sent'),
    <div class="stack">
      <h1>{visit.t('ask.sent')}</h1>
      <p class="lead">{visit.t('ask.sent.text')}</p>
      <Next visit={visit} steps={stepsOf(visit)} />
      <p>
        <a class="button" href={visit.to(`/practices/${visit.params['id']}`)}>
          {visit.t('sheet.versions.back')}
        </a>
      </p>
    </div>,
    { isUnlisted: true },
  );
