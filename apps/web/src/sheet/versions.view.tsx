import type { Shape } from '#client';
import { Page } from '../page/page.js';
import type { Visit } from '../page/visit.js';
import type { Key } from '../words/keys.js';
import { isProse } from './prose.js';

type Version = Shape<'VersionView'>;
type Change = Shape<'FieldChangeView'>;

/** All versions of a practice, and what one of them changed, side by side with the one before. */
export function versionsPage(
  visit: Visit,
  versions: readonly Version[],
  chosen: number,
  changes: readonly Change[],
): Page {
  const { t, words } = visit;
  const { id = '' } = visit.params;
  return new Page(
    t('sheet.versions'),
    <div class="stack">
      <p>
        <a href={visit.to(`/practices/${id}`)}>{t('sheet.versions.back')}</a>
      </p>
      <h1>{t('sheet.versions')}</h1>
      <ul class="chips" aria-label={t('sheet.versions')}>
        {versions.map(({ version, publishedAt }) => (
          <li>
            <a class="chip" href={`?version=${version}`} aria-current={version === chosen ? 'true' : undefined}>
              {t('sheet.version', { version, date: words.day(publishedAt ?? '') })}
            </a>
          </li>
        ))}
      </ul>
      <section class="panel stack" aria-labelledby="changes">
        <h2 id="changes">{t('sheet.versions.changes', { version: chosen })}</h2>
        {changes.length === 0 ? (
          <p>{t('sheet.versions.none')}</p>
        ) : (
          <div class="scroll" tabIndex={0} role="group" aria-labelledby="changes">
            <table>
              <thead>
                <tr>
                  <th scope="col">{t('sheet.versions.field')}</th>
                  <th scope="col">{t('sheet.versions.before')}</th>
                  <th scope="col">{t('sheet.versions.after')}</th>
                </tr>
              </thead>
              <tbody>
                {changes.map(({ pointer, before, after }) => (
                  <tr>
                    <th scope="row">{fieldName(visit, pointer)}</th>
                    <td class="text" dir="auto">
                      <del>{before === null ? '' : String(before)}</del>
                    </td>
                    <td class="text" dir="auto">
                      <ins>{after === null ? '' : String(after)}</ins>
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        )}
      </section>
    </div>,
    { isUnlisted: true },
  );
}

/** A prose field by its name and language; any other as the API names it. */
function fieldName({ t, words }: Visit, pointer: string) {
  const [, field = '', lang] = pointer.split('/');
  if (!isProse(field) || lang === undefined) return <code>{pointer}</code>;
  return `${t(`sheet.field.${field}` as Key)} (${words.language(lang)})`;
}
