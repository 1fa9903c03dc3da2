import { Command } from '@nestjs/cqrs';
import type { Principal } from '#identity';

/** What somebody wants done with one thing, and nothing else need be said. */
export abstract class CommandOn<Result> extends Command<Result> {
  constructor(
    readonly id: string,
    readonly by: Principal,
  ) {
    super();
  }
}
