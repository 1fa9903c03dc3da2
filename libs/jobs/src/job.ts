import { DiscoveryService } from '@nestjs/core';
import type { Type } from '@nestjs/common';

/** A run of a job: what it was put aside with, and what it may ask. */
export interface JobRun<Data = unknown> {
  readonly id: string;
  readonly data: Data;
  /** When it fell due; of a recurring job the time of the schedule, however late it runs. */
  readonly dueAt: Date;
  /** 1 at the first. */
  readonly attempt: number;
  /** Whether no attempt follows when this one fails. */
  readonly isLast: boolean;
  /** Aborted when the process ends, or when another process has taken the job over. */
  readonly signal: AbortSignal;
}

/** There is more to do: the job comes again, at once unless a time is given, after the jobs of others. */
export class Again {
  constructor(readonly at?: Date) {}
}

/** It will not be otherwise next time. The code, made of a constant, is what the operator reads. */
export class JobFailed extends Error {
  override readonly name = 'JobFailed';
  constructor(
    readonly code: string,
    /** Whether trying again could help. */
    readonly isFinal: boolean,
  ) {
    super(code);
  }
}

/** Work that is put aside, or recurs. It runs at least once; what it does must bear a repetition. */
export interface JobHandler<Data = never> {
  /** Returns an {@link Again} when there is more; anything else, or nothing, when the job is done. */
  run(job: JobRun<Data>): Promise<unknown>;
}

/** The data that a job class takes. */
export type DataOf<Class> = Class extends Type<JobHandler<infer Data>> ? Data : never;

interface PutAside {
  /** Pauses between attempts, such as `5s,1m,15m`; without one the first failure is final. */
  readonly retry?: string;
  /** Is never given up: the last pause comes again and again. */
  readonly endless?: boolean;
  /** Runs at once in one process. */
  readonly atOnce?: number;
  /** Runs at once of one owner, over all processes; half of `atOnce` unless said otherwise. Nobody's are not bounded. */
  readonly atOncePerOwner?: number;
}

interface Recurring extends PutAside {
  /** Cron pattern of five fields. After a standstill the job runs once, however often it was missed. */
  readonly every: string;
  /** IANA zone in which the pattern is read. A time that does not exist is moved to the end of the gap; one that comes twice counts once. */
  readonly zone: string;
}

export type JobOptions = PutAside | Recurring;

/** Makes a provider a job. Its name is stored with what waits: `kind` keeps it when the class is renamed. */
export const Job = DiscoveryService.createDecorator<{ readonly kind: string } & JobOptions>();
