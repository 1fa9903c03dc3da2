import { Module } from '@nestjs/common';
import { APP_FILTER, APP_INTERCEPTOR } from '@nestjs/core';
import { Connections, Ending } from '#http';
import { HealthController } from './health/health.controller.js';
import { EntryController, HomeController } from './home/home.controller.js';
import { SearchController } from './search/search.controller.js';
import { SheetController } from './sheet/sheet.controller.js';
import { ShowPage } from './page/show-page.js';
import { ShowProblem } from './page/show-problem.js';

/** All pages: one line each. */
@Module({
  controllers: [HealthController, EntryController, HomeController, SearchController, SheetController],
  providers: [
    Connections,
    Ending,
    { provide: APP_INTERCEPTOR, useClass: ShowPage },
    { provide: APP_FILTER, useClass: ShowProblem },
  ],
})
export class WebModule {}
