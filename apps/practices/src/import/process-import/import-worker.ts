import { Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { BackgroundWork } from '#background';
import { ImportBatches } from './import-batches.js';

/** Longest pause without a notice, in milliseconds: it finds what another instance took in or left behind. */
const POLL_MS = 5_000;

/** Works on imports as long as the app runs. Several instances share the jobs. */
@Injectable()
export class ImportWorker implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly work: BackgroundWork;

  constructor(batches: ImportBatches) {
    this.work = new BackgroundWork({
      name: 'Imports',
      pollMs: POLL_MS,
      turn: async () => ((await batches.next()) ? 0 : undefined),
    });
  }

  onApplicationBootstrap(): void {
    this.start();
  }

  beforeApplicationShutdown(): Promise<void> {
    return this.stop();
  }

  start(): void {
    this.work.start();
  }

  /** Finishes the batch in hand; the rest goes on with the next start. */
  stop(): Promise<void> {
    return this.work.stop();
  }

  /** There is something new. */
  wake(): void {
    this.work.wake();
  }
}
