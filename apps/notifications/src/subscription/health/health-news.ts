import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Mails } from '#mail';
import type { HealthEvent, Subscription } from '../subscription.js';
import type { DeliveryOutcome } from '../../webhook/webhook-sender.js';
import { HealthMail } from './health.mail.js';

/** Tells the contact of a webhook how its receiver fares, in the transaction in which that changes. */
@Injectable()
export class HealthNews {
  constructor(private readonly mails: Mails) {}

  /** @param outcome the last failure */
  async tell(
    tx: EntityManager,
    { id, contactAddress, contactLanguage }: Pick<Subscription, 'id' | 'contactAddress' | 'contactLanguage'>,
    event: HealthEvent,
    since: Date,
    outcome?: Pick<DeliveryOutcome, 'error' | 'status' | 'gone'>,
  ): Promise<void> {
    if (contactAddress === null) return;
    const error = outcome?.gone ? 'webhook.gone' : (outcome?.error ?? null);
    const data = { subscription: id, event, since: since.toISOString(), error, status: outcome?.status ?? null };
    const language = contactLanguage === null ? {} : { language: contactLanguage };
    await this.mails.post(tx, HealthMail, data, { to: contactAddress, about: id, ...language });
  }
}
