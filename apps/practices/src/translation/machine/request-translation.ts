import { Inject } from '@nestjs/common';
import { Command, CommandHandler } from '@nestjs/cqrs';
import type { EntityManager } from 'typeorm';
import { Handler } from '#commands';
import type { Language } from '#contracts';
import type { Principal } from '#identity';
import { Jobs } from '#jobs';
import { notValid, Problem } from '#problems';
import { MemberProjection } from '../../members/member.projection.js';
import { capacitiesToChange } from '../../practice/practice.access.js';
import { PracticeRepository } from '../../practice/practice.repository.js';
import { askForTranslations } from './send-translation.js';
import type { TranslationJob } from './translation-job.js';
import { TranslationJobs } from './translation-jobs.js';
import { TRANSLATOR, type Translator } from './translator.js';

/** Has a machine translate what a published practice lacks in a language. */
export class RequestTranslation extends Command<TranslationJob> {
  constructor(
    readonly id: string,
    readonly language: Language,
    readonly by: Principal,
  ) {
    super();
  }
}

@CommandHandler(RequestTranslation)
export class RequestTranslationHandler extends Handler<RequestTranslation> {
  constructor(
    private readonly practices: PracticeRepository,
    private readonly members: MemberProjection,
    readonly translations: TranslationJobs,
    readonly jobs: Jobs,
    @Inject(TRANSLATOR) private readonly translator: Translator,
  ) {
    super();
  }

  /** @throws {Problem} 409 without a machine, or for a practice never published; 422 for its original language */
  protected async handle({ id, language, by }: RequestTranslation, tx: EntityManager): Promise<TranslationJob> {
    await this.members.assertMayWrite(tx, by);
    const practice = await this.practices.forUpdate(tx, id);
    capacitiesToChange(practice, by);
    if (!this.translator.isOffered) {
      throw new Problem(
        'translation.no-machine',
        409,
        'Machine translation is not set up on this system. Send a translation of your own.',
      );
    }
    const { number, factSheet } = practice.assertPublished();
    if (factSheet.originalLanguage === language) {
      const detail = 'The fact sheet is already written in this language.';
      throw notValid([{ pointer: '/language', code: 'original-language', detail }]);
    }
    const wanted = [{ practiceId: id, version: number, language }];
    const [jobId] = await askForTranslations(tx, this, wanted, by.id, this.clock.now());
    return (await this.translations.find(jobId!, tx))!;
  }
}
