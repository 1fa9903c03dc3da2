import { DiscoveryService } from '@nestjs/core';
import type { Type } from '@nestjs/common';

/** A run of a job: its data, and what the handler may ask. */
export interface JobRun<Data = unknown> {
  readonly id: string;
  readonly data: Data;
  /** When it fell due; for a recurring job the scheduled time, however late it runs. */
  readonly dueAt: Date;
  /** 1 for the first attempt. */
  readonly attempt: number;
  /** Whether this is the last attempt. */
  readonly isLast: boolean;
  /** Aborted when the process ends, or when another process has taken the job over. */
  readonly signal: AbortSignal;
}

/** There is more to do: the job runs again after the jobs of others, at once unless a time is given. */
export class Again {
  constructor(readonly at?: Date) {}
}

/** A failure that a retry cannot mend. The code is a constant, which the operator reads. */
export class JobFailed extends Error {
  override readonly name = 'JobFailed';
  constructor(
    readonly code: string,
    /** Whether a retry could help. */
    readonly isFinal: boolean,
  ) {
    super(code);
  }
}

/** Work that is put aside, or recurs. It runs at least once, so its effect must be repeatable. */
export interface JobHandler<Data = never> {
  /** Returns an {@link Again} when there is more; anything else, or nothing, when the job is done. */
  run(job: JobRun<Data>): Promise<unknown>;
}

/** The data that a job class takes. */
export type DataOf<Class> = Class extends Type<JobHandler<infer Data>> ? Data : never;

interface PutAside {
  /** Pauses between attempts, such as `5s,1m,15m`; without one the first failure is final. */
  readonly retry?: string;
  /** Never fails for good: the last pause is repeated. */
  readonly endless?: boolean;
  /** Limit of concurrent runs in one process. */
  readonly atOnce?: number;
  /**
   * Limit of concurrent runs for one owner, over all processes; by default half of `atOnce`. Jobs without an owner have
   * none.
   */
  readonly atOncePerOwner?: number;
}

interface Recurring extends PutAside {
  /** Cron pattern of five fields. After a standstill the job runs once, however often it was missed. */
  readonly every: string;
  /**
   * IANA zone of the pattern. A time that does not exist moves to the end of the gap; one that occurs twice counts
   * once.
   */
  readonly zone: string;
}

export type JobOptions = PutAside | Recurring;

/** Makes a provider a job. Waiting jobs are stored under its name; `kind` keeps that name when the class is renamed. */
export const Job = DiscoveryService.createDecorator<{ readonly kind: string } & JobOptions>();
