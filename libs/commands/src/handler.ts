import { Inject } from '@nestjs/common';
import type { Command, CommandResult } from '@nestjs/cqrs';
import type { EntityManager } from 'typeorm';
import { Clock, UnitOfWork } from '#database';
import { assertOwnAsked } from '#identity';

/**
 * Handles one kind of command in one transaction, together with its events; under an `Idempotency-Key` in that of the
 * stored answer. If the route let the caller in for own things alone and no access rule ran, nothing is committed.
 */
export abstract class Handler<C extends Command<unknown>, Prepared = void> {
  @Inject() protected readonly work!: UnitOfWork;
  @Inject() protected readonly clock!: Clock;

  async execute(command: C): Promise<CommandResult<C>> {
    const prepared = (await this.prepare?.(command)) as Prepared;
    return this.work.run(async (tx) => {
      const result = await this.handle(command, tx, prepared);
      assertOwnAsked();
      return result;
    });
  }

  /** What cannot be done in the transaction, since it calls others over the network. */
  protected prepare?(command: C): Prepared | Promise<Prepared>;

  protected abstract handle(command: C, tx: EntityManager, prepared: Prepared): Promise<CommandResult<C>>;
}
