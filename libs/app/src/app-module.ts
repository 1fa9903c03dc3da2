import type { DynamicModule, Type } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import { Clock, DatabaseModule, type DataSourceContent } from '#database';
import { HttpModule, IdempotencyTable1764000000001 } from '#http';
import { JobsModule, JobTables1764000000040 } from '#jobs';
import {
  MessagingModule,
  MessagingTables1764000000000,
  Operations1764000000004,
  RebuildController,
  RebuildStreams1764000000021,
  RebuildTable1764000000003,
  RelayMembers1764000000002,
  StreamOrigin1764000000020,
} from '#messaging';
import { AppObservability, Observability } from '#observability';
import {
  DataSubjects, Erasures1764000000030, ErasuresByReading1764000000140, FILES_DIR, PERSONAL_RECORDS, Retention, RETENTION_YEARS,
} from '#privacy'; // prettier-ignore
import { AppRuntime } from './app-runtime.js';
import { DataSubjectsController } from './data-subjects/data-subjects.controller.js';
import { contentOf, type AppContent } from './feature.js';
import { Operations, OperationsController } from './operations/operations.controller.js';
import { Waiting, WaitingController } from './waiting/waiting.js';

/** The tables that every app has, created before its own. */
export const withFoundationTables = <T extends DataSourceContent>(content: T): T => ({
  ...content,
  migrations: [
    MessagingTables1764000000000,
    IdempotencyTable1764000000001,
    RelayMembers1764000000002,
    RebuildTable1764000000003,
    Operations1764000000004,
    StreamOrigin1764000000020,
    RebuildStreams1764000000021,
    Erasures1764000000030,
    JobTables1764000000040,
    ErasuresByReading1764000000140,
    ...content.migrations,
  ],
});

/** What an app stores and declares: the tables that every app has, and the parts of its features. */
export const appContent = (module: Type | DynamicModule): AppContent => withFoundationTables(contentOf(module));

/** An app's module on its database, events, jobs, commands and HTTP. */
export function appModule(module: Type | DynamicModule, runtime: AppRuntime): DynamicModule {
  const { database, transport, settings, urlOf } = runtime;
  const content = appContent(module);
  return {
    module: AppModule,
    imports: [
      {
        module: ProcessModule,
        global: true,
        providers: [
          { provide: AppRuntime, useValue: runtime },
          { provide: Clock, useValue: runtime.clock ?? new Clock() },
          { provide: AppObservability, useValue: (runtime.observability ?? Observability.silent()).of(database.app) },
        ],
        exports: [AppRuntime, Clock, AppObservability],
      },
      DatabaseModule.forApp(database, content),
      MessagingModule.forApp({ database, transport, retrySchedule: settings.consumerRetrySchedule, urlOf }),
      JobsModule.forApp(database),
      HttpModule.forApp(runtime.identity),
      {
        module: OperationsModule,
        global: true,
        // The gateway gathers them on its own routes.
        controllers:
          database.app === 'gateway'
            ? []
            : [OperationsController, RebuildController, DataSubjectsController, WaitingController],
        providers: [
          Operations,
          { provide: PERSONAL_RECORDS, useValue: content.personal },
          { provide: FILES_DIR, useValue: settings.dataDir },
          { provide: RETENTION_YEARS, useValue: settings.retentionYears },
          DataSubjects,
          Retention,
          Waiting,
        ],
        exports: [Operations, DataSubjects, Waiting],
      },
      CqrsModule.forRoot(),
      module,
    ],
  };
}

class AppModule {}

/** What an app receives from its process. */
class ProcessModule {}

class OperationsModule {}
