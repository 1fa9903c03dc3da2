import {
  Inject, Injectable, Logger, type BeforeApplicationShutdown, type OnApplicationBootstrap,
} from '@nestjs/common'; // prettier-ignore
import { DiscoveryService } from '@nestjs/core';
import { Cron } from 'croner';
import { BackgroundWork } from '#background';
import { nextAttemptAt, parseSchedule, type RetrySchedule } from '#config';
import { Clock, Listener, newId, type AppDatabase } from '#database';
import { AppObservability, currentScope, errorLine, within } from '#observability';
import { Again, Job, JobFailed, type JobHandler } from './job.js';
import { jobRuns } from './job.metrics.js';
import { JobRepository, LEASE_MS, type ClaimedJob, type Outlook, type Settlement } from './job.repository.js';

export const JOBS_DATABASE = Symbol('database of the jobs');

/**
 * Longest pause without a notice, in milliseconds: a third of a lease, so that the jobs of a dead process continue
 * soon.
 */
const POLL_MS = LEASE_MS / 3;

/** Shortest pause, in milliseconds: a job that is due but cannot be taken yet must not make the loop spin. */
const SHORTEST_PAUSE_MS = 10;

/** How long a stop waits for jobs in progress, in milliseconds; the rest is left to other processes. */
const STOP_WITHIN_MS = 5_000;

const AT_ONCE = 5;

/** One kind of jobs, as its class declares it. */
interface Kind {
  readonly name: string;
  readonly handler: JobHandler<unknown>;
  readonly atOnce: number;
  readonly perOwner: number;
  readonly retry: RetrySchedule;
  readonly isEndless: boolean;
  readonly recurs: { readonly every: string; nextAfter(at: Date): Date } | undefined;
  readonly inHand: Map<string, InHand>;
  /** The owner who had the last turn. */
  lastOwner: string | null;
}

interface InHand {
  readonly job: ClaimedJob;
  readonly lost: AbortController;
  readonly done: Promise<void>;
}

