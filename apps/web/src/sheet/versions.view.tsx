import type { Shape } from '#client';
import { Scroll } from '../kit/scroll.js';
import { titleIn, Words } from '../kit/text.js';
import { Page } from '../page/page.js';
import type { Visit } from '../page/visit.js';
import type { Key } from '../words/keys.js';
import type { CodeList } from '../words/words.js';
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
  const isFirst = versions.every(({ version }) => version >= chosen);
  const title = versions.find(({ version }) => version === chosen)?.factSheet.title;
  return new Page(
    t('sheet.versions'),
    <div class="stack">
      <p>
        <a href={visit.to(`/practices/${id}`)}>{t('sheet.versions.back')}</a>
      </p>
      <h1>{t('sheet.versions')}</h1>
      {title && (
        <p class="lead">
          <Words text={titleIn(title, visit)} visit={visit} />
        </p>
      )}
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
          <p>{t(isFirst ? 'sheet.versions.first' : 'sheet.versions.none')}</p>
        ) : (
          <Scroll label={t('sheet.versions.changes', { version: chosen })}>
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
                      <del>{valueOf(visit, pointer, before)}</del>
                    </td>
                    <td class="text" dir="auto">
                      <ins>{valueOf(visit, pointer, after)}</ins>
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </Scroll>
        )}
      </section>
    </div>,
    { isUnlisted: true },
  );
}

/** Fields that have a name on the fact sheet, with the list that names their codes. */
const named: Readonly<Record<string, readonly [Key, CodeList?]>> = {
  title: ['sheet.versions.title'],
  organiser: ['sheet.versions.organiser'],
  originalLanguage: ['sheet.versions.language'],
  countries: ['sheet.fact.country', 'countries'],
  place: ['sheet.fact.place'],
  period: ['sheet.fact.when'],
  targetGroups: ['search.facet.targetGroup', 'targetGroups'],
  beneficiaries: ['sheet.fact.reached'],
  themes: ['search.facet.theme', 'themes'],
  aims: ['search.facet.aim', 'aims'],
  range: ['search.facet.range', 'ranges'],
  dimensions: ['figures.by.dimension', 'dimensions'],
  funding: ['search.facet.fundingSource', 'fundingSources'],
  partners: ['sheet.fact.partners'],
  indicators: ['sheet.indicators'],
  evaluation: ['sheet.evaluation'],
  links: ['sheet.links'],
};

/** A field as the fact sheet names it, with the language of its text; one that has no name there as the API names it. */
function fieldName({ t, words }: Visit, pointer: string) {
  const [, field = '', lang] = pointer.split('/');
  const key = isProse(field) ? (`sheet.field.${field}` as Key) : named[field]?.[0];
  if (key === undefined) return <code>{pointer}</code>;
  const isText = lang !== undefined && (isProse(field) || field === 'title');
  return isText ? `${t(key)} (${words.language(lang)})` : t(key);
}

/** A value as the fact sheet shows it; one that is no text as data. */
function valueOf({ words }: Visit, pointer: string, value: unknown): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'object') return JSON.stringify(value);
  const [, field = ''] = pointer.split('/');
  const list = named[field]?.[1];
  return list && typeof value === 'string' ? words.code(list, value) : `${value as string | number | boolean}`;
}
