import { Inject, Injectable } from '@nestjs/common';
import { Action, Mail, oneLine, P, PUBLIC_URL, type Letter, type MailComposer } from '#mail';
import { Catalogue, type Say } from '#messages';
import type { HealthEvent } from '../subscription.js';
import { SubscriptionRepository } from '../subscription.repository.js';

interface News {
  readonly subscription: string;
  readonly event: HealthEvent;
  /** Of the first failure. */
  readonly since: string;
  /** Code of the last failure; null for a recovery. */
  readonly error: string | null;
  /** HTTP status of the last failure, when one arrived. */
  readonly status: number | null;
}

/** To the contact of a webhook: its receiver fails, accepts again, or is called no more. */
@Mail({ name: 'webhook-health', messages: Catalogue.in(new URL('messages/', import.meta.url)) })
@Injectable()
export class HealthMail implements MailComposer<News> {
  constructor(
    private readonly subscriptions: SubscriptionRepository,
    @Inject(PUBLIC_URL) private readonly publicUrl: () => string,
  ) {}

  async compose({ subscription: id, event, since, error, status }: News, say: Say): Promise<Letter | undefined> {
    const subscription = await this.subscriptions.find(id);
    if (!subscription?.url) return undefined;
    const { host, origin, pathname } = new URL(subscription.url);
    // Without its query, which may hold a secret.
    const about = { url: oneLine(`${origin}${pathname}`), since: new Date(since) };
    return {
      subject: say(`${event}.subject`, { host: oneLine(host) }),
      body: (
        <>
          <P>{say(`${event}.what`, about)}</P>
          {error !== null && (
            <P>
              {say('error')} {say(`error.${kindOf(error)}`, { status: status ?? 0 })}
            </P>
          )}
          <P>{say(error === 'webhook.gone' ? 'gone.next' : `${event}.next`)}</P>
          <Action href={`${this.publicUrl()}/${say('language')}/work/integrations/webhooks/${id}`}>
            {say('open')}
          </Action>
          <P>{say('why')}</P>
        </>
      ),
    };
  }
}

const kindOf = (code: string): string => code.replace(/^webhook\./, '').replace(/^refused-.*/, 'refused');
