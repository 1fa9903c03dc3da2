import { Get, Post } from '@nestjs/common';
import type { Shape } from '#client';
import { read } from '../api/api.js';
import { Pages, type Page, type Redirect } from '../page/page.js';
import { Visited, type Visit } from '../page/visit.js';
import { peopleNamed } from '../work/people-named.js';
import { takeStep, type Untaken } from '../work/workplace.js';
import {
  activationPage, applicationPage, applicationsPage, decisionFields, decisionPage, decisions, states,
  type Decision,
} from './applications.view.js'; // prettier-ignore

/** Applications for membership, for those who decide on them. */
@Pages('work/applications')
export class ApplicationsController {
  /** In one state, if the address names one; else those that wait, and then the others. */
  @Get()
  async list(@Visited() visit: Visit): Promise<Page> {
    const asked = states.find((one) => one === visit.query.get('status'));
    const cursor = visit.query.get('cursor');
    const list = (status: readonly (typeof states)[number][], limit: number) => {
      const query = { status: [...status], limit, ...(cursor && status[0] !== 'applied' ? { cursor } : {}) };
      return read(visit.api.GET('/v1/membership-applications', { params: { query } }));
    };
    const [waiting, others] = await Promise.all([
      !asked || asked === 'applied' ? list(['applied'], 100) : undefined,
      asked === 'applied' ? undefined : list(asked ? [asked] : ['approved', 'rejected'], 50),
    ]);
    return applicationsPage(visit, waiting, others);
  }

  @Get(':id')
  async show(@Visited() visit: Visit): Promise<Page> {
    const application = await applicationIn(visit);
    return applicationPage(visit, application, await peopleNamed(visit, [application.decidedBy]));
  }

  @Get([':id/approve', ':id/reject'])
  async ask(@Visited() visit: Visit): Promise<Page> {
    return decisionPage(visit, decisionIn(visit), await applicationIn(visit), new Map(), { faults: [] });
  }

  @Post([':id/approve', ':id/reject'])
  decide(@Visited() visit: Visit): Promise<Page | Redirect> {
    const decision = decisionIn(visit);
    const path = pathOf(visit);
    const send = (typed: object) => {
      const body = { ...typed, decision } as Shape<'DecisionDto'>;
      return read(visit.api.POST('/v1/membership-applications/{id}/decision', { params: { path }, body }));
    };
    const again = async (why: Untaken) =>
      decisionPage(visit, decision, visit.me && (await applicationIn(visit)), visit.form, why);
    const done = `application${decision === 'approve' ? 'Approve' : 'Reject'}`;
    return takeStep(visit, decisionFields(visit, decision), send, again, `/work/queue?done=${done}`);
  }

  @Get(':id/activation')
  async beforeActivation(@Visited() visit: Visit): Promise<Page> {
    return activationPage(visit, await applicationIn(visit), { faults: [] });
  }

  @Post(':id/activation')
  activate(@Visited() visit: Visit): Promise<Page | Redirect> {
    const path = pathOf(visit);
    const send = () => read(visit.api.POST('/v1/membership-applications/{id}/activation', { params: { path } }));
    const again = async (why: Untaken) => activationPage(visit, visit.me && (await applicationIn(visit)), why);
    return takeStep(visit, [], send, again, `/work/applications/${path.id}?done=linkSent`);
  }
}

const pathOf = (visit: Visit) => ({ id: visit.params['id'] ?? '' });
const decisionIn = ({ path }: Visit): Decision => decisions.find((one) => path.endsWith(`/${one}`))!;
const applicationIn = (visit: Visit) =>
  read(visit.api.GET('/v1/membership-applications/{id}', { params: { path: pathOf(visit) } }));
