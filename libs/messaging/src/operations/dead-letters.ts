import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock, type Seek } from '#database';
import { notFound, Problem } from '#problems';
import type { ConsumerGroup } from '../consumer/consumer-group.js';
import { EventConsumers } from '../consumer/event-consumers.js';
import type { WaitingReason } from '../consumer/group-streams.js';
import type { Discarded, RecordOutcome, Redriven } from '../consumer/waiting-events.js';
import { MESSAGING_OPTIONS, type MessagingOptions } from '../messaging.options.js';
import { audit, type AuditEntry } from './operation-audit.js';

/** An event or message that a group of this app could not apply. Nobody is shown its content. */
export interface DeadLetter {
  /** `<app>:<uuid>`. */
  readonly id: string;
  readonly app: string;
  readonly group: string;
  /** `parked`: retried automatically, or waiting for an earlier event; `dead`: only a redrive retries it. */
  readonly state: 'parked' | 'dead';
  readonly type: string | null;
  readonly subject: string | null;
  readonly sequence: string | null;
  readonly topic: string;
  readonly origin: string | null;
  readonly reason: WaitingReason;
  readonly detail: string;
  readonly attempts: number;
  readonly nextAttemptAt: string | null;
  /** To the microsecond, so that it determines the order. */
  readonly createdAt: string;
}

export interface DeadLetterFilter {
  readonly state?: 'parked' | 'dead' | undefined;
  readonly group?: string | undefined;
}

/** Times are RFC 3339 in UTC; foreign texts are cut to the size that an answer may have. */
const shown = (app: string) => `
  '${app}:' || id as id, '${app}' as app, consumer_group as "group", state,
  left(headers ->> 'ce_type', 200) as type, coalesce(stream_id::text, left(headers ->> 'ce_subject', 200)) as subject,
  coalesce(sequence::text, left(headers ->> 'ce_sequence', 40)) as sequence, topic, origin, reason, detail, attempts,
  to_char(next_attempt_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "nextAttemptAt",
  to_char(created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as "createdAt"`;

/** What this app could not apply, and the operator's commands for it. */
@Injectable()
export class DeadLetters {
  constructor(
    @Inject(MESSAGING_OPTIONS) private readonly options: MessagingOptions,
    private readonly dataSource: DataSource,
    private readonly consumers: EventConsumers,
    private readonly clock: Clock,
  ) {}

  /** Up to one more than `limit`, the oldest first. */
  list(filter: DeadLetterFilter, seek: Seek, limit: number): Promise<DeadLetter[]> {
    const { app } = this.options.database;
    const { where, orderBy, values } = seek.sql(
      { 'w.created_at': 'timestamptz', [`('${app}:' || w.id) collate "C"`]: 'text' },
      3,
    );
    return this.dataSource.query(
      `select ${shown(app)} from waiting_event as w
        where state <> 'discarded' and ($1::text is null or state = $1) and ($2::text is null or consumer_group = $2)
          and ${where}
        order by ${orderBy} limit $5`,
      [filter.state ?? null, filter.group ?? null, ...values, limit + 1],
    );
  }

  /** @throws {Problem} 404 */
  async get(id: string): Promise<DeadLetter> {
    const { app } = this.options.database;
    const [of, uuid] = id.split(':');
    const [row] =
      of === app
        ? await this.dataSource.query<DeadLetter[]>(
            `select ${shown(app)} from waiting_event where id = $1 and state <> 'discarded'`,
            [uuid],
          )
        : [];
    if (!row) throw notFound('dead letter');
    return row;
  }

  async count(filter: DeadLetterFilter): Promise<number> {
    const [row] = await this.dataSource.query<{ n: number }[]>(
      `select count(*)::int as n from waiting_event
        where state <> 'discarded' and ($1::text is null or state = $1) and ($2::text is null or consumer_group = $2)`,
      [filter.state ?? null, filter.group ?? null],
    );
    return row?.n ?? 0;
  }

  /**
   * Tries a waiting event at once, with its stream locked; once it is applied, the events behind it follow.
   *
   * @param by id of the principal who asked for it
   * @throws {Problem} 404; 409 when no consumer of this build belongs to its group
   */
  async redrive(id: string, by: string): Promise<Redriven> {
    const { uuid, group } = await this.find(id);
    const done = await group.redrive(uuid, this.record({ action: 'redrive', target: uuid, principalId: by }));
    if (!done) throw notFound('dead letter');
    return done;
  }

  /**
   * Discards a dead letter: its stream continues after it.
   *
   * @throws {Problem} 404; 409 when it only waits for another event, or no consumer of this build belongs to its group
   */
  async discard(id: string, reason: string, by: string): Promise<Discarded> {
    const { uuid, group } = await this.find(id);
    const done = await group.discard(uuid, this.record({ action: 'discard', target: uuid, principalId: by, reason }));
    if (!done) throw notFound('dead letter');
    if (done.outcome === 'discarded') return done;
    throw new Problem('dead-letter.waiting', 409, `The event cannot be given up: ${done.detail ?? ''}.`);
  }

  private record(entry: Pick<AuditEntry, 'action' | 'target' | 'principalId' | 'reason'>): RecordOutcome {
    return (tx, { outcome, detail }) => audit(tx, { ...entry, at: this.clock.now(), outcome, detail });
  }

  private async find(id: string): Promise<{ uuid: string; group: ConsumerGroup }> {
    const { group: name } = await this.get(id);
    const group = this.consumers.group(name);
    if (group) return { uuid: id.split(':')[1]!, group };
    throw new Problem('dead-letter.no-consumer', 409, `No consumer of this build belongs to the group ${name}.`);
  }
}
