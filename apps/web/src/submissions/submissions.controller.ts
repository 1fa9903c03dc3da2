import { Get } from '@nestjs/common';
import { read } from '../api/api.js';
import { Pages, Redirect, type Page } from '../page/page.js';
import { Visited, type Visit } from '../page/visit.js';
import { states, submissionsPage } from './submissions.view.js';

/** What the systems of a member have sent, and what became of it. */
@Pages('work/submissions')
export class SubmissionsController {
  @Get()
  async list(@Visited() visit: Visit): Promise<Page | Redirect> {
    if (!visit.me) return new Redirect(visit.signIn, 302);
    const state = states.find((one) => one === visit.query.get('state'));
    const cursor = visit.query.get('cursor');
    const query = {
      ...(state ? { state: [state] } : {}),
      ...(visit.query.get('latest') === 'true' ? { latest: true } : {}),
      ...(cursor ? { cursor } : {}),
    };
    return submissionsPage(visit, await read(visit.api.GET('/v1/submissions', { params: { query } })));
  }
}
