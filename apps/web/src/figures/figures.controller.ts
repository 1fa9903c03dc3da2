import { Get } from '@nestjs/common';
import { read } from '../api/api.js';
import { Pages, type Page } from '../page/page.js';
import { Visited, type Visit } from '../page/visit.js';
import { dimensionNames, figuresPage, type Dimension } from './figures.view.js';

@Pages('figures')
export class FiguresController {
  @Get()
  async count(@Visited() visit: Visit): Promise<Page> {
    const asked = (name: string) => dimensionNames.find((dimension) => dimension === visit.query.get(name));
    const first = asked('by') ?? 'country';
    const second = asked('and');
    const by: Dimension[] = second === undefined || second === first ? [first] : [first, second];
    return figuresPage(visit, by, await read(visit.api.GET('/v1/statistics/practices', { params: { query: { by } } })));
  }
}
