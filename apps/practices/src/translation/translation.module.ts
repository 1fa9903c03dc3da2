import { Module } from '@nestjs/common';
import { AppRuntime, Feature } from '#app';
import { MembersModule } from '../members/members.module.js';
import { TranslationsByJobs1764000200310 } from '../migrations/1764000200310-translations-by-jobs.js';
import { PracticeModule } from '../practice/practice.module.js';
import { ReadingModule } from '../reading/reading.module.js';
import { TranslationController, TranslationResultController } from './http/translation.controller.js';
import { RequestTranslationHandler } from './machine/request-translation.js';
import { RESULT_SECRET, SendTranslation } from './machine/send-translation.js';
import { TakeTranslationHandler } from './machine/take-translation.js';
import { TranslatePublished } from './machine/translate-published.js';
import { TranslationJobs } from './machine/translation-jobs.js';
import { noTranslator, TRANSLATOR, type Translator } from './machine/translator.js';
import { WebTranslator } from './machine/web-translator.js';
import { PutTranslationHandler } from './put-translation/put-translation.js';
import { translationSettings } from './translation.settings.js';

/** Practices in further languages, by people or by a machine. */
@Feature({
  migrations: [TranslationsByJobs1764000200310],
  paths: ['/v1/translation-results'],
  tags: { translations: 'Practices in further languages.' },
  settings: [translationSettings],
})
@Module({
  imports: [MembersModule, PracticeModule, ReadingModule],
  controllers: [TranslationController, TranslationResultController],
  providers: [
    { provide: TRANSLATOR, inject: [AppRuntime], useFactory: translatorOf },
    {
      provide: RESULT_SECRET,
      inject: [AppRuntime],
      useFactory: ({ settings }: AppRuntime) => settings.of(translationSettings)?.secret ?? '',
    },
    TranslationJobs,
    SendTranslation,
    TranslatePublished,
    PutTranslationHandler,
    RequestTranslationHandler,
    TakeTranslationHandler,
  ],
})
export class TranslationModule {}

function translatorOf({ settings, urlOf }: AppRuntime): Translator {
  const translation = settings.of(translationSettings);
  const resultUrl = () => `${settings.publicUrl ?? urlOf('gateway')}/v1/translation-results`;
  return translation ? new WebTranslator(translation, resultUrl) : noTranslator;
}
