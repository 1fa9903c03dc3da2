import { Get, Post } from '@nestjs/common';
import { read } from '../api/api.js';
import { Pages, Redirect, type Page } from '../page/page.js';
import { Visited, type Visit } from '../page/visit.js';
import { inWork } from '../work/in-work.js';
import { takeStep, type Untaken } from '../work/workplace.js';
import { assignmentFields, assignmentPage } from './assignment.view.js';
import { forSecretary } from './for-secretary.js';

/** To whom of the secretariat a practice is given, and until when. */
@Pages('work/practices/:id/assignment')
export class AssignmentController {
  @Get()
  async ask(@Visited() visit: Visit): Promise<Page | Redirect> {
    if (!visit.me) return new Redirect(visit.signIn, 302);
    forSecretary(visit);
    return this.page(visit);
  }

  @Post()
  async assign(@Visited() visit: Visit): Promise<Page | Redirect> {
    if (visit.me) forSecretary(visit);
    const params = { path: { id: visit.params['id'] ?? '' } };
    return takeStep(
      visit,
      assignmentFields(visit, []),
      (body) => {
        const { assigneeId = '', ...due } = body as { assigneeId?: string; dueOn?: string };
        return read(
          visit.api.POST('/v1/practices/{id}/assignment', { params, body: { task: 'edit', assigneeId, ...due } }),
        );
      },
      (why) => this.page(visit, why),
      '/work/queue?assignedTo=all&done=practice-assigned',
    );
  }

  private async page(visit: Visit, why?: Untaken): Promise<Page> {
    if (!visit.me) return assignmentPage(visit, undefined, why);
    const path = { id: visit.params['id'] ?? '' };
    const [{ data: practice }, { items: tasks }, { items: principals }] = await Promise.all([
      inWork(visit),
      read(visit.api.GET('/v1/practices/{id}/assignments', { params: { path } })),
      read(visit.api.GET('/v1/principals', { params: { query: { role: ['steering'], limit: 100 } } })),
    ]);
    const colleagues = principals.filter(({ kind }) => kind === 'person');
    return assignmentPage(visit, { practice, colleagues, task: tasks.find(({ task }) => task === 'edit') }, why);
  }
}
