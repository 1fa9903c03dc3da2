import type { ServerResponse } from 'node:http';
import { Injectable, Logger, type BeforeApplicationShutdown } from '@nestjs/common';
import { Clock } from '#database';
import { ActivationLinks } from './activation-links.js';
import { ActivationRepository } from './activation.repository.js';

/** Ends the use of a link once the answer with the secret has left: not before, since an answer may get lost in a crash. */
@Injectable()
export class HandOver implements BeforeApplicationShutdown {
  private readonly log = new Logger(HandOver.name);
  private readonly inHand = new Set<Promise<void>>();

  constructor(
    private readonly activations: ActivationRepository,
    private readonly links: ActivationLinks,
    private readonly clock: Clock,
  ) {}

  /** Waits for the answer of this response. One that does not get out leaves the link as it is. */
  onSent(response: ServerResponse, clientId: string, token: string): void {
    response.once('finish', () => {
      const done = this.complete(clientId, token).finally(() => this.inHand.delete(done));
      this.inHand.add(done);
    });
  }

  async beforeApplicationShutdown(): Promise<void> {
    await Promise.all(this.inHand);
  }

  private async complete(clientId: string, token: string): Promise<void> {
    try {
      await this.activations.markHandedOver(clientId, this.clock.now());
    } catch (error) {
      this.log.error(`The link of client ${clientId} works for another use, although it was answered.`, error);
      return;
    }
    // For what network shows; while it is away this is not lost, it is told when the link is followed again.
    await this.links
      .markUsed(token)
      .catch(() => this.log.warn(`Network does not know yet that client ${clientId} was made.`));
  }
}
