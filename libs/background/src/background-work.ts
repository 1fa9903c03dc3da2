import { Logger } from '@nestjs/common';

/** Pause after a failure, in milliseconds: mostly the database has failed, and is back soon. */
const FAILURE_PAUSE_MS = 1_000;

export interface BackgroundWorkOptions {
  /** The name under which the log reports failures, such as `Imports`. */
  readonly name: string;
  /**
   * Longest pause without a notice, in milliseconds: finds work without a notice, such as what another instance left
   * behind.
   */
  readonly pollMs: number;
  /**
   * Does the present work. Returns in how many milliseconds there is more: 0 at once, undefined when only a notice will
   * tell.
   */
  readonly turn: () => Promise<number | undefined>;
}

/**
 * Work that an app does beside its requests, turn after turn: at once when woken, when its next work falls due, and by
 * a slow poll. A failing turn is reported once and retried until it succeeds.
 */
export class BackgroundWork {
  private readonly logger: Logger;
  private isNoticed = false;
  private isStopping = false;
  private isFailing = false;
  private running: Promise<void> | undefined;
  private endPause: () => void = () => undefined;

  constructor(private readonly options: BackgroundWorkOptions) {
    this.logger = new Logger(options.name);
  }

  start(): void {
    if (this.running) return;
    this.isStopping = false;
    this.running = this.work();
  }

  /** There is something to do. Called during a turn, it makes another one follow at once. */
  wake(): void {
    this.isNoticed = true;
    if (!this.isFailing) this.endPause();
  }

  /** Starts no further turn, and waits for the present one. */
  async stop(): Promise<void> {
    this.isStopping = true;
    this.endPause();
    await this.running;
    this.running = undefined;
  }

  private async work(): Promise<void> {
    while (!this.isStopping) {
      this.isNoticed = false;
      await this.pause(await this.turn());
    }
  }

  private async turn(): Promise<number> {
    const { pollMs, turn } = this.options;
    try {
      const pauseMs = await turn();
      if (this.isFailing) this.logger.log('Recovered.');
      this.isFailing = false;
      return this.isNoticed ? 0 : Math.min(pauseMs ?? pollMs, pollMs);
    } catch (error) {
      if (!this.isFailing && !this.isStopping) this.logger.warn('Waiting to retry.', error);
      this.isFailing = true;
      return Math.min(FAILURE_PAUSE_MS, pollMs);
    }
  }

  private async pause(ms: number): Promise<void> {
    if (ms <= 0 || this.isStopping) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.endPause = () => {
        clearTimeout(timer);
        resolve();
      };
    });
    this.endPause = () => undefined;
  }
}
