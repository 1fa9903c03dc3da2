import { Get } from '@nestjs/common';
import { Pages, type Page } from '../page/page.js';
import { Visited, type Visit } from '../page/visit.js';
import { legalPage } from './legal.view.js';

@Pages()
export class LegalController {
  @Get('legal')
  legal(@Visited() visit: Visit): Page {
    return legalPage(visit, 'legal', ['responsible', 'content', 'licence', 'links']);
  }

  @Get('privacy')
  privacy(@Visited() visit: Visit): Page {
    return legalPage(visit, 'privacy', ['reading', 'cookies', 'applying', 'asking', 'rights']);
  }

  @Get('contact')
  contact(@Visited() visit: Visit): Page {
    return legalPage(visit, 'contact', ['secretariat', 'practice', 'technical'], 'other');
  }

  @Get('accessibility')
  accessibility(@Visited() visit: Visit): Page {
    return legalPage(
      visit,
      'accessibility',
      ['status', 'barriers', 'tested', 'untested', 'statement', 'feedback', 'enforcement'],
      'accessibility',
    );
  }
}
