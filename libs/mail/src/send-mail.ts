import { Injectable, Logger, type BeforeApplicationShutdown } from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';
import { Job, JobFailed, type JobHandler, type JobRun } from '#jobs';
import { Mail, type MailComposer, type MailOptions } from './mail.js';
import { MailCarrier } from './mail-carrier.js';
import { htmlOf, textOf } from './parts.js';

/** A waiting mail: its recipient, its language, and the data that its class needs to compose it. */
export interface WaitingMail {
  readonly mail: string;
  readonly to: string;
  readonly language: string;
  readonly replyTo?: string;
  readonly data: unknown;
}

/** The kind of these jobs, under which personal data are searched. */
export const MAIL_JOB = 'mail';

/** Sends a mail, at least once, with the usual pauses of mail servers: for a day and a half. */
@Job({ kind: MAIL_JOB, retry: '5s,1m,5m,15m,1h,2h,4h,8h,20h' })
@Injectable()
export class SendMail implements JobHandler<WaitingMail>, BeforeApplicationShutdown {
  private readonly logger = new Logger('Mail');
  private readonly kinds = new Map<string, { composer: MailComposer<unknown>; options: MailOptions }>();

  constructor(
    private readonly discovery: DiscoveryService,
    private readonly carrier: MailCarrier,
  ) {}

  async run({ id, isLast, data: { mail, to, language, replyTo, data } }: JobRun<WaitingMail>): Promise<void> {
    const { composer, options } = this.kind(mail);
    const letter = await composer.compose(data, options.messages.in(language, options.name));
    if (!letter) return;
    const { id: letterId, subject, body, unsubscribeAt } = letter;
    const html = htmlOf(options.messages.languageFor(language), subject, body);
    try {
      await this.carrier.send({
        id: letterId ?? id,
        comesBack: letterId !== undefined,
        to,
        ...(replyTo === undefined ? {} : { replyTo }),
        subject,
        text: textOf(body),
        html,
        ...(unsubscribeAt === undefined ? {} : { unsubscribeAt }),
      });
    } catch (failure) {
      const [error, isLost] = [codeOf(failure), isLast || isFinal(failure)];
      await composer.refused?.(data, { code: error, isFinal: isLost, isOfMailbox: isOfMailbox(failure) });
      if (!isLost || !options.isForgotten) throw new JobFailed(error, isLost);
      this.logger.warn({ event: 'mail.forgotten', id, kind: mail, error });
      return;
    }
    await composer.sent?.(data);
  }

  beforeApplicationShutdown(): void {
    this.carrier.close();
  }

  private kind(name: string) {
    if (this.kinds.size === 0) {
      for (const provider of this.discovery.getProviders({ metadataKey: Mail.KEY })) {
        const options = this.discovery.getMetadataByDecorator(Mail, provider)!;
        this.kinds.set(options.name, { composer: provider.instance as MailComposer<unknown>, options });
      }
    }
    const kind = this.kinds.get(name);
    if (!kind) throw new JobFailed('mail.unknown-kind', true);
    return kind;
  }
}

interface MailFailure {
  readonly code?: unknown;
  readonly responseCode?: unknown;
  /** To which the server gave that answer. */
  readonly command?: unknown;
  readonly response?: unknown;
}

/** The kind of failure, without the server's text, which may repeat the address. */
function codeOf(failure: unknown): string {
  const { code, responseCode } = failure as MailFailure;
  const name = typeof code === 'string' ? code : failure instanceof Error ? failure.name : 'unknown';
  return typeof responseCode === 'number' ? `${name} ${responseCode}` : name;
}

/** The server says that the mailbox does not exist, or the address is invalid: a retry cannot help (RFC 5321, 4.2.1). */
function isFinal(failure: unknown): boolean {
  const { code, responseCode } = failure as MailFailure;
  return code === 'EENVELOPE' && typeof responseCode === 'number' && responseCode >= 500;
}

/**
 * A permanent answer to `RCPT TO` speaks of the recipient; but `5.7` is a matter of policy (RFC 3463), as of a relay that
 * accepts nothing from us, and would be said of every recipient.
 */
function isOfMailbox(failure: unknown): boolean {
  const { command, response } = failure as MailFailure;
  const isPolicy = typeof response === 'string' && /^5\d\d[ -]5\.7\.\d/.test(response);
  return isFinal(failure) && command === 'RCPT TO' && !isPolicy;
}
