import { Get } from '@nestjs/common';
import { countries, themes } from '#contracts';
import { read } from '../api/api.js';
import { Pages, type Page } from '../page/page.js';
import { Visited, type Visit } from '../page/visit.js';
import { actorsIn, kindsOfNews, newsPage, type Actors } from './news.view.js';

@Pages('news')
export class NewsController {
  @Get()
  async news(@Visited() visit: Visit): Promise<Page> {
    const [about, member, cursor] = ['about', 'member', 'cursor'].map((name) => visit.query.get(name));
    const theme = themes.find((one) => one === visit.query.get('theme'));
    const country = countries.find((one) => one === visit.query.get('country'));
    const types = kindsOfNews
      .filter((kind) => !about || kind === about || kind.startsWith(`${about}.`))
      .map((kind) => `eu.lra-network.${kind}.v1`);
    const query = {
      limit: 100, types,
      ...(theme ? { themes: [theme] } : {}), ...(country ? { countries: [country] } : {}),
      ...(member ? { member } : {}), ...(cursor ? { cursor } : {}),
    }; // prettier-ignore
    const news = await read(visit.api.GET('/v1/changes/latest', { params: { query } }));
    return newsPage(visit, news, await this.actors(actorsIn(news.items), visit));
  }

  /** The news are told without what is known of members, too. */
  private async actors(id: string[], { api }: Visit): Promise<Actors> {
    if (id.length === 0) return new Map();
    const members = read(api.GET('/v1/members', { params: { query: { id, limit: 100 } } }));
    const { items } = await members.catch(() => ({ items: [] }));
    return new Map(items.map((member) => [member.id, member]));
  }
}
