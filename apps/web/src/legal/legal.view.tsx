import { Page } from '../page/page.js';
import type { Visit } from '../page/visit.js';
import type { Key } from '../words/keys.js';
import { legalSettings } from '../page/legal.settings.js';

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
  const { t, site } = visit;
  const { operator, address, mail } = site.settings.of(legalSettings);
  const title = t(`legal.${name}.title`);
  const values = {
    operator: operator ?? t('page.site.name'),
    address: address ?? t('legal.unset'),
    mail: mail ?? t('legal.unset'),
  };
  return new Page(
    title,
    <div class="stack-large">
      <h1>{title}</h1>
      {sections.map((section) => (
        <section class="stack">
          <h2>{t(`legal.${name}.${section}.title` as Key)}</h2>
          <p>{t(`legal.${name}.${section}` as Key, values)}</p>
        </section>
      ))}
      <p class="actions">
        {about !== undefined && (
          <a class="button" href={visit.to(`/feedback?about=${about}`)}>
            {t(`legal.${name}.form` as Key)}
          </a>
        )}
        {mail !== undefined && <a href={`mailto:${mail}`}>{t('legal.write')}</a>}
      </p>
    </div>,
  );
}
