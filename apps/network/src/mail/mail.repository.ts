import { Inject, Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { newId } from '#database';
import type { MailKind, MailOutcome, QueuedMail } from './mail.js';

/** Days for which it stays known that a mail was sent; nothing personal is left in the row. */
const KEPT_DAYS = 30;

@Injectable()
export class MailRepository {
  constructor(@Inject(DataSource) private readonly dataSource: DataSource) {}

  async insert(tx: EntityManager, mail: Pick<QueuedMail, 'kind' | 'about' | 'recipient'>, now: Date): Promise<void> {
    const { kind, about, recipient } = mail;
    await tx.query(
      `insert into mail (id, kind, about, recipient, state, next_attempt_at, created_at)
       values ($1, $2, $3, $4, 'pending', $5, $5)`,
      [newId(), kind, about, recipient, now],
    );
  }

  /** Lets a mail that waits be tried now. Returns whether one waits. */
  async hurry(tx: EntityManager, kind: MailKind, about: string, now: Date): Promise<boolean> {
    const [, hurried] = await tx.query<[unknown, number]>(
      `update mail set next_attempt_at = least(next_attempt_at, $3) where kind = $1 and about = $2 and state = 'pending'`,
      [kind, about, now],
    );
    return hurried > 0;
  }

  /**
   * Takes mails that are due, for `leaseMs`. Leases run by the database's clock, which all instances share; who lets one
   * lapse has died, and the mail is sent by another.
   */
  async claim(claim: string, limit: number, now: Date, leaseMs: number): Promise<QueuedMail[]> {
    const [rows] = await this.dataSource.query<[Omit<QueuedMail, 'claim'>[], number]>(
      `update mail set claim = $1, claimed_until = clock_timestamp() + $4 * interval '1 millisecond'
        where id in (select id from mail
                      where state = 'pending' and next_attempt_at <= $2
                        and (claimed_until is null or claimed_until < clock_timestamp())
                      order by next_attempt_at limit $3 for update skip locked)
        returning id, kind, about, recipient, attempts`,
      [claim, now, limit, leaseMs],
    );
    return rows.map((row) => ({ ...row, claim }));
  }

  /** When the next mail that nobody has in hand falls due. */
  async nextDueAt(): Promise<Date | undefined> {
    const [row] = await this.dataSource.query<{ at: Date }[]>(
      `select next_attempt_at as at from mail
        where state = 'pending' and (claimed_until is null or claimed_until < clock_timestamp())
        order by next_attempt_at limit 1`,
    );
    return row?.at;
  }

  /** Notes what became of a mail, unless another instance has taken it over. Forgets a few old ones on the way. */
  async settle({ id, claim }: QueuedMail, outcome: MailOutcome, now: Date): Promise<void> {
    const isPending = outcome.state === 'pending';
    await this.dataSource.query(
      `update mail
          set state = $3, attempts = attempts + 1, last_error = $4, next_attempt_at = $5, settled_at = $6,
              recipient = case when $3 = 'pending' then recipient end, claim = null, claimed_until = null
        where id = $1 and claim = $2 and state = 'pending'`,
      [
        id,
        claim,
        outcome.state,
        'error' in outcome ? outcome.error : null,
        isPending ? outcome.nextAttemptAt : null,
        isPending ? null : now,
      ],
    );
    await this.dataSource.query(
      `delete from mail where id in
         (select id from mail where state <> 'pending' and settled_at < $1::timestamptz - $2 * interval '1 day'
           order by settled_at limit 10 for update skip locked)`,
      [now, KEPT_DAYS],
    );
  }
}
