import { Injectable } from '@nestjs/common';
import { Clock } from '#database';
import { Job, type JobHandler } from '#jobs';
import { AttemptRepository } from '../attempt/attempt.repository.js';
import { InvitationRepository } from '../person/invitation.repository.js';
import { SessionRepository } from './session.repository.js';
import { TokenRepository } from '../credential/token.repository.js';

/** Deletes expired tokens, sessions, invitations and attempts. None of them counts any more, deleted or not. */
@Job({ kind: 'credential.purge', every: '* * * * *', zone: 'UTC' })
@Injectable()
export class CredentialPurge implements JobHandler<null> {
  constructor(
    private readonly tokens: TokenRepository,
    private readonly attempts: AttemptRepository,
    private readonly sessions: SessionRepository,
    private readonly invitations: InvitationRepository,
    private readonly clock: Clock,
  ) {}

  async run(): Promise<void> {
    for (const store of [this.tokens, this.attempts, this.sessions, this.invitations]) {
      await store.purge(this.clock.now());
    }
  }
}
