import type { Provider } from '@nestjs/common';
import { AppRuntime } from '#app';
import { TranslationController, TranslationResultController } from './http/translation.controller.js';
import { RequestTranslationHandler } from './machine/request-translation.js';
import { TakeTranslationHandler } from './machine/take-translation.js';
import { TranslatePublished } from './machine/translate-published.js';
import { TranslationJobs } from './machine/translation-jobs.js';
import { RESULT_SECRET, TranslationWorker } from './machine/translation-worker.js';
import { noTranslator, TRANSLATOR, type Translator } from './machine/translator.js';
import { WebTranslator } from './machine/web-translator.js';
import { PutTranslationHandler } from './put-translation/put-translation.js';
import { Readings } from '../reading/readings.js';
import { TranslationRepository } from '../reading/translation.repository.js';
import { translationSettings } from './translation.settings.js';

/** What the app's module takes over from this feature. */
export const translationControllers = [TranslationController, TranslationResultController];
export const translationProviders: Provider[] = [
  { provide: TRANSLATOR, inject: [AppRuntime], useFactory: translatorOf },
  {
    provide: RESULT_SECRET,
    inject: [AppRuntime],
    useFactory: ({ settings }: AppRuntime) => settings.of(translationSettings)?.secret ?? '',
  },
  TranslationJobs,
  TranslationRepository,
  Readings,
  TranslationWorker,
  TranslatePublished,
  PutTranslationHandler,
  RequestTranslationHandler,
  TakeTranslationHandler,
];

function translatorOf({ settings, urlOf }: AppRuntime): Translator {
  const translation = settings.of(translationSettings);
  const resultUrl = () => `${settings.publicUrl ?? urlOf('gateway')}/v1/translation-results`;
  return translation ? new WebTranslator(translation, resultUrl) : noTranslator;
}
