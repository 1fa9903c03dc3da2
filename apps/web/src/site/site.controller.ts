import { Readable } from 'node:stream';
import { Controller, Get, Header } from '@nestjs/common';
import { read } from '../api/api.js';
import { Visited, type Visit } from '../page/visit.js';
import { indexOf, mapOf, type Listed } from './sitemap.js';

/** Pages that are always there. */
const parts = [
  '',
  '/practices',
  '/figures',
  '/members',
  '/news',
  '/join',
  '/judging',
  '/legal',
  '/privacy',
  '/contact',
  '/accessibility',
].map((path) => ({ path }));

/** Practices of one part: in six languages these are 30,000 addresses, of the 50,000 that a part may have. */
const PRACTICES = 5000;

/** What search engines ask for first. */
@Controller()
export class SiteController {
  @Get('robots.txt')
  @Header('content-type', 'text/plain; charset=utf-8')
  robots(@Visited() { site }: Visit): string {
    return `User-agent: *\nDisallow: /v1/\nSitemap: ${site.publicUrl}/sitemap.xml\n`;
  }

  /** Without `part` the index of all parts. */
  @Get('sitemap.xml')
  @Header('content-type', 'application/xml; charset=utf-8')
  @Header('cache-control', 'public, max-age=3600')
  async map(@Visited() visit: Visit): Promise<string | Readable> {
    const { publicUrl } = visit.site;
    switch (visit.query.get('part')) {
      case 'pages':
        return Readable.from(mapOf(publicUrl, [...parts, ...(await members(visit))]));
      case 'practices': {
        const { items } = await practices(visit, visit.query.get('from'));
        const pages = items.map(({ id, updatedAt }) => ({ path: `/practices/${id}`, changed: updatedAt }));
        return Readable.from(mapOf(publicUrl, pages));
      }
      default: {
        const places = [null, ...(await placesAfterFirst(visit))];
        const listed = places.map((from) => ({ part: 'practices', ...(from === null ? {} : { from }) }));
        return indexOf(publicUrl, [{ part: 'pages' }, ...listed]);
      }
    }
  }
}

const practices = ({ api }: Visit, cursor: string | null) =>
  read(
    api.GET('/v1/practices/ids', { params: { query: { limit: PRACTICES, ...(cursor === null ? {} : { cursor }) } } }),
  );

/** Where each part but the first begins. A place stays when practices come and go. */
async function placesAfterFirst(visit: Visit): Promise<string[]> {
  const places: string[] = [];
  for (let { next } = await practices(visit, null); next !== null; { next } = await practices(visit, next))
    places.push(next);
  return places;
}

async function members({ api }: Visit): Promise<Listed[]> {
  const found: Listed[] = [];
  let cursor: string | null | undefined;
  while (cursor !== null) {
    const query = { limit: 100, ...(cursor === undefined ? {} : { cursor }) };
    const { items, next } = await read(api.GET('/v1/members', { params: { query } }));
    found.push(...items.map(({ id }) => ({ path: `/members/${id}` })));
    cursor = next;
  }
  return found;
}
