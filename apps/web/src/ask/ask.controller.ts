import { Get, Post } from '@nestjs/common';
import type { Shape } from '#client';
import { read } from '../api/api.js';
import { faultsOfSending, type Fault } from '../form/form.js';
import { Pages, Redirect, type Page } from '../page/page.js';
import { Visited, type Visit } from '../page/visit.js';
import { askedPage, askPage, questionFields } from './ask.view.js';

@Pages('practices/:id/question')
export class AskController {
  @Get()
  ask(@Visited() visit: Visit): Promise<Page> {
    return this.show(visit);
  }

  @Post()
  async send(@Visited() visit: Visit): Promise<Page | Redirect> {
    const { id = '' } = visit.params;
    const faults = await faultsOfSending(questionFields(visit), visit.form, (body) =>
      read(
        visit.api.POST('/v1/practices/{id}/questions', {
          params: { path: { id } },
          body: body as Shape<'QuestionDto'>,
        }),
      ),
    );
    return faults.length > 0 ? this.show(visit, faults) : new Redirect(visit.to(`/practices/${id}/question/sent`));
  }

  @Get('sent')
  sent(@Visited() visit: Visit): Page {
    return askedPage(visit);
  }

  private async show(visit: Visit, faults: readonly Fault[] = []): Promise<Page> {
    const path = { id: visit.params['id'] ?? '' };
    const [practice, { isOpen }] = await Promise.all([
      read(visit.api.GET('/v1/practices/{id}', { params: { path, query: { localised: true } } })),
      read(visit.api.GET('/v1/practices/{id}/questions', { params: { path } })),
    ]);
    return askPage(visit, practice, isOpen, faults);
  }
}
