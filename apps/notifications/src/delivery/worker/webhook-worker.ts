import { Logger } from '@nestjs/common';
import { BackgroundWork } from '#background';
import { Listener, type AppDatabase } from '#database';
import type { Job, WorkSource } from './work-source.js';

/** Longest pause without a notice, in milliseconds: polling finds what NOTIFY may lose. */
const POLL_MS = 5_000;

/** Shortest pause, in milliseconds: a job that is due but cannot be claimed yet must not make the loop spin. */
const SHORTEST_PAUSE_MS = 10;

/** How long a stop waits for jobs in progress, in milliseconds; what takes longer is sent again after its lease. */
const STOP_WITHIN_MS = 5_000;

/**
 * Makes the attempts of its source, up to its capacity. NOTIFY, the next due time, the end of an attempt and a poll
 * wake it.
 */
export class WebhookWorker {
  private readonly logger = new Logger(WebhookWorker.name);
  private readonly listener: Listener;
  /** The jobs in progress, with their parties. */
  private readonly inHand = new Map<Promise<void>, string>();
  private readonly work = new BackgroundWork({ name: 'Webhooks', pollMs: POLL_MS, turn: () => this.runDue() });
  private isStopping = false;

  constructor(
    private readonly source: WorkSource,
    private readonly now: () => Date,
    database: AppDatabase,
  ) {
    this.listener = new Listener(database.url, `${database.schema}_webhook`, () => this.work.wake());
  }

  async start(): Promise<void> {
    await this.listener.start();
    this.work.start();
  }

  /** Takes no more jobs, and waits for those in progress for a limited time. */
  async stop(): Promise<void> {
    this.isStopping = true;
    await this.work.stop();
    await this.listener.close();
    let timer: NodeJS.Timeout | undefined;
    const deadline = new Promise<void>((resolve) => (timer = setTimeout(resolve, STOP_WITHIN_MS)));
    await Promise.race([Promise.allSettled(this.inHand.keys()), deadline]);
    clearTimeout(timer);
  }

  private async runDue(): Promise<number> {
    // Before the jobs are claimed: a job that falls due between the two must not wait for the poll.
    const startedAt = this.now();
    return (await this.takeJobs()) > 0 ? 0 : this.pauseUntilDue(startedAt);
  }

  private async takeJobs(): Promise<number> {
    const free = this.source.capacity - this.inHand.size;
    if (free <= 0 || this.isStopping) return 0;
    const held = new Map<string, number>();
    for (const party of this.inHand.values()) held.set(party, (held.get(party) ?? 0) + 1);
    const jobs = await this.source.claim({ free, held });
    for (const job of jobs) this.run(job);
    return jobs.length;
  }

  private run(job: Job): void {
    const running = job
      .run()
      // The lease expires and the job is taken again: the database failed here, or the log shows a bug.
      .catch((error: unknown) => this.logger.error('A delivery failed on our side.', error))
      .finally(() => {
        this.inHand.delete(running);
        this.work.wake();
      });
    this.inHand.set(running, job.party);
  }

  private async pauseUntilDue(startedAt: Date): Promise<number> {
    const dueAt = await this.source.nextDueAt(startedAt);
    return dueAt ? Math.max(SHORTEST_PAUSE_MS, dueAt.getTime() - this.now().getTime()) : POLL_MS;
  }
}
