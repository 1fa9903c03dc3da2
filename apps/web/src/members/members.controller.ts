import { Get } from '@nestjs/common';
import { countries, memberKinds } from '#contracts';
import { read } from '../api/api.js';
import { Pages, type Page } from '../page/page.js';
import { Visited, type Visit } from '../page/visit.js';
import { memberPage, membersPage } from './members.view.js';

@Pages('members')
export class MembersController {
  @Get()
  async list(@Visited() visit: Visit): Promise<Page> {
    const kind = memberKinds.find((one) => one === visit.query.get('kind'));
    const country = countries.find((one) => one === visit.query.get('country'));
    const cursor = visit.query.get('cursor');
    const chosen = { ...(kind ? { kind: [kind] } : {}), ...(country ? { country: [country] } : {}) };
    const facets: ('country' | 'kind')[] = ['country'];
    const query = { limit: 100, total: true, facets, ...chosen, ...(cursor ? { cursor } : {}) };
    return membersPage(visit, await read(visit.api.GET('/v1/members', { params: { query } })));
  }

  @Get(':id')
  async show(@Visited() visit: Visit): Promise<Page> {
    const { id = '' } = visit.params;
    const own = { member: [id], localised: true, total: true, limit: 20 };
    const [member, practices, adoptions] = await Promise.all([
      read(visit.api.GET('/v1/members/{id}', { params: { path: { id } } })),
      read(visit.api.GET('/v1/practices', { params: { query: own } })),
      read(visit.api.GET('/v1/adoptions', { params: { query: { member: id, limit: 20, total: true } } })),
    ]);
    return memberPage(visit, member, practices, adoptions);
  }
}
