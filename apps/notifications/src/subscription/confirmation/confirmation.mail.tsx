import { Inject, Injectable } from '@nestjs/common';
import { UnitOfWork } from '#database';
import { Action, Mail, P, PUBLIC_URL, type Letter, type MailComposer, type MailRefusal } from '#mail';
import { Catalogue, type Say } from '#messages';
import { mailId } from '../mail-id.js';
import { SubscriptionRepository } from '../subscription.repository.js';
import { StopMailbox } from '../stop-mailbox/stop-mailbox.js';

interface About {
  readonly subscription: string;
}

/** Asks whoever reads a mailbox whether it wants what somebody has asked for in its name. */
@Mail({ name: 'confirmation', messages: Catalogue.in(new URL('messages/', import.meta.url)), isForgotten: true })
@Injectable()
export class ConfirmationMail implements MailComposer<About> {
  constructor(
    private readonly work: UnitOfWork,
    private readonly subscriptions: SubscriptionRepository,
    private readonly mailboxes: StopMailbox,
    @Inject(PUBLIC_URL) private readonly publicUrl: () => string,
  ) {}

  async compose({ subscription: id }: About, say: Say): Promise<Letter | undefined> {
    const subscription = await this.subscriptions.find(id);
    if (subscription?.state !== 'pending') return undefined;
    return {
      id: mailId('confirmation', id, subscription),
      subject: say('subject'),
      body: (
        <>
          <P>{say('asked')}</P>
          <Action href={`${this.publicUrl()}/${say('language')}/subscriptions/${subscription.token}`}>
            {say('open')}
          </Action>
          <P>{say('otherwise', { days: CONFIRM_WITHIN_DAYS })}</P>
        </>
      ),
    };
  }

  async refused({ subscription: id }: About, { isFinal, isOfMailbox }: MailRefusal): Promise<void> {
    if (!isFinal || !isOfMailbox) return;
    await this.work.run(async (tx) => {
      const subscription = await this.subscriptions.lock(tx, id);
      if (subscription?.address) await this.mailboxes.run(tx, subscription.address, 'refused');
    });
  }
}

/** Days after which a subscription that nobody has confirmed is deleted. */
export const CONFIRM_WITHIN_DAYS = 7;
