import { Injectable, type Type } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Clock } from '#database';
import { Job, type DataOf, type JobHandler } from './job.js';
import { JobRepository } from './job.repository.js';

interface When {
  /** Whose work it is; owners take turns. */
  readonly owner?: string;
  /** Not before. */
  readonly dueAt?: Date;
}

/**
 * Replaces the data and due time of a waiting job with the same class and key; a running one ends before the next
 * begins.
 */
interface ByKey extends When {
  readonly key?: string;
  readonly line?: never;
}

/** Jobs of one line, of whatever class, run one at a time and in the order in which they were put aside. */
interface InLine extends When {
  readonly line?: string;
  readonly key?: never;
}

export type PutOptions = ByKey | InLine;

/** Enqueues work in the caller's transaction: it runs once that has committed, and never if it is rolled back. */
@Injectable()
export class Jobs {
  constructor(
    private readonly repository: JobRepository,
    private readonly clock: Clock,
  ) {}

  async put<Class extends Type<JobHandler>>(
    tx: EntityManager,
    job: Class,
    data: DataOf<Class>,
    options: PutOptions = {},
  ): Promise<void> {
    await this.putAll(tx, job, [{ data, ...options }]);
  }

  /** Many in one statement, in their order; each key may occur once. */
  async putAll<Class extends Type<JobHandler>>(
    tx: EntityManager,
    job: Class,
    items: readonly (PutOptions & { readonly data: DataOf<Class> })[],
  ): Promise<void> {
    if (items.length > 0) await this.repository.insert(tx, kindOf(job), items, this.clock.now());
  }

  /** Removes the job that waits under a key. False: none waited; it may be running. */
  cancel(tx: EntityManager, job: Type<JobHandler>, key: string): Promise<boolean> {
    return this.repository.cancel(tx, kindOf(job), key);
  }

  /** Whether a job of this key waits or runs, or has failed for good; undefined when there is none. */
  stateOf(job: Type<JobHandler>, key: string): Promise<'waiting' | 'failed' | undefined> {
    return this.repository.stateOf(kindOf(job), key);
  }

  /** Lets the job that waits under a key, for its time or for its next attempt, run at once. False: none waits. */
  hurry(tx: EntityManager, job: Type<JobHandler>, key: string): Promise<boolean> {
    return this.repository.hurry(tx, kindOf(job), key, this.clock.now());
  }
}

function kindOf(job: Type): string {
  const options = Reflect.getMetadata(Job.KEY, job) as { kind: string } | undefined;
  if (!options) throw new Error(`${job.name} is not a job: add @Job(…).`);
  return options.kind;
}
