import { Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { BackgroundWork } from '#background';
import { SubmissionHandover } from './submission-handover.js';

/** Longest pause without a notice, in milliseconds: it finds what another instance left behind, and what is due again. */
const POLL_MS = 1_000;

/** Hands submissions over as long as the gateway runs. */
@Injectable()
export class SubmissionHandoverWorker implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly work: BackgroundWork;
  private isStopping = false;

  constructor(handover: SubmissionHandover) {
    this.work = new BackgroundWork({
      name: 'Submissions',
      pollMs: POLL_MS,
      turn: async () => ((await handover.next(() => this.isStopping)) ? 0 : undefined),
    });
  }

  onApplicationBootstrap(): void {
    this.work.start();
  }

  /** Finishes the call in hand; the rest goes on with the next start. */
  beforeApplicationShutdown(): Promise<void> {
    this.isStopping = true;
    return this.work.stop();
  }

  /** There is something new. */
  wake(): void {
    this.work.wake();
  }
}
