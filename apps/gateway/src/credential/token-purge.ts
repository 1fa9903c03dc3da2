import {
  Inject,
  Injectable,
  Logger,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { Clock } from '#database';
import { TokenRepository } from './token.repository.js';

const PURGE_EVERY_MS = 60_000;

/** Clears away tokens that have expired; they are refused from their last second on, cleared away or not. */
@Injectable()
export class TokenPurge implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly log = new Logger(TokenPurge.name);
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> = Promise.resolve();

  constructor(
    @Inject(TokenRepository) private readonly tokens: TokenRepository,
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
    } catch (error) {
      this.log.warn(`Expired tokens stay for another minute: ${String(error)}`);
    }
  }
}
