import type { ServerResponse } from 'node:http';
import { Injectable, Logger, type BeforeApplicationShutdown } from '@nestjs/common';
import { Clock } from '#database';
import { ActivationLinks } from './activation-links.js';
import { ActivationRepository } from './activation.repository.js';

/** Marks a link as used once the answer with the secret has been sent: not before, since a crash may lose the answer. */
@Injectable()
export class HandOver implements BeforeApplicationShutdown {
  private readonly log = new Logger(HandOver.name);
  private readonly inHand = new Set<Promise<void>>();

  constructor(
    private readonly activations: ActivationRepository,
    private readonly links: ActivationLinks,
    private readonly clock: Clock,
  ) {}

  /** Waits for the answer of this response. An answer that is not sent leaves the link as it is. */
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
    // Network shows this. If network is away, it learns of it when the link is followed again.
    await this.links
      .markUsed(token)
      .catch(() => this.log.warn(`Network does not know yet that client ${clientId} was made.`));
  }
}
