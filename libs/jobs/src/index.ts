export * from './failed-jobs.js';
export { Again, Job, JobFailed, type JobHandler, type JobOptions, type JobRun } from './job.js';
export { JobRunner } from './job-runner.js';
export { JobTables1764000000040 } from './job-tables.migration.js';
export { Jobs, type PutOptions } from './jobs.js';
export { JobsModule } from './jobs.module.js';
