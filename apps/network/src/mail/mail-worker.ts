import {
  Inject, Injectable, Logger, type BeforeApplicationShutdown, type OnApplicationBootstrap,
} from '@nestjs/common'; // prettier-ignore
import { BackgroundWork } from '#background';
import { nextAttemptAt, parseSchedule } from '#config';
import { Clock, newId } from '#database';
import { MailCarrier } from './mail-carrier.js';
import { MAIL_TEXTS, type MailOutcome, type MailTexts, type QueuedMail } from './mail.js';
import { MailRepository } from './mail.repository.js';

/** Pauses between the attempts of a mail: a day and a half, as mail servers do it. */
const schedule = parseSchedule('5s,1m,5m,15m,1h,2h,4h,8h,20h');

/** How long another instance's due mails may lie before this one looks, in milliseconds. */
const POLL_MS = 5_000;

/** Shortest pause, in milliseconds: a mail that is due but that another instance has in hand must not make this one spin. */
const SHORTEST_PAUSE_MS = 100;

/** Mails sent at once. */
const AT_ONCE = 5;

/** How long a claimed mail is left to who claimed it, in milliseconds: several silences of a mail server. */
const LEASE_MS = 120_000;

/** How long a stop waits for the mails in hand, in milliseconds; what takes longer is sent again after its lease. */
const STOP_WITHIN_MS = 5_000;

/**
 * Sends what waits, at least once: an instance that dies between sending and noting it has its mail sent again by another.
 * No transaction is open while a server is spoken to.
 */
@Injectable()
export class MailWorker implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(MailWorker.name);
  private readonly work = new BackgroundWork({ name: 'Mails', pollMs: POLL_MS, turn: () => this.sendDue() });

  constructor(
    @Inject(MailRepository) private readonly mails: MailRepository,
    @Inject(MAIL_TEXTS) private readonly texts: MailTexts,
    @Inject(MailCarrier) private readonly carrier: MailCarrier,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  onApplicationBootstrap(): void {
    this.work.start();
  }

  /** Finishes the mails in hand, but does not wait for a silent server. */
  async beforeApplicationShutdown(): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    const deadline = new Promise<void>((resolve) => (timer = setTimeout(resolve, STOP_WITHIN_MS)));
    await Promise.race([this.work.stop(), deadline]);
    clearTimeout(timer);
    this.carrier.close();
  }

  /** Says that a mail was queued. */
  wake(): void {
    this.work.wake();
  }

  private async sendDue(): Promise<number | undefined> {
    const claimed = await this.mails.claim(newId(), AT_ONCE, this.clock.now(), LEASE_MS);
    await Promise.all(claimed.map((mail) => this.send(mail)));
    if (claimed.length > 0) return 0;
    const dueAt = await this.mails.nextDueAt();
    return dueAt && Math.max(SHORTEST_PAUSE_MS, dueAt.getTime() - this.clock.now().getTime());
  }

  private async send(mail: QueuedMail): Promise<void> {
    const outcome = await this.attempt(mail);
    await this.mails.settle(mail, outcome, this.clock.now());
    const { id, kind } = mail;
    if (outcome.state === 'pending') this.logger.warn({ event: 'mail.delayed', id, kind, error: outcome.error });
    if (outcome.state === 'failed') this.logger.error({ event: 'mail.failed', id, kind, error: outcome.error });
  }

  private async attempt({ id, kind, about, recipient, attempts }: QueuedMail): Promise<MailOutcome> {
    try {
      const letter = await this.texts[kind](about);
      if (!letter) return { state: 'obsolete' };
      await this.carrier.send({ id, to: recipient, ...letter });
      return { state: 'sent' };
    } catch (failure) {
      const error = codeOf(failure);
      const next = isFinal(failure)
        ? undefined
        : nextAttemptAt(schedule, attempts + 1, this.clock.now(), Math.random());
      return next ? { state: 'pending', error, nextAttemptAt: next } : { state: 'failed', error };
    }
  }
}

interface MailFailure {
  readonly code?: unknown;
  readonly responseCode?: unknown;
}

/** Which failure it was, without what a server said: that may repeat the address. */
function codeOf(failure: unknown): string {
  const { code, responseCode } = failure as MailFailure;
  const name = typeof code === 'string' ? code : failure instanceof Error ? failure.name : 'unknown';
  return typeof responseCode === 'number' ? `${name} ${responseCode}` : name;
}

/** The server knows the mailbox not to exist, or the address to be none: it will not be otherwise tomorrow (RFC 5321, 4.2.1). */
function isFinal(failure: unknown): boolean {
  const { code, responseCode } = failure as MailFailure;
  return code === 'EENVELOPE' && typeof responseCode === 'number' && responseCode >= 500;
}
