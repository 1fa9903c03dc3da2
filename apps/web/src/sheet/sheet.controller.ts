import { Get, Header } from '@nestjs/common';
import { ownAdoption } from '../adopt/own-adoption.js';
import { read, readIfThere, readTagged } from '../api/api.js';
import { Pages, Redirect, type Page } from '../page/page.js';
import { Visited, type Visit } from '../page/visit.js';
import { describedFor } from './described.js';
import { sheetPage } from './sheet.view.js';
import { versionsPage } from './versions.view.js';

@Pages('practices/:id')
export class SheetController {
  @Get()
  async show(@Visited() visit: Visit): Promise<Page | Redirect> {
    const { id = '' } = visit.params;
    const path = { id };
    // The version in work, for those who may see it.
    const version = visit.query.get('version') === 'draft' ? ({ version: 'draft' } as const) : {};
    const [{ data: practice, tag }, chain, similar] = await Promise.all([
      readTagged(visit.api.GET('/v1/practices/{id}', { params: { path, query: { localised: true, ...version } } })),
      // Beside the fact sheet: it is shown without them, too.
      read(visit.api.GET('/v1/practices/{id}/adoption-chain', { params: { path } })).catch(() => ({ items: [] })),
      read(visit.api.GET('/v1/practices/{id}/similar', { params: { path } })).catch(() => ({ items: [] })),
    ]);
    // The API has led on from a practice that was merged into this one.
    if (practice.id !== id) return new Redirect(visit.to(`/practices/${practice.id}`), 308);
    const [own, adoptions] = await Promise.all([
      ownAdoption(visit, practice),
      practice.adoptions.count > 0
        ? readIfThere(visit.api.GET('/v1/practices/{id}/adoptions', { params: { path, query: { limit: 100 } } }))
        : undefined,
    ]);
    return sheetPage(visit, practice, chain.items, similar.items, { own, adoptions: adoptions?.items ?? [], tag });
  }

  @Get('versions')
  async versions(@Visited() visit: Visit): Promise<Page> {
    const { id = '' } = visit.params;
    const [practice, versions] = await Promise.all([
      read(visit.api.GET('/v1/practices/{id}', { params: { path: { id }, query: { localised: true } } })),
      read(visit.api.GET('/v1/practices/{id}/versions', { params: { path: { id }, query: { limit: 100 } } })),
    ]);
    const asked = Number(visit.query.get('version'));
    const numbers = versions.items.map(({ version }) => version);
    const number = numbers.includes(asked) ? asked : Math.max(...numbers);
    const path = { id, number };
    if (number === Math.min(...numbers)) return versionsPage(visit, practice, versions.items, number, []);
    const changes = await read(visit.api.GET('/v1/practices/{id}/versions/{number}/changes', { params: { path } }));
    return versionsPage(visit, practice, versions.items, number, changes.items);
  }

  @Get('described.jsonld')
  @Header('content-type', 'application/ld+json; charset=utf-8')
  async described(@Visited() visit: Visit): Promise<object> {
    const { id = '' } = visit.params;
    const params = { path: { id }, query: { localised: true } };
    return describedFor(visit, await read(visit.api.GET('/v1/practices/{id}', { params })));
  }
}
