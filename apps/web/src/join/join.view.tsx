import { countries, memberKinds } from '#contracts';
import type { Fault, Field, Values } from '../form/form.js';
import { formPage, sentPage } from '../form/form.page.js';
import type { Page } from '../page/page.js';
import type { Visit } from '../page/visit.js';

/** What an authority is asked when it applies. */
export function applicationFields({ t, words, lang }: Visit): readonly Field[] {
  const named = (list: 'countries' | 'memberKinds', codes: readonly string[]) =>
    codes.map((code) => [code, words.code(list, code)] as const);
  return [
    { pointer: '/name', kind: 'text', label: t('join.name'), hint: t('join.name.hint'), isRequired: true, maxLength: 300, autocomplete: 'organization' },
    { pointer: '/kind', kind: 'select', label: t('join.kind'), isRequired: true, options: named('memberKinds', memberKinds) },
    {
      pointer: '/country', kind: 'select', label: t('join.country'), isRequired: true, autocomplete: 'country',
      options: named('countries', countries).toSorted(([, a], [, b]) => a.localeCompare(b, lang)),
    },
    { pointer: '/place', kind: 'text', label: t('join.place'), maxLength: 200 },
    { pointer: '/website', kind: 'url', label: t('join.website'), hint: t('join.website.hint'), maxLength: 500, autocomplete: 'url' },
    { pointer: '/contact/name', kind: 'text', label: t('join.contact'), hint: t('join.contact.hint'), isRequired: true, maxLength: 200, autocomplete: 'name' },
    { pointer: '/contact/email', kind: 'email', label: t('join.email'), isRequired: true, maxLength: 254, autocomplete: 'email' },
    { pointer: '/consent', kind: 'consent', label: t('join.consent'), isRequired: true },
  ]; // prettier-ignore
}

const stepsOf = ({ t }: Visit) => [t('join.next.read'), t('join.next.told'), t('join.next.begin')];

/** A message of several lines, one for each point. */
const points = (lines: string) => lines.split('\n').map((line) => <li>{line}</li>);

export function joinPage(visit: Visit, values: Values = new Map(), faults: readonly Fault[] = []): Page {
  const { t } = visit;
  const before = <h2>{t('join.apply')}</h2>;
  const told = (
    <div class="halves">
      {(['rights', 'duties'] as const).map((part) => (
        <section class="panel stack">
          <h2>{t(`join.${part}.title`)}</h2>
          <ul class="points">{points(t(`join.${part}`))}</ul>
        </section>
      ))}
    </div>
  );
  const beside = (
    <section class="panel stack">
      <h2>{t('join.data.title')}</h2>
      <p>{t('join.data', { years: visit.site.settings.retentionYears })}</p>
      <p>
        <a href={visit.to('/privacy')}>{t('page.footer.privacy')}</a>
      </p>
    </section>
  );
  const asked = { fields: applicationFields(visit), values, faults, steps: stepsOf(visit) };
  const lead = t('join.lead');
  return formPage(
    visit,
    'join',
    { ...asked, lead, before, about: { told, start: t('join.apply') }, beside },
    { description: lead },
  );
}

export const appliedPage = (visit: Visit): Page =>
  sentPage(visit, 'join', stepsOf(visit), '/practices', visit.t('page.problem.search'));
