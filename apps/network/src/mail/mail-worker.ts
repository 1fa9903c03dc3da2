import {
  Inject, Injectable, Logger, type BeforeApplicationShutdown, type OnApplicationBootstrap,
} from '@nestjs/common'; // prettier-ignore
import { nextAttemptAt, parseSchedule } from '#config';
import { Clock, newId } from '#database';
import { MailCarrier } from './mail-carrier.js';
import { MAIL_TEXTS, type MailOutcome, type MailTexts, type QueuedMail } from './mail.js';
import { MailRepository } from './mail.repository.js';

/** Pauses between the attempts of a mail: a day and a half, as mail servers do it. */
const schedule = parseSchedule('5s,1m,5m,15m,1h,2h,4h,8h,20h');

/** How long another instance's due mails may lie before this one looks, in milliseconds. */
const POLL_MS = 1_000;

/** Mails sent at once. */
const AT_ONCE = 5;

/** How long a claimed mail is left to who claimed it, in milliseconds: several silences of a mail server. */
const LEASE_MS = 120_000;

/**
 * Sends what waits, at least once: an instance that dies between sending and noting it has its mail sent again by another.
 * No transaction is open while a server is spoken to.
 */
@Injectable()
export class MailWorker implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(MailWorker.name);
  private stopping = false;
  private noticed = false;
  private wakeUp: () => void = () => undefined;
  private running: Promise<void> | undefined;

  constructor(
    @Inject(MailRepository) private readonly mails: MailRepository,
    @Inject(MAIL_TEXTS) private readonly texts: MailTexts,
    @Inject(MailCarrier) private readonly carrier: MailCarrier,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  onApplicationBootstrap(): void {
    this.running = this.work();
  }

  /** Finishes the mails in hand. */
  async beforeApplicationShutdown(): Promise<void> {
    this.stopping = true;
    this.wake();
    await this.running;
    this.carrier.close();
  }

  /** Says that a mail was queued. */
  wake(): void {
    this.noticed = true;
    this.wakeUp();
  }

  private async work(): Promise<void> {
    let failing = false;
    while (!this.stopping) {
      let taken = 0;
      try {
        this.noticed = false;
        const claimed = await this.mails.claim(newId(), AT_ONCE, this.clock.now(), LEASE_MS);
        await Promise.all(claimed.map((mail) => this.send(mail)));
        taken = claimed.length;
        failing = false;
      } catch (error) {
        if (!failing) this.logger.warn(`Mails wait: ${String(error)}. Trying again every second.`);
        failing = true;
      }
      if (taken === 0) await this.idle();
    }
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

  private async idle(): Promise<void> {
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, POLL_MS);
      this.wakeUp = () => {
        clearTimeout(timer);
        resolve();
      };
      if (this.noticed || this.stopping) this.wakeUp();
    });
    this.wakeUp = () => undefined;
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
