import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { practicePublished, practiceUpdated, type DataOf } from '#contracts';
import { Clock } from '#database';
import { Jobs } from '#jobs';
import { ReactsTo, type Happening } from '#messaging';
import { PracticeRepository } from '../../practice/practice.repository.js';
import { askForTranslations } from './send-translation.js';
import { TranslationJobs } from './translation-jobs.js';
import { TRANSLATOR, type Translator } from './translator.js';

/** Translates what becomes public into the configured languages. */
@Injectable()
export class TranslatePublished {
  constructor(
    private readonly practices: PracticeRepository,
    readonly translations: TranslationJobs,
    readonly jobs: Jobs,
    @Inject(TRANSLATOR) private readonly translator: Translator,
    private readonly clock: Clock,
  ) {}

  @ReactsTo(practicePublished, practiceUpdated)
  async ask(tx: EntityManager, events: readonly Happening<DataOf<typeof practicePublished>>[]): Promise<void> {
    const { languages } = this.translator;
    if (languages.length === 0) return;
    const originals = await this.practices.originalLanguages(
      tx,
      events.map(({ subject }) => subject),
    );
    const wanted = events.flatMap(({ subject: practiceId, data: { version } }) =>
      languages
        .filter((language) => language !== originals.get(practiceId))
        .map((language) => ({ practiceId, version, language })),
    );
    await askForTranslations(tx, this, wanted, 'machine', this.clock.now());
  }
}
