import { Module, type DynamicModule } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import type { AppDatabase } from '#database';
import { FailedJobs } from './failed-jobs.js';
import { JobMetrics } from './job.metrics.js';
import { JobRepository } from './job.repository.js';
import { JOBS_DATABASE, JobRunner } from './job-runner.js';
import { Jobs } from './jobs.js';

/** Lets an app put work aside; its jobs are the providers with `@Job`. */
@Module({})
export class JobsModule {
  static forApp(database: AppDatabase): DynamicModule {
    return {
      module: JobsModule,
      global: true,
      imports: [DiscoveryModule],
      providers: [
        { provide: JOBS_DATABASE, useValue: database },
        JobRepository,
        Jobs,
        JobRunner,
        JobMetrics,
        FailedJobs,
      ],
      exports: [Jobs, JobRunner, FailedJobs],
    };
  }
}
