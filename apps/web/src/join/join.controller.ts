import { Get, Post } from '@nestjs/common';
import type { Shape } from '#client';
import { read } from '../api/api.js';
import { faultsOfSending } from '../form/form.js';
import { Pages, Redirect, type Page } from '../page/page.js';
import { Visited, type Visit } from '../page/visit.js';
import { applicationFields, appliedPage, joinPage } from './join.view.js';

@Pages('join')
export class JoinController {
  @Get()
  ask(@Visited() visit: Visit): Page {
    return joinPage(visit);
  }

  @Post()
  async apply(@Visited() visit: Visit): Promise<Page | Redirect> {
    const faults = await faultsOfSending(applicationFields(visit), visit.form, (body) =>
      read(visit.api.POST('/v1/membership-applications', { body: body as Shape<'MembershipApplicationDto'> })),
    );
    return faults.length > 0 ? joinPage(visit, visit.form, faults) : new Redirect(visit.to('/join/sent'));
  }

  @Get('sent')
  sent(@Visited() visit: Visit): Page {
    return appliedPage(visit);
  }
}
