import { sheetOf, type Practice } from '../kit/practices.js';
import type { Visit } from '../page/visit.js';

/** The address that stays, whatever the language. */
export const addressOf = (visit: Visit, { id }: Practice): string => `${visit.site.publicUrl}/practices/${id}`;

/** The fact sheet as schema.org describes it, for search engines and other programs. */
export function describedFor(visit: Visit, practice: Practice): object {
  const { title, objectives, organiser, countries = [], themes = [], place, period, licence } = sheetOf(practice);
  const { words } = visit;
  return {
    '@context': 'https://schema.org',
    '@type': 'CreativeWork',
    '@id': addressOf(visit, practice),
    url: `${visit.site.publicUrl}${visit.to(`/practices/${practice.id}`)}`,
    name: title.text,
    inLanguage: title.lang,
    abstract: objectives?.text,
    version: String(practice.version),
    datePublished: practice.publishedAt ?? undefined,
    dateModified: practice.updatedAt,
    temporalCoverage: period?.start ? `${period.start}/${period.end ?? '..'}` : undefined,
    spatialCoverage: [
      ...(place?.name ? [{ '@type': 'Place', name: place.name }] : []),
      ...countries.map((code) => ({ '@type': 'Country', name: words.code('countries', code), identifier: code })),
    ],
    keywords: themes.map((theme) => words.code('themes', theme)),
    creator: organiser?.name ? { '@type': 'Organization', name: organiser.name } : undefined,
    publisher: { '@type': 'Organization', name: visit.t('page.site.name'), url: visit.site.publicUrl },
    license: licence ? `https://spdx.org/licenses/${licence}` : undefined,
    award: practice.label.awarded ? words.code('labels', 'good-practice') : undefined,
  };
}
