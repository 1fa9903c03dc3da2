import {
  Inject, Injectable, Logger, type BeforeApplicationShutdown, type OnApplicationBootstrap,
} from '@nestjs/common'; // prettier-ignore
import { BackgroundWork } from '#background';
import { nextAttemptAt, parseSchedule } from '#config';
import { Clock } from '#database';
import { PracticeRepository } from '../../practice/practice.repository.js';
import { hashOf, proseOf, sourceOf, type Sheet } from '../../reading/prose.js';
import { TranslationRepository } from '../../reading/translation.repository.js';
import type { Translation } from '../../reading/translation.js';
import { referenceOf } from './reference.js';
import type { TranslationJob } from './translation-job.js';
import { TranslationJobs } from './translation-jobs.js';
import { TRANSLATOR, type SourceText, type Translator } from './translator.js';

export const RESULT_SECRET = Symbol('secret of translation results');

/** Pauses between the attempts to have a request taken, and for a result that does not come. */
const schedule = parseSchedule('10s,1m,10m,1h,6h,1d');

/** How long a result is waited for before it is asked for again, in milliseconds. */
const ANSWER_WITHIN_MS = 24 * 60 * 60 * 1_000;

/** Longest pause without a notice, in milliseconds: publications give none. */
const POLL_MS = 5_000;

/** Texts that the machine has to make: what neither the fact sheet nor a person has in the language, and what a machine made of an older text. */
export function textsToMake(
  sheet: Sheet,
  translation: Translation | null,
  { language }: Pick<TranslationJob, 'language'>,
): SourceText[] {
  return [...proseOf(sheet)].flatMap(([id, map]) => {
    const source = sourceOf(map, sheet.originalLanguage);
    const present = translation?.texts[id];
    const isMade = present && (present.origin === 'human' || present.sourceHash === hashOf(source?.text ?? ''));
    if (!source || (map[language] ?? '').trim() !== '' || isMade) return [];
    return [{ id, language: source.language, text: source.text }];
  });
}

/** Sends what waits for a machine, within the limit of the month. Several instances share the jobs. */
@Injectable()
export class TranslationWorker implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly log = new Logger(TranslationWorker.name);
  private readonly work = new BackgroundWork({ name: 'Translations', pollMs: POLL_MS, turn: () => this.turn() });

  constructor(
    private readonly jobs: TranslationJobs,
    private readonly translations: TranslationRepository,
    private readonly practices: PracticeRepository,
    @Inject(TRANSLATOR) private readonly translator: Translator,
    @Inject(RESULT_SECRET) private readonly secret: string,
    private readonly clock: Clock,
  ) {}

  onApplicationBootstrap(): void {
    if (this.translator.isOffered) this.work.start();
  }

  beforeApplicationShutdown(): Promise<void> {
    return this.work.stop();
  }

  /** There is something to send. */
  wake(): void {
    this.work.wake();
  }

  private async turn(): Promise<number | undefined> {
    const now = this.clock.now();
    const job = await this.jobs.claim(now);
    if (!job) {
      const dueAt = await this.jobs.nextDueAt();
      return dueAt && Math.max(1_000, dueAt.getTime() - now.getTime());
    }
    await this.send(job, now);
    return 0;
  }

  private async send(job: TranslationJob, now: Date): Promise<void> {
    const { id, practiceId, language, attempts } = job;
    const { published, status } = await this.practices.get(practiceId);
    const texts =
      published && status === 'published'
        ? textsToMake(published.factSheet, await this.translations.find(practiceId, language), job)
        : [];
    if (!published || texts.length === 0) {
      await this.jobs.end(this.jobs.manager, id, 'done', now);
      return;
    }
    if (attempts > schedule.length) {
      await this.jobs.end(this.jobs.manager, id, 'failed', now, job.lastError ?? 'No result arrived.');
      this.log.error({ event: 'translation.failed', id, language, error: job.lastError });
      return;
    }
    const characters = texts.reduce((sum, { text }) => sum + text.length, 0);
    const month = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth()));
    if ((await this.jobs.sentSince(month)) + characters > this.translator.limit) {
      const next = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 1));
      await this.jobs.postpone(id, next, 'The monthly limit is reached.');
      this.log.warn({ event: 'translation.limit', id, language, characters });
      return;
    }
    const sources = Object.fromEntries(texts.map(({ id: pointer, text }) => [pointer, hashOf(text)]));
    const answerBy = new Date(now.getTime() + ANSWER_WITHIN_MS);
    await this.jobs.sending(id, { version: published.number, sources, characters, at: now, answerBy });
    try {
      await this.translator.send({ reference: referenceOf(id, this.secret), language, texts });
    } catch (failure) {
      const error = failure instanceof Error ? `${failure.name}: ${failure.message}` : 'unknown';
      const next = nextAttemptAt(schedule, attempts + 1, now, Math.random());
      await this.jobs.postpone(id, next ?? now, error);
      this.log.warn({ event: 'translation.delayed', id, language, error });
    }
  }
}
