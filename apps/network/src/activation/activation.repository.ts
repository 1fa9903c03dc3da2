import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { newId } from '#database';
import type { ActivationLink, ActivationProgress } from './activation.js';

@Injectable()
export class ActivationRepository {
  constructor(private readonly dataSource: DataSource) {}

  /** Gives a member the right to create its first client, once. */
  async open(tx: EntityManager, applicationId: string, memberId: string): Promise<void> {
    await tx.query(
      'insert into activation (application_id, member_id, client_id) values ($1, $2, $3) on conflict do nothing',
      [applicationId, memberId, newId()],
    );
  }

  /** Locks the activation until the transaction ends. */
  async lock(tx: EntityManager, applicationId: string): Promise<{ usedAt: Date | null } | undefined> {
    const [row] = await tx.query<{ usedAt: Date | null }[]>(
      'select used_at as "usedAt" from activation where application_id = $1 for update',
      [applicationId],
    );
    return row;
  }

  async addLink(tx: EntityManager, applicationId: string, hash: Buffer, expiresAt: Date): Promise<void> {
    await tx.query('insert into activation_link (hash, application_id, expires_at) values ($1, $2, $3)', [
      hash,
      applicationId,
      expiresAt,
    ]);
  }

  /** Ends the links that are still valid. */
  async expireLinks(tx: EntityManager, applicationId: string, now: Date): Promise<void> {
    await tx.query('update activation_link set expires_at = $2 where application_id = $1 and expires_at > $2', [
      applicationId,
      now,
    ]);
  }

  async linkOf(hash: Buffer): Promise<ActivationLink | undefined> {
    const [row] = await this.dataSource.query<ActivationLink[]>(
      `select activation.member_id as "memberId", activation.client_id as "clientId", activation.used_at as "usedAt",
              activation_link.expires_at as "expiresAt", member.name as "memberName", member.status as "memberStatus"
         from activation_link
         join activation using (application_id)
         join member on member.id = activation.member_id
        where activation_link.hash = $1`,
      [hash],
    );
    return row;
  }

  /** Stores that the client of a link was handed over. Returns whether the link exists. */
  async markUsed(hash: Buffer, now: Date): Promise<boolean> {
    const [, marked] = await this.dataSource.query<[unknown, number]>(
      `update activation set used_at = coalesce(used_at, $2)
        where application_id = (select application_id from activation_link where hash = $1)`,
      [hash, now],
    );
    return marked > 0;
  }

  /** The state of the activation, and of the mail with its link; undefined before an approval. */
  async progressOf(
    applicationId: string,
    mail: 'waiting' | 'failed' | undefined,
    now: Date,
  ): Promise<ActivationProgress | undefined> {
    const [row] = await this.dataSource.query<{ usedAt: Date | null; expiresAt: Date | null }[]>(
      `select used_at as "usedAt",
              (select max(expires_at) from activation_link l where l.application_id = a.application_id) as "expiresAt"
         from activation a where application_id = $1`,
      [applicationId],
    );
    if (!row) return undefined;
    const { usedAt, expiresAt } = row;
    if (usedAt !== null) return { state: 'used', expiresAt };
    if (mail === 'waiting') return { state: 'queued', expiresAt };
    if (mail === 'failed') return { state: 'not-sent', expiresAt };
    return { state: expiresAt !== null && expiresAt > now ? 'sent' : 'expired', expiresAt };
  }
}