/** Runs the jobs of an app. NOTIFY, the next due time, the end of a job and a slow poll wake it. */
@Injectable()
export class JobRunner implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger('Jobs');
  private readonly work = new BackgroundWork({ name: 'Jobs', pollMs: POLL_MS, turn: () => this.turn() });
  private readonly listener: Listener;
  private readonly stopping = new AbortController();
  private kinds: readonly Kind[] = [];
  private heart: NodeJS.Timeout | undefined;
  private nextSweep = 0;

  constructor(
    @Inject(JOBS_DATABASE) database: AppDatabase,
    private readonly discovery: DiscoveryService,
    private readonly jobs: JobRepository,
    private readonly observability: AppObservability,
    private readonly clock: Clock,
  ) {
    this.listener = new Listener(database.url, `${database.schema}_job`, () => this.work.wake());
  }

  /** @throws when two classes have the same kind, or a class has an invalid setting */
  async onApplicationBootstrap(): Promise<void> {
    this.kinds = this.discovered();
    if (this.kinds.length === 0) return;
    for (const { name, recurs } of this.kinds) {
      if (recurs) await this.jobs.schedule(name, recurs.every, recurs.nextAfter(this.clock.now()));
    }
    await this.listener.start();
    this.heart = setInterval(() => void this.beat(), LEASE_MS / 3);
    this.work.start();
  }

  /** Takes no more jobs, waits for those in progress for a limited time, and leaves the rest to others. */
  async beforeApplicationShutdown(): Promise<void> {
    await this.work.stop();
    await this.listener.close();
    let timer: NodeJS.Timeout | undefined;
    const deadline = new Promise<void>((resolve) => (timer = setTimeout(resolve, STOP_WITHIN_MS)));
    await Promise.race([Promise.all(this.inHand().map(({ done }) => done)), deadline]);
    clearTimeout(timer);
    clearInterval(this.heart);
    const left = this.inHand().map(({ job }) => job);
    this.stopping.abort();
    if (left.length > 0) await this.jobs.release(left);
  }

  /** Checks at once, as after a test has moved the clock forward. */
  wake(): void {
    this.work.wake();
  }

  private inHand(): InHand[] {
    return this.kinds.flatMap((kind) => [...kind.inHand.values()]);
  }

  private discovered(): Kind[] {
    const kinds = new Map<string, Kind>();
    for (const provider of this.discovery.getProviders({ metadataKey: Job.KEY })) {
      const options = this.discovery.getMetadataByDecorator(Job, provider)!;
      if (kinds.has(options.kind)) throw new Error(`Two classes are jobs of the kind ${options.kind}.`);
      const { kind: name, atOnce = AT_ONCE } = options;
      kinds.set(name, {
        name,
        handler: provider.instance as JobHandler<unknown>,
        atOnce,
        perOwner: options.atOncePerOwner ?? Math.max(1, Math.floor(atOnce / 2)),
        retry: options.retry === undefined ? [] : parseSchedule(options.retry),
        isEndless: options.endless ?? false,
        recurs: 'every' in options ? recurrence(options.every, options.zone) : undefined,
        inHand: new Map(),
        lastOwner: null,
      });
    }
    return [...kinds.values()];
  }

  private async turn(): Promise<number> {
    const now = this.clock.now();
    if (performance.now() >= this.nextSweep) {
      await this.jobs.sweep(now);
      this.nextSweep = performance.now() + POLL_MS;
    }
    let outlook = await this.outlook();
    if (outlook.nextDueAt && outlook.nextDueAt <= now) {
      await this.jobs.ripen(now);
      for (const { name, recurs } of this.kinds) {
        if (recurs) await this.jobs.putRecurring(name, recurs.nextAfter(now), now);
      }
      outlook = await this.outlook();
    }
    let taken = 0;
    for (const kind of this.kinds) if (outlook.ready.includes(kind.name)) taken += await this.take(kind);
    if (taken > 0) return 0;
    const { nextDueAt } = outlook;
    return nextDueAt ? Math.max(SHORTEST_PAUSE_MS, nextDueAt.getTime() - this.clock.now().getTime()) : POLL_MS;
  }

  private outlook(): Promise<Outlook> {
    return this.jobs.outlook(this.kinds.map(({ name }) => name));
  }

  private async take(kind: Kind): Promise<number> {
    const limit = kind.atOnce - kind.inHand.size;
    if (limit <= 0) return 0;
    const claim = { kind: kind.name, limit, perOwner: kind.perOwner };
    let claimed = await this.jobs.claim(newId(), { ...claim, after: kind.lastOwner });
    // After the last owner it is the first one's turn again.
    if (claimed.length === 0 && kind.lastOwner !== null) {
      claimed = await this.jobs.claim(newId(), { ...claim, after: null });
    }
    const owners = claimed.map(({ owner }) => owner).sort();
    kind.lastOwner = owners.at(-1) ?? null;
    for (const job of claimed) this.run(kind, job);
    return claimed.length;
  }

  private run(kind: Kind, job: ClaimedJob): void {
    const lost = new AbortController();
    const scope = { ...currentScope(), traceparent: job.traceparent ?? undefined };
    const done = within(scope, () => this.runOnce(kind, job, lost.signal))
      // Its lease expires and the job is taken again: the database failed here.
      .catch((error: unknown) => this.logger.warn({ event: 'job.not-settled', id: job.id, kind: kind.name }, error))
      .finally(() => {
        kind.inHand.delete(job.id);
        this.work.wake();
      });
    kind.inHand.set(job.id, { job, lost, done });
  }

  private async runOnce(kind: Kind, job: ClaimedJob, lost: AbortSignal): Promise<void> {
    const settlement = await this.attempt(kind, job, AbortSignal.any([lost, this.stopping.signal]));
    if (this.stopping.signal.aborted) return; // given to other processes
    await this.jobs.settle(job, settlement, this.clock.now());
    this.observability.count(jobRuns, { kind: kind.name, outcome: settlement.state });
    const { id } = job;
    if (settlement.state === 'retry' && settlement.error !== job.lastError)
      this.logger.warn({ event: 'job.delayed', id, kind: kind.name, error: settlement.error });
    if (settlement.state === 'failed')
      this.logger.error({ event: 'job.failed', id, kind: kind.name, error: settlement.error });
  }

  private async attempt(kind: Kind, job: ClaimedJob, signal: AbortSignal): Promise<Settlement> {
    const { id, data, dueAt, attempts } = job;
    try {
      const isLast = !kind.isEndless && attempts > kind.retry.length;
      const more = await kind.handler.run({ id, data, dueAt, attempt: attempts, isLast, signal });
      return more instanceof Again ? { state: 'again', at: more.at ?? this.clock.now() } : { state: 'done' };
    } catch (failure) {
      const error = failure instanceof JobFailed ? failure.code : errorLine(failure);
      if (!(failure instanceof JobFailed)) this.logger.error(`A job of the kind ${kind.name} failed.`, failure);
      const isFinal = failure instanceof JobFailed && failure.isFinal;
      const pause = kind.isEndless ? Math.min(attempts, kind.retry.length) : attempts;
      const at = isFinal ? undefined : nextAttemptAt(kind.retry, pause, this.clock.now(), Math.random());
      return at ? { state: 'retry', at, error } : { state: 'failed', error };
    }
  }

  private async beat(): Promise<void> {
    const held = this.inHand();
    if (held.length === 0) return;
    try {
      const mine = await this.jobs.renew(held.map(({ job }) => job));
      for (const { job, lost } of held) if (!mine.has(job.id)) lost.abort();
    } catch (error) {
      this.logger.debug('Leases could not be renewed.', error);
    }
  }
}

function recurrence(every: string, zone: string): NonNullable<Kind['recurs']> {
  const cron = new Cron(every, { timezone: zone, paused: true, mode: '5-part' });
  return {
    every: `${every} ${zone}`,
    nextAfter(at) {
      const next = cron.nextRun(at);
      if (!next) throw new Error(`The schedule ${every} has no next time.`);
      return next;
    },
  };
}
