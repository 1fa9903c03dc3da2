import { Get } from '@nestjs/common';
import { read } from '../api/api.js';
import { Pages, type Page } from '../page/page.js';
import { Visited, type Visit } from '../page/visit.js';
import { facetNames, PAGE, Search } from './search.query.js';
import { searchPage } from './search.view.js';

@Pages('practices')
export class SearchController {
  @Get()
  async search(@Visited() visit: Visit): Promise<Page> {
    const search = new Search(visit.query);
    const query = {
      ...search.forApi,
      limit: PAGE,
      total: true,
      localised: true,
      highlight: search.q !== '',
      facets: [...facetNames],
    };
    return searchPage(visit, search, await read(visit.api.GET('/v1/practices', { params: { query } })));
  }
}
