import { PageHead } from '../page/page-head.js';
import { Page } from '../page/page.js';
import type { Visit } from '../page/visit.js';
import type { Key } from '../words/keys.js';
import { legalSettings } from '../page/legal.settings.js';

/** When the accessibility statement was last looked through. */
const PREPARED = '2026-11-28';

/** Where the Commission tells of the law, and of the bodies of the Member States that enforce it. */
const NATIONAL_BODIES = 'https://digital-strategy.ec.europa.eu/en/policies/web-accessibility';

/**
 * A text in sections, from the messages, with who is responsible as the settings say.
 * @param about what the form is about to which the text leads
 */
export function legalPage(
  visit: Visit,
  name: 'legal' | 'privacy' | 'contact' | 'accessibility',
  sections: readonly string[],
  about?: 'accessibility' | 'other',
): Page {
  const { t, site, words } = visit;
  const { operator, address, mail, enforcement, enforcementUrl } = site.settings.of(legalSettings);
  const title = t(`legal.${name}.title`);
  const values = {
    operator: operator ?? t('page.site.name'),
    address: address ?? t('legal.unset'),
    mail: mail ?? t('legal.unset'),
    body: enforcement ?? t('legal.enforcement.national'),
    form: t('legal.accessibility.form'),
    prepared: words.day(PREPARED),
    years: site.settings.retentionYears,
  };
  const writing = (
    <p class="actions">
      {about !== undefined && (
        <a class="button" href={visit.to(`/feedback?about=${about}`)}>
          {t(`legal.${name}.form` as Key)}
        </a>
      )}
      {mail !== undefined && <a href={`mailto:${mail}`}>{t('legal.write')}</a>}
    </p>
  );
  return new Page(
    title,
    <div class="stack">
      <PageHead title={title} lead={t(`legal.${name}.lead`)} />
      <div class="prose panel">
        {sections.map((section) => (
          <section>
            <h2>{t(`legal.${name}.${section}.title` as Key)}</h2>
            <p>{t(`legal.${name}.${section}` as Key, values)}</p>
            {section === 'feedback' && writing}
            {section === 'enforcement' && (enforcementUrl ?? enforcement) === enforcementUrl && (
              <p>
                <a href={enforcementUrl ?? NATIONAL_BODIES} rel="external noopener">
                  {enforcement ?? t('legal.enforcement.link')}
                </a>
              </p>
            )}
          </section>
        ))}
      </div>
      {!sections.includes('feedback') && writing}
    </div>,
  );
}
