import type { Provider } from '@nestjs/common';
import type { AppRuntime } from '#http';
import { TranslationController, TranslationResultController } from './http/translation.controller.js';
import { RequestTranslationHandler } from './machine/request-translation.js';
import { TakeTranslationHandler } from './machine/take-translation.js';
import { TranslatePublished } from './machine/translate-published.js';
import { TranslationJobs } from './machine/translation-jobs.js';
import { RESULT_SECRET, TranslationWorker } from './machine/translation-worker.js';
import { noTranslator, TRANSLATOR } from './machine/translator.js';
import { WebTranslator } from './machine/web-translator.js';
import { PutTranslationHandler } from './put-translation/put-translation.js';
import { Readings } from './readings.js';
import { TranslationRepository } from './translation.repository.js';

/** What the app's module takes over from this feature. */
export const translationControllers = [TranslationController, TranslationResultController];
export const translationProviders = ({ settings, urlOf }: AppRuntime): Provider[] => {
  const { translation, publicUrl } = settings;
  const resultUrl = () => `${publicUrl ?? urlOf('gateway')}/v1/translation-results`;
  return [
    { provide: TRANSLATOR, useValue: translation ? new WebTranslator(translation, resultUrl) : noTranslator },
    { provide: RESULT_SECRET, useValue: translation?.secret ?? '' },
    TranslationJobs,
    TranslationRepository,
    Readings,
    TranslationWorker,
    TranslatePublished,
    PutTranslationHandler,
    RequestTranslationHandler,
    TakeTranslationHandler,
  ];
};
