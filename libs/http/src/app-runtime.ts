import type { DynamicModule } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import type { App, Settings } from '#config';
import { Clock, DatabaseModule, type AppDatabase, type DataSourceContent } from '#database';
import type { IdentityVerifier } from '#identity';
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
  type Transport,
} from '#messaging';
import { AppObservability, Observability } from '#observability';
import {
  DataSubjects, Erasures1764000000030, ErasuresByReading1764000000140, FILES_DIR, PERSONAL_RECORDS, Retention, RETENTION_YEARS, type PersonalRecords,
} from '#privacy'; // prettier-ignore
import { DataSubjectsController } from './data-subjects/data-subjects.controller.js';
import type { AwayDependencies } from './health.controller.js';
import { HttpModule } from './http-app.js';
import { IdempotencyTable1764000000001 } from './idempotency.js';
import { Operations, OperationsController } from './operations/operations.controller.js';

/** What one app needs from the process it runs in; the embedded and the distributed form differ in nothing else. */
export interface AppRuntime {
  readonly settings: Settings;
  readonly database: AppDatabase;
  readonly transport: Transport;
  readonly identity: IdentityVerifier;
  /** Where another app listens. Embedded it is known only once all of them do. */
  readonly urlOf: (app: App) => string;
  /** Whether all apps run in this process; only then may the development issuer be offered. */
  readonly isEmbedded?: boolean;
  /** Logs, metrics and traces of the process; unset: nobody is told anything. */
  readonly observability?: Observability;
  /** Replaced by tests of rules that depend on time. */
  readonly clock?: Clock;
}

/** What an app stores. */
export interface AppContent extends DataSourceContent {
  /** What it knows of persons beyond its texts; unset: nothing. */
  readonly personal?: PersonalRecords;
}

/** The tables that every app has, before its own. */
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

/**
 * Database, events, commands and HTTP of an app.
 *
 * @param away what else the app needs and that is away; without it the app is ready when its database answers
 */
export function foundation(
  runtime: AppRuntime,
  content: AppContent,
  away: AwayDependencies = () => Promise.resolve([]),
): DynamicModule[] {
  const { database, transport, settings } = runtime;
  return [
    {
      module: ProcessModule,
      global: true,
      providers: [
        { provide: Clock, useValue: runtime.clock ?? new Clock() },
        { provide: AppObservability, useValue: (runtime.observability ?? Observability.silent()).of(database.app) },
      ],
      exports: [Clock, AppObservability],
    },
    DatabaseModule.forApp(database, withFoundationTables(content)),
    MessagingModule.forApp({
      database,
      transport,
      retrySchedule: settings.consumerRetrySchedule,
      urlOf: runtime.urlOf,
    }),
    JobsModule.forApp(database),
    HttpModule.forApp(runtime.identity, away),
    {
      module: OperationsModule,
      global: true,
      // The gateway gathers on routes of its own.
      controllers: database.app === 'gateway' ? [] : [OperationsController, RebuildController, DataSubjectsController],
      providers: [
        Operations,
        { provide: PERSONAL_RECORDS, useValue: content.personal },
        { provide: FILES_DIR, useValue: settings.dataDir },
        { provide: RETENTION_YEARS, useValue: settings.retentionYears },
        DataSubjects,
        Retention,
      ],
      exports: [Operations, DataSubjects],
    },
    CqrsModule.forRoot(),
  ];
}

/** What an app gets from the process it runs in. */
class ProcessModule {}

class OperationsModule {}
