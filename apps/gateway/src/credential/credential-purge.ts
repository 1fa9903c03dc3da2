import { Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { BackgroundWork } from '#background';
import { Clock } from '#database';
import { AttemptRepository } from '../attempt/attempt.repository.js';
import { InvitationRepository } from '../person/invitation.repository.js';
import { SessionRepository } from '../session/session.repository.js';
import { TokenRepository } from './token.repository.js';

const PURGE_EVERY_MS = 60_000;

/**
 * Clears away tokens, sessions and invitations that have expired and attempts that are forgotten; none counts any more,
 * cleared away or not.
 */
@Injectable()
export class CredentialPurge implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly work: BackgroundWork;

  constructor(
    tokens: TokenRepository,
    attempts: AttemptRepository,
    sessions: SessionRepository,
    invitations: InvitationRepository,
    clock: Clock,
  ) {
    this.work = new BackgroundWork({
      name: 'Expired credentials and attempts',
      pollMs: PURGE_EVERY_MS,
      turn: async () => {
        await tokens.purge(clock.now());
        await attempts.purge(clock.now());
        await sessions.purge(clock.now());
        await invitations.purge(clock.now());
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
