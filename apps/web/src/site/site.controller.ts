import { Controller, Get, Header } from '@nestjs/common';
import { read } from '../api/api.js';
import { Visited, type Visit } from '../page/visit.js';
import { pageLanguages } from '../words/words.js';

/** Pages that are always there. */
const parts = [
  '',
  '/practices',
  '/figures',
  '/members',
  '/news',
  '/join',
  '/legal',
  '/privacy',
  '/contact',
  '/accessibility',
];

/** What search engines ask for first. */
@Controller()
export class SiteController {
  @Get('robots.txt')
  @Header('content-type', 'text/plain; charset=utf-8')
  robots(@Visited() { site }: Visit): string {
    return `User-agent: *\nDisallow: /v1/\nSitemap: ${site.publicUrl}/sitemap.xml\n`;
  }

  /** The pages, and the practices that changed last; older ones are found from these. */
  @Get('sitemap.xml')
  @Header('content-type', 'application/xml; charset=utf-8')
  @Header('cache-control', 'public, max-age=3600')
  async map(@Visited() { api, site }: Visit): Promise<string> {
    const { items } = await read(api.GET('/v1/practices', { params: { query: { limit: 100, sort: 'updated' } } }));
    const practices = items.map(({ id, updatedAt }) => ({ path: `/practices/${id}`, changed: updatedAt }));
    const entries = [...parts.map((path) => ({ path, changed: undefined })), ...practices].flatMap(
      ({ path, changed }) =>
        pageLanguages.map(
          (lang) =>
            `<url><loc>${site.publicUrl}/${lang}${path}</loc>${changed ? `<lastmod>${changed.slice(0, 10)}</lastmod>` : ''}</url>`,
        ),
    );
    return `<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">${entries.join('')}</urlset>\n`;
  }
}
