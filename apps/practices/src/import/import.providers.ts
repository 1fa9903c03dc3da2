import type { Provider } from '@nestjs/common';
import { AppRuntime } from '#app';
import { ImportController } from './http/import.controller.js';
import { MultipartForms } from './http/multipart-forms.js';
import { ImportJobRepository } from './import-job.repository.js';
import { ImportLimit } from './import-limit.js';
import { ImportBatches } from './process-import/import-batches.js';
import { TakeOverImport } from './process-import/take-over-import.js';
import { StartImportHandler } from './start-import/start-import.js';

/** What the app's module takes over from this feature. */
export const importControllers = [ImportController];

export const importProviders: Provider[] = [
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
];
