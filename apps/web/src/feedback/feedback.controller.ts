import { Get, Post } from '@nestjs/common';
import type { Shape } from '#client';
import { read } from '../api/api.js';
import { faultsOfSending, type Fault } from '../form/form.js';
import { Pages, Redirect, type Page } from '../page/page.js';
import { Visited, type Visit } from '../page/visit.js';
import { feedbackFields, feedbackPage, thanksPage } from './feedback.view.js';

@Pages('feedback')
export class FeedbackController {
  @Get()
  ask(@Visited() visit: Visit): Promise<Page> {
    return this.show(visit);
  }

  @Post()
  async send(@Visited() visit: Visit): Promise<Page | Redirect> {
    const faults = await faultsOfSending(feedbackFields(visit), visit.form, (body) =>
      read(visit.api.POST('/v1/feedback', { body: body as Shape<'FeedbackDto'> })),
    );
    return faults.length > 0 ? this.show(visit, faults) : new Redirect(visit.to('/feedback/sent'));
  }

  @Get('sent')
  sent(@Visited() visit: Visit): Page {
    return thanksPage(visit);
  }

  private async show(visit: Visit, faults: readonly Fault[] = []): Promise<Page> {
    return feedbackPage(visit, (await read(visit.api.GET('/v1/feedback'))).isOpen, faults);
  }
}
