import { Get, Post } from '@nestjs/common';
import type { Shape } from '#client';
import { read } from '../api/api.js';
import { bodyOf, faultsIn, missingIn } from '../form/form.js';
import { Pages, Redirect, type Page } from '../page/page.js';
import { Visited, type Visit } from '../page/visit.js';
import { Search } from '../search/search.query.js';
import { nameField, savedPage, savePage } from './saved.view.js';

@Pages('searches')
export class SavedController {
  @Get()
  async list(@Visited() visit: Visit): Promise<Page> {
    return savedPage(
      visit,
      (await read(visit.api.GET('/v1/saved-searches', { params: { query: { limit: 100 } } }))).items,
    );
  }

  /** The search is in the address; whoever has not signed in does so first. */
  @Get('new')
  ask(@Visited() visit: Visit): Page | Redirect {
    if (visit.me) return savePage(visit);
    return new Redirect(visit.signIn, 302);
  }

  @Post('new')
  async save(@Visited() visit: Visit): Promise<Page | Redirect> {
    const fields = [nameField(visit)];
    const missing = missingIn(fields, visit.form);
    if (missing.length > 0) return savePage(visit, visit.form, missing);
    const body = { ...bodyOf(fields, visit.form), query: new Search(visit.query).forApi } as Shape<'SavedSearchDto'>;
    try {
      await read(visit.api.POST('/v1/saved-searches', { body }));
    } catch (error) {
      return savePage(visit, visit.form, faultsIn(fields, error));
    }
    return new Redirect(visit.to('/searches'));
  }

  @Post(':id/removal')
  async remove(@Visited() visit: Visit): Promise<Redirect> {
    const { id = '' } = visit.params;
    await read(visit.api.DELETE('/v1/saved-searches/{id}', { params: { path: { id } } }));
    return new Redirect(visit.to('/searches'));
  }
}
