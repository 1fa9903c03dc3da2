import { Inject } from '@nestjs/common';
import { Command, CommandHandler } from '@nestjs/cqrs';
import type { EntityManager } from 'typeorm';
import { Handler } from '#commands';
import { Jobs } from '#jobs';
import { Problem } from '#problems';
import { PracticeRepository } from '../../practice/practice.repository.js';
import { noteTranslation } from '../note-translation.js';
import { Translation, type Texts } from '../../reading/translation.js';
import { TranslationRepository } from '../../reading/translation.repository.js';
import { jobOf } from './reference.js';
import { RESULT_SECRET, SendTranslation } from './send-translation.js';
import { TranslationJobs } from './translation-jobs.js';

/** The machine returns a result, or reports that it cannot. */
export class TakeTranslation extends Command<void> {
  constructor(
    readonly reference: string,
    /** By JSON Pointer. */
    readonly texts: Readonly<Record<string, string>>,
    readonly error: string | undefined,
  ) {
    super();
  }
}

@CommandHandler(TakeTranslation)
export class TakeTranslationHandler extends Handler<TakeTranslation> {
  constructor(
    private readonly practices: PracticeRepository,
    private readonly translations: TranslationRepository,
    private readonly jobs: TranslationJobs,
    private readonly queue: Jobs,
    @Inject(RESULT_SECRET) private readonly secret: string,
  ) {
    super();
  }

  /** A repeated result changes nothing. @throws {Problem} 403 for a reference that we did not make */
  protected async handle({ reference, texts, error }: TakeTranslation, tx: EntityManager): Promise<void> {
    const jobId = jobOf(reference, this.secret);
    if (jobId === undefined) throw notAsked();
    const known = await this.jobs.find(jobId, tx);
    if (!known) throw notAsked();
    const { practiceId, language } = known;
    // Lock the practice first, as everyone does, then the job.
    const practice = await this.practices.forUpdate(tx, practiceId);
    const job = await this.jobs.find(jobId, tx, 'for update');
    if (job?.state !== 'running' || job.sources === null) return;
    const at = this.clock.now();
    await this.queue.cancel(tx, SendTranslation, jobId); // it would retry
    if (error !== undefined) return this.jobs.end(tx, jobId, 'failed', at, error);
    const made = madeOf(texts, job.sources, job.sentVersion ?? job.version, at);
    if (practice.status === 'published' && Object.keys(made).length > 0) {
      const translation =
        (await this.translations.find(practiceId, language, tx)) ?? Translation.empty(practiceId, language);
      const pointers = translation.madeByMachine(made, at);
      await this.translations.save(tx, translation);
      noteTranslation(practice, language, pointers, { by: 'machine', as: [], at });
      await this.practices.save(tx, [practice]);
    }
    if (job.version <= (job.sentVersion ?? 0)) return this.jobs.end(tx, jobId, 'done', at);
    await this.jobs.again(tx, jobId);
    await this.queue.put(tx, SendTranslation, { translation: jobId }, { key: jobId, owner: practiceId });
  }
}

/** The requested texts that arrived; all others are ignored. */
function madeOf(
  texts: Readonly<Record<string, string>>,
  sources: Readonly<Record<string, string>>,
  version: number,
  at: Date,
): Texts {
  return Object.fromEntries(
    Object.entries(sources).flatMap(([pointer, sourceHash]) => {
      const text = texts[pointer] ?? '';
      if (text.trim() === '') return [];
      return [[pointer, { text, sourceHash, origin: 'machine' as const, version, at: at.toISOString() }]];
    }),
  );
}

const notAsked = () =>
  new Problem('translation.not-asked', 403, 'This translation was not requested: the reference is unknown.');
