import { Get, Post } from '@nestjs/common';
import type { Shape } from '#client';
import { read } from '../api/api.js';
import { bodyOf, faultsIn, missingIn, type Fault } from '../form/form.js';
import { Pages, Redirect, type Page } from '../page/page.js';
import { Visited, type Visit } from '../page/visit.js';
import { applicationFields, joinPage, sentPage } from './join.view.js';

@Pages('join')
export class JoinController {
  @Get()
  ask(@Visited() visit: Visit): Page {
    return joinPage(visit);
  }

  @Post()
  async apply(@Visited() visit: Visit): Promise<Page | Redirect> {
    const fields = applicationFields(visit);
    const { form } = visit;
    const missing = missingIn(fields, form);
    const faults =
      missing.length > 0 ? missing : await this.send(visit, bodyOf(fields, form) as Shape<'MembershipApplicationDto'>);
    return faults.length > 0 ? joinPage(visit, form, faults) : new Redirect(visit.to('/join/sent'));
  }

  @Get('sent')
  sent(@Visited() visit: Visit): Page {
    return sentPage(visit);
  }

  private async send(visit: Visit, body: Shape<'MembershipApplicationDto'>): Promise<readonly Fault[]> {
    try {
      await read(visit.api.POST('/v1/membership-applications', { body }));
      return [];
    } catch (error) {
      return faultsIn(applicationFields(visit), error);
    }
  }
}
