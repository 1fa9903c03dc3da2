import { Command, CommandHandler } from '@nestjs/cqrs';
import type { EntityManager } from 'typeorm';
import { Handler } from '#commands';
import { notFound } from '#problems';
import { SuppressionRepository } from '../suppression.repository.js';

/** Lets mails be sent again to an address. */
export class LiftSuppression extends Command<void> {
  constructor(readonly address: string) {
    super();
  }
}

@CommandHandler(LiftSuppression)
export class LiftSuppressionHandler extends Handler<LiftSuppression> {
  constructor(private readonly suppressions: SuppressionRepository) {
    super();
  }

  /** @throws {Problem} 404 when the address is not on the list */
  protected async handle({ address }: LiftSuppression, tx: EntityManager): Promise<void> {
    if (!(await this.suppressions.lift(tx, address))) throw notFound('suppressed address');
  }
}
