import { pageLanguages } from '../words/words.js';

/** A page that is in every language. */
export interface Listed {
  /** Without its language. */
  readonly path: string;
  /** A day, or a moment. */
  readonly changed?: string;
}

const HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n';
const NAMESPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"';

/** Each page in each language, with its addresses in the others; in pieces, because a part is long. */
export function* mapOf(publicUrl: string, pages: Iterable<Listed>): Generator<string> {
  yield `${HEAD}<urlset ${NAMESPACE} xmlns:xhtml="http://www.w3.org/1999/xhtml">`;
  for (const { path, changed } of pages) {
    const addresses = pageLanguages.map((lang) => [lang, `${publicUrl}/${lang}${path}`] as const);
    const others = addresses
      .map(([lang, address]) => `<xhtml:link rel="alternate" hreflang="${lang}" href="${address}"/>`)
      .join('');
    const last = changed === undefined ? '' : `<lastmod>${changed.slice(0, 10)}</lastmod>`;
    yield addresses.map(([, address]) => `<url><loc>${address}</loc>${last}${others}</url>\n`).join('');
  }
  yield '</urlset>\n';
}

/** The parts, by their parameters. */
export function indexOf(publicUrl: string, parts: readonly Readonly<Record<string, string>>[]): string {
  const addresses = parts.map((part) => `${publicUrl}/sitemap.xml?${new URLSearchParams(part).toString()}`);
  const entries = addresses.map((one) => `<sitemap><loc>${one.replaceAll('&', '&amp;')}</loc></sitemap>\n`);
  return `${HEAD}<sitemapindex ${NAMESPACE}>${entries.join('')}</sitemapindex>\n`;
}
