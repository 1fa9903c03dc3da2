import { Logger } from '@nestjs/common';
import { BackgroundWork } from '#background';
import { Listener, type AppDatabase } from '#database';
import type { Job, WorkSource } from './work-source.js';

/** Longest pause without a notice, in milliseconds: what NOTIFY may lose, polling finds. */
const POLL_MS = 5_000;

/** Shortest pause, in milliseconds: a job that falls due but cannot be taken yet must not make the loop spin. */
const SHORTEST_PAUSE_MS = 10;

/** How long a stop waits for the jobs in hand, in milliseconds; what takes longer is sent again after its lease. */
const STOP_WITHIN_MS = 5_000;

/** Makes the attempts of its source, up to its capacity. Woken by NOTIFY, by the next due time, by the end of one, and by a poll. */
export class WebhookWorker {
  private readonly logger = new Logger(WebhookWorker.name);
  private readonly listener: Listener;
  /** What is in hand, and of whom. */
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

  /** Takes no more jobs and waits for those in hand, but not for ever. */
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
    // Before the jobs are taken: what falls due between the two must not wait for the poll.
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
      // The lease runs out and the job comes again: what failed here is the database, or a bug to be seen in the log.
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
