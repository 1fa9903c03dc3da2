import { Logger } from '@nestjs/common';
import { Listener, type AppDatabase } from '#database';
import type { WorkSource } from './work-source.js';

/** Longest pause without a notice, in milliseconds: what NOTIFY may lose, polling finds. */
const POLL_MS = 1_000;

/** Shortest pause, in milliseconds: a job that falls due but cannot be taken yet must not make the loop spin. */
const SHORTEST_PAUSE_MS = 10;

/** How long a stop waits for the jobs in hand, in milliseconds; what takes longer is sent again after its lease. */
const STOP_WITHIN_MS = 5_000;

/**
 * Runs the jobs of its sources, each source up to its capacity. Woken by NOTIFY, by the next due time, by the end of a
 * job, and by a poll.
 */
export class WebhookWorker {
  private readonly logger = new Logger(WebhookWorker.name);
  private readonly listener: Listener;
  private readonly inHand: ReadonlyMap<WorkSource, Set<Promise<void>>>;
  private readonly stopping = new AbortController();
  private noticed = false;
  private wake: () => void = () => undefined;
  private running: Promise<void> | undefined;

  constructor(
    private readonly sources: readonly WorkSource[],
    private readonly now: () => Date,
    database: AppDatabase,
  ) {
    this.inHand = new Map(sources.map((source) => [source, new Set<Promise<void>>()]));
    this.listener = new Listener(database.url, `${database.schema}_webhook`, () => this.notice());
  }

  async start(): Promise<void> {
    await this.listener.start();
    this.running = this.work();
  }

  /** Takes no more jobs and waits for those in hand, but not for ever. */
  async stop(): Promise<void> {
    this.stopping.abort();
    this.wake();
    await this.running;
    await this.listener.close();
    let timer: NodeJS.Timeout | undefined;
    const deadline = new Promise<void>((resolve) => (timer = setTimeout(resolve, STOP_WITHIN_MS)));
    const jobs = [...this.inHand.values()].flatMap((set) => [...set]);
    await Promise.race([Promise.allSettled(jobs), deadline]);
    clearTimeout(timer);
  }

  private notice(): void {
    this.noticed = true;
    this.wake();
  }

  private async work(): Promise<void> {
    let failing = false;
    while (!this.stopping.signal.aborted) {
      let pause = POLL_MS;
      try {
        this.noticed = false;
        const taken = await this.takeJobs();
        if (failing) this.logger.log('Webhooks are being sent again.');
        failing = false;
        pause = taken > 0 ? 0 : await this.pauseUntilDue();
      } catch (error) {
        if (!failing) this.logger.warn(`Webhooks wait: ${String(error)}. Trying again every second.`);
        failing = true;
      }
      if (pause > 0) await this.idle(pause);
    }
  }

  private async takeJobs(): Promise<number> {
    let taken = 0;
    for (const [source, inHand] of this.inHand) {
      const free = source.capacity - inHand.size;
      if (free <= 0 || this.stopping.signal.aborted) continue;
      const jobs = await source.claim(free);
      for (const job of jobs) this.run(job, inHand);
      taken += jobs.length;
    }
    return taken;
  }

  private run(job: () => Promise<void>, inHand: Set<Promise<void>>): void {
    const running = job()
      // The lease runs out and the job comes again: what failed here is the database, or a bug to be seen in the log.
      .catch((error: unknown) => this.logger.error(error instanceof Error ? error.stack : error))
      .finally(() => {
        inHand.delete(running);
        this.notice();
      });
    inHand.add(running);
  }

  private async pauseUntilDue(): Promise<number> {
    const dueAt = await Promise.all(this.sources.map((source) => source.nextDueAt()));
    const pauses = dueAt.map((at) => (at ? at.getTime() - this.now().getTime() : POLL_MS));
    return Math.min(POLL_MS, Math.max(SHORTEST_PAUSE_MS, Math.min(...pauses)));
  }

  /** Waits for a notice, at most `ms`. */
  private async idle(ms: number): Promise<void> {
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.wake = () => {
        clearTimeout(timer);
        resolve();
      };
      if (this.stopping.signal.aborted || this.noticed) this.wake();
    });
    this.wake = () => undefined;
  }
}
