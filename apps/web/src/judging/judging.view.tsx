import { criteria, labelRule, scale } from '#contracts';
import { PageHead } from '../page/page-head.js';
import { Page } from '../page/page.js';
import type { Visit } from '../page/visit.js';

const sections = ['submit', 'review', 'criteria', 'rule', 'limits', 'loss', 'object'] as const;

/** By which rules practices come here and get their label: those that the registry itself follows. */
export function judgingPage(visit: Visit): Page {
  const { t } = visit;
  const values = { ...labelRule, ...scale, ask: t('ask.title') };
  const [title, lead] = [t('judging.title'), t('judging.lead', values)];
  return new Page(
    title,
    <div class="stack">
      <PageHead title={title} lead={lead} />
      <div class="prose panel">
        {sections.map((section) => {
          const [first, ...more] = t(`judging.${section}`, values).split('\n');
          return (
            <section id={section}>
              <h2>{t(`judging.${section}.title`)}</h2>
              <p>{first}</p>
              {more.length > 1 ? (
                <ul class="points">
                  {more.map((point) => (
                    <li>{point}</li>
                  ))}
                </ul>
              ) : (
                more.map((paragraph) => <p>{paragraph}</p>)
              )}
              {section === 'criteria' && (
                <table>
                  <tbody>
                    {criteria.map((criterion) => (
                      <tr>
                        <th scope="row">
                          <strong>{t(`sheet.criterion.${criterion}`)}</strong>
                        </th>
                        <td>{t(`judging.criterion.${criterion}`)}</td>
                      </tr>
                    ))}
                  </tbody>
                </table>
              )}
            </section>
          );
        })}
      </div>
      <p class="actions">
        <a class="button" href={visit.to('/feedback?about=other')}>
          {t('judging.write')}
        </a>
        <a href={visit.to('/practices?label=good-practice')}>{t('judging.labelled')}</a>
      </p>
    </div>,
    { description: lead },
  );
}
