import { Inject, Injectable, Logger } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { nextAttemptAt, parseSchedule } from '#config';
import { Clock } from '#database';
import { Again, Job, Jobs, type JobHandler, type JobRun } from '#jobs';
import { PracticeRepository } from '../../practice/practice.repository.js';
import { hashOf, proseOf, sourceOf, type Sheet } from '../../reading/prose.js';
import { TranslationRepository } from '../../reading/translation.repository.js';
import type { Translation } from '../../reading/translation.js';
import { referenceOf } from './reference.js';
import type { TranslationJob } from './translation-job.js';
import { TranslationJobs } from './translation-jobs.js';
import { TRANSLATOR, type SourceText, type Translator } from './translator.js';

export const RESULT_SECRET = Symbol('secret of translation results');

/** Pauses between attempts to submit a request, and for a result that does not arrive. */
const schedule = parseSchedule('10s,1m,10m,1h,6h,1d');

/** How long to wait for a result before retrying, in milliseconds. */
const ANSWER_WITHIN_MS = 24 * 60 * 60 * 1_000;

/** How soon a system without a machine checks for one again, in milliseconds. */
const WITHOUT_MACHINE_MS = 60 * 60 * 1_000;

/**
 * Texts that the machine must make: those that neither the fact sheet nor a person has in the language, and those that
 * a machine made of an older text.
 */
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

/** Requests versions in further languages, in the transaction that makes them wanted. */
export async function askForTranslations(
  tx: EntityManager,
  { jobs, translations }: { readonly jobs: Jobs; readonly translations: TranslationJobs },
  wanted: Parameters<TranslationJobs['ask']>[1],
  by: string,
  at: Date,
): Promise<string[]> {
  const asked = await translations.ask(tx, wanted, by, at);
  const fresh = asked.filter(({ isNew }) => isNew);
  await jobs.putAll(tx, SendTranslation, fresh.map(({ id }) => ({ data: { translation: id }, key: id, owner: by }))); // prettier-ignore
  return asked.map(({ id }) => id);
}

/** Sends what waits for a machine, within the monthly limit, and retries when no result arrives. */
@Job({ kind: 'translation.send', retry: '10s,1m,10m', endless: true, atOnce: 1 })
@Injectable()
export class SendTranslation implements JobHandler<{ translation: string }> {
  private readonly log = new Logger(SendTranslation.name);

  constructor(
    private readonly jobs: TranslationJobs,
    private readonly translations: TranslationRepository,
    private readonly practices: PracticeRepository,
    @Inject(TRANSLATOR) private readonly translator: Translator,
    @Inject(RESULT_SECRET) private readonly secret: string,
    private readonly clock: Clock,
  ) {}

  async run({ data }: JobRun<{ translation: string }>): Promise<Again | undefined> {
    const now = this.clock.now();
    if (!this.translator.isOffered) return new Again(new Date(now.getTime() + WITHOUT_MACHINE_MS));
    const job = await this.jobs.find(data.translation);
    return job?.state === 'queued' || job?.state === 'running' ? this.send(job, now) : undefined;
  }

  private async send(job: TranslationJob, now: Date): Promise<Again | undefined> {
    const { id, practiceId, language, attempts } = job;
    const { published, status } = await this.practices.get(practiceId);
    const texts =
      published && status === 'published'
        ? textsToMake(published.factSheet, await this.translations.find(practiceId, language), job)
        : [];
    if (!published || texts.length === 0) {
      await this.jobs.end(this.jobs.manager, id, 'done', now);
      return undefined;
    }
    if (attempts > schedule.length) {
      await this.jobs.end(this.jobs.manager, id, 'failed', now, job.lastError ?? 'No result arrived.');
      this.log.error({ event: 'translation.failed', id, language, error: job.lastError });
      return undefined;
    }
    const characters = texts.reduce((sum, { text }) => sum + text.length, 0);
    const month = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth()));
    if ((await this.jobs.sentSince(month)) + characters > this.translator.limit) {
      const next = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 1));
      await this.jobs.note(id, 'The monthly limit is reached.');
      this.log.warn({ event: 'translation.limit', id, language, characters });
      return new Again(next);
    }
    const sources = Object.fromEntries(texts.map(({ id: pointer, text }) => [pointer, hashOf(text)]));
    await this.jobs.sending(id, { version: published.number, sources, characters, at: now });
    try {
      await this.translator.send({ reference: referenceOf(id, this.secret), language, texts });
      return new Again(new Date(now.getTime() + ANSWER_WITHIN_MS));
    } catch (failure) {
      const error = failure instanceof Error ? `${failure.name}: ${failure.message}` : 'unknown';
      const next = nextAttemptAt(schedule, attempts + 1, now, Math.random());
      await this.jobs.note(id, error);
      this.log.warn({ event: 'translation.delayed', id, language, error });
      return new Again(next);
    }
  }
}
