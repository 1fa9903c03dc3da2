import { createHash } from 'node:crypto';
import { Controller, Get } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { Answer, Answers, seekOf } from '#http';
import { Allow } from '#identity';
import { postgres, Query, Req } from '#validation';
import { PublicUrl } from '../../issuer/public-url.js';
import { ChangeProjection } from '../change.projection.js';
import { atomOf } from './atom.js';
import { FeedQuery, JsonFeedView } from './feed.dto.js';
import { feedLanguage, feedOf, typesOfFeed, type Feed } from './practice-feed.js';

/** Entries of a feed. */
const MOST = 50;
/** How long a reader need not ask again, in seconds. */
const FRESH = 300;

@ApiTags('changes')
@Controller('v1/feeds')
export class FeedController {
  constructor(
    private readonly changes: ChangeProjection,
    private readonly publicUrl: PublicUrl,
  ) {}

  @Get('practices.atom')
  @Allow('public')
  @ApiOperation({ summary: 'What is new of practices, for feed readers: Atom (RFC 4287)' })
  @Answers(200, 'application/atom+xml', 'ETag')
  atom(@Query() query: FeedQuery, @Req() request: FastifyRequest): Promise<Answer> {
    return this.answer(query, request, 'application/atom+xml; charset=utf-8', atomOf);
  }

  @Get('practices.json')
  @Allow('public')
  @ApiOperation({ summary: 'The same as JSON Feed 1.1' })
  @Answers(200, ['application/feed+json', JsonFeedView], 'ETag')
  json(@Query() query: FeedQuery, @Req() request: FastifyRequest): Promise<Answer> {
    return this.answer(query, request, 'application/feed+json; charset=utf-8', (feed) => JSON.stringify(jsonOf(feed)));
  }

  private async answer(
    { lang = '', countries, themes, member }: FeedQuery,
    { url }: FastifyRequest,
    mediaType: string,
    written: (feed: Feed) => string,
  ): Promise<Answer> {
    const seek = seekOf('latest', undefined, [postgres.bigint]);
    const newest = await this.changes.latest(seek, { types: typesOfFeed, countries, themes, member }, MOST);
    const events = newest.map(({ event }) => event);
    const feed = written(feedOf(events, feedLanguage(lang), url, this.publicUrl.get()));
    return new Answer(feed, {
      'content-type': mediaType,
      'cache-control': `public, max-age=${FRESH}`,
      // Of what it says, not of its newest event: words that are erased from an older one leave the readers too.
      etag: `"${createHash('sha256').update(feed).digest('base64url')}"`,
    });
  }
}

const jsonOf = ({ lang, title, subtitle, self, home, entries }: Feed): JsonFeedView => ({
  version: 'https://jsonfeed.org/version/1.1',
  title,
  description: subtitle,
  home_page_url: home,
  feed_url: self,
  language: lang,
  items: entries.map(({ id, title: said, page, at, tags }) => ({
    id, url: page, title: said, content_text: said, date_published: at, tags,
  })),
}); // prettier-ignore
