import { setTimeout as pause } from 'node:timers/promises';
import {
  Inject,
  Injectable,
  Logger,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { ImportBatches } from './import-batches.js';

/** Longest pause without a notice, in milliseconds: it finds what another instance took in or left behind. */
const POLL_MS = 1_000;

/** Works on imports as long as the app runs. Several instances share the jobs. */
@Injectable()
export class ImportWorker implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(ImportWorker.name);
  private stopping = new AbortController();
  private sleep = new AbortController();
  private noticed = false;
  private running: Promise<void> | undefined;

  constructor(@Inject(ImportBatches) private readonly batches: ImportBatches) {}

  onApplicationBootstrap(): void {
    this.start();
  }

  beforeApplicationShutdown(): Promise<void> {
    return this.stop();
  }

  start(): void {
    if (this.running) return;
    this.stopping = new AbortController();
    this.running = this.work();
  }

  /** Finishes the batch in hand; the rest goes on with the next start. */
  async stop(): Promise<void> {
    this.stopping.abort();
    this.wake();
    await this.running;
    this.running = undefined;
  }

  /** There is something new. */
  wake(): void {
    this.noticed = true;
    this.sleep.abort();
  }

  private async work(): Promise<void> {
    let failing = false;
    while (!this.stopping.signal.aborted) {
      this.noticed = false;
      try {
        const worked = await this.batches.next();
        if (failing) this.logger.log('Imports go on.');
        failing = false;
        if (!worked) await this.idle();
      } catch (error) {
        if (!failing) this.logger.warn(`Imports wait: ${String(error)}. Trying again every second.`);
        failing = true;
        await pause(POLL_MS, undefined, { signal: this.stopping.signal }).catch(() => undefined);
      }
    }
  }

  private async idle(): Promise<void> {
    this.sleep = new AbortController();
    if (this.noticed || this.stopping.signal.aborted) return;
    await pause(POLL_MS, undefined, { signal: this.sleep.signal }).catch(() => undefined);
  }
}
