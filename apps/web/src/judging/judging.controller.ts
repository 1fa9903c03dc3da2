import { Get } from '@nestjs/common';
import { Pages, type Page } from '../page/page.js';
import { Visited, type Visit } from '../page/visit.js';
import { judgingPage } from './judging.view.js';

@Pages('judging')
export class JudgingController {
  @Get()
  show(@Visited() visit: Visit): Page {
    return judgingPage(visit);
  }
}
