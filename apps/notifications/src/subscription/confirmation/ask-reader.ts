import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Clock } from '#database';
import { Mails } from '#mail';
import { SuppressionRepository } from '../../suppression/suppression.repository.js';
import type { Subscription } from '../subscription.js';
import { ConfirmationMail } from './confirmation.mail.js';

/** Asks the reader of a mailbox, by a mail with a link, whether it wants a subscription. */
@Injectable()
export class AskReader {
  constructor(
    private readonly mails: Mails,
    private readonly suppressions: SuppressionRepository,
    private readonly clock: Clock,
  ) {}

  /** Sends nothing to an address that refuses mails; who asked does not learn that. */
  async run(tx: EntityManager, { id, address, language }: Subscription): Promise<void> {
    const to = address!;
    if ((await this.suppressions.among(tx, [to], this.clock.now())).has(to)) return;
    const options = { to, about: id, ...(language === null ? {} : { language }) };
    await this.mails.post(tx, ConfirmationMail, { subscription: id }, options);
  }
}
