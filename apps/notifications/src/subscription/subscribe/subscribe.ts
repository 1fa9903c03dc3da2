import { Command, CommandHandler } from '@nestjs/cqrs';
import type { EntityManager } from 'typeorm';
import { Handler } from '#commands';
import type { Principal } from '#identity';
import { Jobs } from '#jobs';
import { PrincipalProjection } from '#principals';
import { notValid } from '#problems';
import { AllowList, findRefusal } from '#outbound';
import { newWebhookSecret } from '../../webhook/webhook-sender.js';
import { challenge } from '../challenge/challenge-receiver.js';
import { AskReader } from '../confirmation/ask-reader.js';
import type { EventFilter } from '../event-filter.js';
import {
  noSuchZone, Subscription, SUBSCRIPTIONS_PER_ADDRESS, SUBSCRIPTIONS_PER_PARTY, tooManyForAddress, tooManySubscriptions, UNCONFIRMED_PER_ADDRESS,
  type Contact, type Mailbox,
} from '../subscription.js'; // prettier-ignore
import { SubscriptionRepository } from '../subscription.repository.js';

/** @throws {Problem} 422 for an address to which nothing is sent */
export function assertReachable(url: string, allow: AllowList, pointer: string): void {
  const refusal = findRefusal(url, allow);
  if (refusal) throw notValid([{ pointer, code: `webhook.refused-${refusal.kind}`, detail: refusal.message }]);
}

/** Where the events go. */
export type Target = { readonly url: string; readonly contact: Contact | null } | Mailbox;

/** Subscribes a web server or a mailbox to events. */
export class Subscribe extends Command<Subscription> {
  constructor(
    /** Anonymous only for a mailbox. */
    readonly by: Principal,
    readonly target: Target,
    readonly filter: EventFilter,
    readonly language: string | null,
  ) {
    super();
  }
}

@CommandHandler(Subscribe)
export class SubscribeHandler extends Handler<Subscribe> {
  constructor(
    private readonly subscriptions: SubscriptionRepository,
    private readonly principals: PrincipalProjection,
    private readonly jobs: Jobs,
    private readonly reader: AskReader,
    private readonly allow: AllowList,
  ) {
    super();
  }

  protected async handle({ by, target, filter, language }: Subscribe, tx: EntityManager): Promise<Subscription> {
    if (by.kind !== 'anonymous') await this.principals.admit(tx, by);
    return 'url' in target
      ? this.byWebhook(tx, by, target, filter, language)
      : this.byMail(tx, by, target, filter, language);
  }

  private async byWebhook(
    tx: EntityManager,
    by: Principal,
    { url, contact }: { readonly url: string; readonly contact: Contact | null },
    filter: EventFilter,
    language: string | null,
  ): Promise<Subscription> {
    assertReachable(url, this.allow, '/channel/url');
    const endpoint = { url, contact, secret: newWebhookSecret() };
    const subscription = Subscription.ofEndpoint(by, endpoint, filter, language, this.clock.now());
    await this.assertRoomFor(tx, subscription);
    await this.subscriptions.insert(tx, subscription);
    await challenge(tx, this.jobs, subscription);
    return subscription;
  }

  private async byMail(
    tx: EntityManager,
    by: Principal,
    mailbox: Mailbox,
    filter: EventFilter,
    language: string | null,
  ): Promise<Subscription> {
    if (!(await this.subscriptions.knowsZone(mailbox.zone, tx))) throw notValid([noSuchZone]);
    const subscription = Subscription.ofMailbox(by, mailbox, filter, language, this.clock.now());
    if (by.kind !== 'anonymous') await this.assertRoomFor(tx, subscription);
    const held = await this.subscriptions.countOfAddress(tx, subscription.addressKey!);
    if (held.all >= SUBSCRIPTIONS_PER_ADDRESS || held.unconfirmed >= UNCONFIRMED_PER_ADDRESS) throw tooManyForAddress();
    await this.subscriptions.insert(tx, subscription);
    await this.reader.run(tx, subscription);
    return subscription;
  }

  private async assertRoomFor(tx: EntityManager, { party }: Subscription): Promise<void> {
    if ((await this.subscriptions.countForInsert(tx, party)) >= SUBSCRIPTIONS_PER_PARTY) throw tooManySubscriptions();
  }
}
