import { Controller, Get } from '@nestjs/common';
import { read } from '../api/api.js';
import { Page, Pages, Redirect } from '../page/page.js';
import { Visited, type Visit } from '../page/visit.js';
import { homePage } from './home.view.js';

@Pages()
export class HomeController {
  @Get()
  async home(@Visited() visit: Visit): Promise<Page> {
    const query = { limit: 6, sort: 'published' as const, localised: true };
    return homePage(visit, await read(visit.api.GET('/v1/practices', { params: { query } })));
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
