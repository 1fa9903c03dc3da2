import { Controller, Get } from '@nestjs/common';
import { read, readIfThere } from '../api/api.js';
import { current } from '../members/members.controller.js';
import { Page, Pages, Redirect } from '../page/page.js';
import { Visited, type Visit } from '../page/visit.js';
import { homePage } from './home.view.js';

@Pages()
export class HomeController {
  @Get()
  async home(@Visited() visit: Visit): Promise<Page> {
    const { api } = visit;
    const newest = { limit: 6, sort: 'published', localised: true, total: true, facets: ['country', 'label'] } as const;
    const [practices, members, me] = await Promise.all([
      read(api.GET('/v1/practices', { params: { query: { ...newest, facets: [...newest.facets] } } })),
      read(api.GET('/v1/members', { params: { query: { limit: 1, total: true, status: current } } })),
      // Beside what everyone sees: that is shown without it, too.
      visit.me && readIfThere(api.GET('/v1/me')),
    ]);
    return homePage(visit, practices, members.total ?? 0, me);
  }
}

/** Addresses without a language lead to the visitor's; those of things are the ones to cite. */
@Controller()
export class EntryController {
  @Get(['/', 'practices/:id', 'members/:id'])
  enter(@Visited() visit: Visit): Redirect {
    return new Redirect(visit.to(visit.path === '/' ? '' : visit.path), 302);
  }
}
