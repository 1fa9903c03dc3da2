import { Inject, Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { BackgroundWork } from '#background';
import { Clock } from '#database';
import { AttemptRepository } from '../attempt/attempt.repository.js';
import { TokenRepository } from './token.repository.js';

const PURGE_EVERY_MS = 60_000;

/** Clears away tokens that have expired and attempts that are forgotten; neither counts any more, cleared away or not. */
@Injectable()
export class CredentialPurge implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly work: BackgroundWork;

  constructor(
    @Inject(TokenRepository) tokens: TokenRepository,
    @Inject(AttemptRepository) attempts: AttemptRepository,
    @Inject(Clock) clock: Clock,
  ) {
    this.work = new BackgroundWork({
      name: 'Expired tokens and attempts',
      pollMs: PURGE_EVERY_MS,
      turn: async () => {
        await tokens.purge(clock.now());
        await attempts.purge(clock.now());
        return undefined;
      },
    });
  }

  onApplicationBootstrap(): void {
    this.work.start();
  }

  beforeApplicationShutdown(): Promise<void> {
    return this.work.stop();
  }
}
