import { Get } from '@nestjs/common';
import { countries, memberKinds } from '#contracts';
import { read } from '../api/api.js';
import { Pages, type Page } from '../page/page.js';
import { Visited, type Visit } from '../page/visit.js';
import { memberPage, membersPage } from './members.view.js';

/** Who is a member now: one that is suspended still is. */
export const current: ('approved' | 'suspended')[] = ['approved', 'suspended'];

@Pages('members')
export class MembersController {
  @Get()
  async list(@Visited() visit: Visit): Promise<Page> {
    const kind = memberKinds.find((one) => one === visit.query.get('kind'));
    const country = countries.find((one) => one === visit.query.get('country'));
    const cursor = visit.query.get('cursor');
    const chosen = { ...(kind ? { kind: [kind] } : {}), ...(country ? { country: [country] } : {}) };
    const facets: ('country' | 'kind')[] = ['country'];
    // All at once: their order is that of the countries' names in the reader's language.
    const query = { limit: 1000, total: true, status: current, facets, ...chosen, ...(cursor ? { cursor } : {}) };
    const [members, practices] = await Promise.all([
      read(visit.api.GET('/v1/members', { params: { query } })),
      read(visit.api.GET('/v1/practices', { params: { query: { limit: 1, facets: ['member'] } } })),
    ]);
    return membersPage(visit, members, practices.facets);
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
