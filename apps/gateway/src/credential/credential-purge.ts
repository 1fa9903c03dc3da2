import {
  Inject,
  Injectable,
  Logger,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { Clock } from '#database';
import { AttemptRepository } from '../attempt/attempt.repository.js';
import { TokenRepository } from './token.repository.js';

const PURGE_EVERY_MS = 60_000;

/** Clears away tokens that have expired and attempts that are forgotten; neither counts any more, cleared away or not. */
@Injectable()
export class CredentialPurge implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly log = new Logger(CredentialPurge.name);
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> = Promise.resolve();

  constructor(
    @Inject(TokenRepository) private readonly tokens: TokenRepository,
    @Inject(AttemptRepository) private readonly attempts: AttemptRepository,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => {
      this.running = this.purge();
    }, PURGE_EVERY_MS).unref();
  }

  async beforeApplicationShutdown(): Promise<void> {
    clearInterval(this.timer);
    await this.running;
  }

  private async purge(): Promise<void> {
    try {
      await this.tokens.purge(this.clock.now());
      await this.attempts.purge(this.clock.now());
    } catch (error) {
      this.log.warn(`Expired tokens and attempts stay for another minute: ${String(error)}`);
    }
  }
}
