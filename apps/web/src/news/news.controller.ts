import { Get } from '@nestjs/common';
import { countries, themes } from '#contracts';
import { Failure, read } from '../api/api.js';
import { Pages, type Page } from '../page/page.js';
import { Visited, type Visit } from '../page/visit.js';
import { actorsIn, goneIn, kindsOfNews, newsPage, type Actors, type Fates } from './news.view.js';

/** Practices whose fate is asked for on one page. */
const MOST_GONE = 20;

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
    const named = [...new Set([...actorsIn(news.items), ...(member ? [member] : [])])];
    const [actors, fates] = await Promise.all([this.actors(named, visit), this.fates(goneIn(news.items), visit)]);
    return newsPage(visit, news, actors, fates);
  }

  /** As the address of a practice that is gone tells it: it says why, or leads to the one that tells of the same work. */
  private async fates(ids: string[], { api }: Visit): Promise<Fates> {
    const fateOf = (id: string) =>
      read(api.GET('/v1/practices/{id}', { params: { path: { id } } })).then(
        (into) => (into.id === id ? {} : { into }),
        (failure: unknown) => {
          const reason = failure instanceof Failure ? failure.problem.reason : undefined;
          return reason === undefined ? {} : { reason };
        },
      );
    return new Map(await Promise.all(ids.slice(0, MOST_GONE).map(async (id) => [id, await fateOf(id)] as const)));
  }

  /** The news are told without what is known of members, too. */
  private async actors(id: string[], { api }: Visit): Promise<Actors> {
    if (id.length === 0) return new Map();
    const members = read(api.GET('/v1/members', { params: { query: { id, limit: 100 } } }));
    const { items } = await members.catch(() => ({ items: [] }));
    return new Map(items.map((member) => [member.id, member]));
  }
}
