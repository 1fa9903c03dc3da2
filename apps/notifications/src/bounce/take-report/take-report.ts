import { Command, CommandHandler } from '@nestjs/cqrs';
import type { EntityManager } from 'typeorm';
import { Handler } from '#commands';
import { notFound, Problem } from '#problems';
import { MailingRepository } from '../../mailing/mailing.repository.js';
import { isProven, readMailId, type MailClaim } from '../../subscription/mail-id.js';
import { StopMailbox } from '../../subscription/stop-mailbox/stop-mailbox.js';
import type { Subscription } from '../../subscription/subscription.js';
import { ANYONE, SubscriptionRepository } from '../../subscription/subscription.repository.js';
import { readMailReport, type Finding, type MailReport } from '../mail-report.js';

/** What a report has led to. */
export const reportOutcomes = ['suppressed', 'noted', 'ended', 'unchanged'] as const;
export type ReportOutcome = (typeof reportOutcomes)[number];

export const notAReport = () =>
  new Problem(
    'bounce.not-a-report',
    422,
    'This is not a report on the delivery of a mail (RFC 3464) or on a complaint (RFC 5965), as an automatic reply is not.',
  );

/** Does what follows from a report about a mail: nothing more is sent to who refuses it, or complains. */
export class TakeReport extends Command<ReportOutcome> {
  constructor(
    /** The report as it came. */
    readonly bytes: Uint8Array,
  ) {
    super();
  }
}

/** A mail that was sent, by what proves to be its id. */
interface Sent {
  readonly subscription: Subscription;
  /** Undefined: its acceptance is not stored yet. */
  readonly at: Date | undefined;
}

@CommandHandler(TakeReport)
export class TakeReportHandler extends Handler<TakeReport, MailReport> {
  constructor(
    private readonly subscriptions: SubscriptionRepository,
    private readonly mailings: MailingRepository,
    private readonly mailboxes: StopMailbox,
  ) {
    super();
  }

  /** @throws {Problem} 422 for what is not a report */
  protected override async prepare({ bytes }: TakeReport): Promise<MailReport> {
    const report = await readMailReport(bytes);
    if (!report) throw notAReport();
    return report;
  }

  /** @throws {Problem} 404 for a mail that was not sent from here, or whose subscription has ended */
  protected async handle(_: TakeReport, tx: EntityManager, { finding, ids }: MailReport): Promise<ReportOutcome> {
    for (const claim of ids.flatMap((id) => readMailId(id) ?? [])) {
      const sent = await this.sent(tx, claim);
      if (sent) return this.act(tx, sent, finding);
    }
    throw notFound('mail');
  }

  private async sent(tx: EntityManager, claim: MailClaim): Promise<Sent | undefined> {
    const mailing = claim.kind === 'digest' ? await this.mailings.find(tx, claim.about) : undefined;
    const id = claim.kind === 'digest' ? mailing?.subscriptionId : claim.about;
    const subscription = id === undefined ? null : await this.subscriptions.lock(tx, id);
    if (!subscription?.address || !isProven(claim, subscription)) return undefined;
    const asked = subscription.askedAt ?? subscription.createdAt;
    return { subscription, at: claim.kind === 'digest' ? (mailing?.sentAt ?? undefined) : asked };
  }

  private async act(tx: EntityManager, { subscription, at }: Sent, finding: Finding): Promise<ReportOutcome> {
    const { id, address, confirmedAt } = subscription;
    if (finding === 'complained') {
      await this.subscriptions.delete(tx, id, ANYONE);
      return 'ended';
    }
    // Whoever has confirmed since then reads the mailbox: the report is out of date.
    if (at && confirmedAt && confirmedAt > at) return 'unchanged';
    if (finding === 'refused') return (await this.mailboxes.run(tx, address!, 'bounced')) ? 'suppressed' : 'unchanged';
    return finding === 'delayed' && (await this.note(tx, subscription)) ? 'noted' : 'unchanged';
  }

  private async note(tx: EntityManager, subscription: Subscription): Promise<boolean> {
    const detail = 'The mailbox could not take a mail for now.';
    const isNews = subscription.noteDelay({ code: 'mail.delayed', detail, at: this.clock.now().toISOString() });
    if (isNews) await this.subscriptions.update(tx, subscription);
    return isNews;
  }
}
