import { Get } from '@nestjs/common';
import { read } from '../api/api.js';
import { Pages, type Page } from '../page/page.js';
import { Visited, type Visit } from '../page/visit.js';
import { kindsOfNews, newsPage } from './news.view.js';

@Pages('news')
export class NewsController {
  @Get()
  async news(@Visited() visit: Visit): Promise<Page> {
    const about = visit.query.get('about');
    const cursor = visit.query.get('cursor');
    const types = kindsOfNews
      .filter((kind) => !about || kind.startsWith(`${about}.`))
      .map((kind) => `eu.lra-network.${kind}.v1`);
    const query = { limit: 30, types, ...(cursor ? { cursor } : {}) };
    return newsPage(visit, await read(visit.api.GET('/v1/changes/latest', { params: { query } })));
  }
}
