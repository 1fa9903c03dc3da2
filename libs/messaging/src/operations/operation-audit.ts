import type { EntityManager, QueryRunner } from 'typeorm';
import { ForwardMigration, newId } from '#database';

/** What an operator did. */
export interface AuditEntry {
  readonly at: Date;
  readonly principalId: string;
  readonly action: 'redrive' | 'discard';
  /** Id of the dead letter. */
  readonly target: string;
  /** Why, in the operator's words. */
  readonly reason?: string | undefined;
  readonly outcome: string;
  readonly detail?: string | undefined;
}

/** Records what an operator did, in the transaction of its effect. */
export async function audit(tx: EntityManager, entry: AuditEntry): Promise<void> {
  const { at, principalId, action, target, reason, outcome, detail } = entry;
  await tx.query(
    `insert into operation_audit (id, at, principal_id, action, target, reason, outcome, detail)
     values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [newId(), at, principalId, action, target, reason ?? null, outcome, detail ?? null],
  );
}

/** Who did what with which dead letter, and what an operator has discarded. */
export class Operations1764000000004 extends ForwardMigration {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table operation_audit (
        id           uuid primary key,
        at           timestamptz not null,
        principal_id text not null,
        action       text not null check (action in ('redrive', 'discard')),
        target       uuid not null,
        reason       text,
        outcome      text not null,
        detail       text
      );
      create index operation_audit_at on operation_audit (at);
      create index operation_audit_target on operation_audit (target);

      -- What was given up is remembered: the stream goes on past it, and sent again it does not come back.
      alter table waiting_event drop constraint waiting_event_state_check;
      alter table waiting_event add constraint waiting_event_state_check check (state in ('parked', 'dead', 'discarded'));
      create index waiting_event_ended on waiting_event (consumer_group, stream_id, sequence) where state <> 'parked';
      create index waiting_event_listed on waiting_event (created_at, id) where state <> 'discarded';
    `);
  }
}
