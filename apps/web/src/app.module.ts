import { Module } from '@nestjs/common';
import { APP_FILTER, APP_INTERCEPTOR } from '@nestjs/core';
import { Feature } from '#app';
import { Connections, Ending } from '#http';
import { AdoptController } from './adopt/adopt.controller.js';
import { ApplicationsController } from './applications/applications.controller.js';
import { AssessController } from './assess/assess.controller.js';
import { AskController } from './ask/ask.controller.js';
import { EditController } from './edit/edit.controller.js';
import { FeedbackController } from './feedback/feedback.controller.js';
import { FiguresController } from './figures/figures.controller.js';
import { HealthController } from './health/health.controller.js';
import { EntryController, HomeController } from './home/home.controller.js';
import { SavedController } from './saved/saved.controller.js';
import { SearchController } from './search/search.controller.js';
import { SiteController } from './site/site.controller.js';
import { SheetController } from './sheet/sheet.controller.js';
import { IntegrationsController } from './integrations/integrations.controller.js';
import { JoinController } from './join/join.controller.js';
import { JudgingController } from './judging/judging.controller.js';
import { LegalController } from './legal/legal.controller.js';
import { OperateController } from './operate/operate.controller.js';
import { legalSettings } from './page/legal.settings.js';
import { LogController } from './log/log.controller.js';
import { MembersController } from './members/members.controller.js';
import { NewsController } from './news/news.controller.js';
import { PeopleController } from './people/people.controller.js';
import { AssignmentController } from './review/assignment.controller.js';
import { MergerController } from './review/merger.controller.js';
import { ReviewController } from './review/review.controller.js';
import { RosterController } from './roster/roster.controller.js';
import { ShowPage } from './page/show-page.js';
import { ShowProblem } from './page/show-problem.js';
import { SubmissionsController } from './submissions/submissions.controller.js';
import { SubscribeController } from './subscribe/subscribe.controller.js';
import { TranslateController } from './translate/translate.controller.js';
import { WorkController } from './work/work.controller.js';

/** All pages: one line each. */
@Feature({ settings: [legalSettings] })
@Module({
  controllers: [
    HealthController,
    EntryController,
    HomeController,
    SearchController,
    SheetController,
    AskController,
    FiguresController,
    MembersController,
    NewsController,
    JoinController,
    JudgingController,
    LegalController,
    FeedbackController,
    SavedController,
    SubscribeController,
    EditController,
    PeopleController,
    ApplicationsController,
    RosterController,
    AssessController,
    AdoptController,
    OperateController,
    LogController,
    WorkController,
    ReviewController,
    AssignmentController,
    MergerController,
    TranslateController,
    SubmissionsController,
    IntegrationsController,
    SiteController,
  ],
  providers: [
    Connections,
    Ending,
    { provide: APP_INTERCEPTOR, useClass: ShowPage },
    { provide: APP_FILTER, useClass: ShowProblem },
  ],
})
export class WebModule {}
