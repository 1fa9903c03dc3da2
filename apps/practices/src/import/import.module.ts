import { Module } from '@nestjs/common';
import { AppRuntime, Feature } from '#app';
import { MembersModule } from '../members/members.module.js';
import { Imports1764000200001 } from '../migrations/1764000200001-imports.js';
import { ImportsInTurn1764000200150 } from '../migrations/1764000200150-imports-in-turn.js';
import { ImportsByJobs1764000200300 } from '../migrations/1764000200300-imports-by-jobs.js';
import { PracticeModule } from '../practice/practice.module.js';
import { ImportController } from './http/import.controller.js';
import { MultipartForms } from './http/multipart-forms.js';
import { ImportJobRepository } from './import-job.repository.js';
import { ImportLimit } from './import-limit.js';
import { ImportBatches } from './process-import/import-batches.js';
import { TakeOverImport } from './process-import/take-over-import.js';
import { StartImportHandler } from './start-import/start-import.js';

/** Bulk files of practices. */
@Feature({
  migrations: [Imports1764000200001, ImportsInTurn1764000200150, ImportsByJobs1764000200300],
  paths: ['/v1/imports'],
  tags: { imports: 'Bulk files of practices.' },
})
@Module({
  imports: [MembersModule, PracticeModule],
  controllers: [ImportController],
  providers: [
    {
      provide: ImportLimit,
      inject: [AppRuntime],
      useFactory: ({ settings }: AppRuntime) => new ImportLimit(settings.importLimit),
    },
    MultipartForms,
    ImportJobRepository,
    ImportBatches,
    TakeOverImport,
    StartImportHandler,
  ],
})
export class ImportModule {}
