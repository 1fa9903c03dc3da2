import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { dayInBrussels } from '#database';
import type { Grant, Principal, Role } from '#identity';
import { hashOf } from '../secret.js';
import type { TokenHolder } from '../credential/token.repository.js';
import { rightsOf } from '../person/person.js';
import { Issuer } from '../issuer/issuer.js';

/** Longest life of a session: a working day. */
export const SESSION_LIFETIME_MS = 12 * 60 * 60 * 1000;

/** A session that is unused for this long ends: somebody has left a browser open. */
export const IDLE_MS = 60 * 60 * 1000;

/** Use is stored at most this often, so that not every read becomes a write. */
const NOTED_EVERY_MS = 60_000;

/** Rows that one statement of the purge deletes, so that no lock is held for long. */
const PURGE_BATCH = 1_000;

/** One invitation that a session's person holds. */
interface HeldRow {
  id: string;
  name: string;
  used_at: Date;
  expires_at: Date;
  roles: Role[];
  memberId: string | null;
  affiliation: string | null;
  grants: Grant[];
  member_status: string | null;
}

/** What the issuer signs out: one of its sessions, or all sessions of a subject. */
export interface EndedSessions {
  readonly subject: string | undefined;
  readonly issuerSession: string | undefined;
}

@Injectable()
export class SessionRepository {
  constructor(
    private readonly dataSource: DataSource,
    private readonly issuer: Issuer,
  ) {}

  async insert(
    tx: EntityManager,
    session: { hash: Buffer; personId: string; issuerSession: string | undefined; at: Date },
  ): Promise<void> {
    const { hash, personId, issuerSession, at } = session;
    await tx.query(
      'insert into session (hash, person_id, issuer_session, used_at, expires_at) values ($1, $2, $3, $4, $5)',
      [hash, personId, issuerSession ?? null, at, new Date(at.getTime() + SESSION_LIFETIME_MS)],
    );
  }

  /**
   * The holder of a session, with their present rights. Undefined when all rights have ended, or when the person
   * belongs to an issuer other than the present one.
   */
  async holderOf(hash: Buffer, now: Date): Promise<TokenHolder | undefined> {
    const rows = await this.dataSource.query<HeldRow[]>(
      `select person.id, person.name, session.used_at, session.expires_at, invitation.roles,
              invitation.member_id as "memberId", invitation.affiliation, invitation.grants, member.status as member_status
         from session
         join person on person.id = session.person_id and person.issuer = $3
         join invitation on invitation.person_id = person.id and (invitation.ends_on is null or invitation.ends_on >= $5)
         left join member on member.id = invitation.member_id
        where session.hash = $1 and session.expires_at > $2 and session.used_at > $4
          and member.status is distinct from 'ended'
        order by invitation.id`,
      [hash, now, this.issuer.name ?? null, new Date(now.getTime() - IDLE_MS), dayInBrussels(now)],
    );
    const [row] = rows;
    if (!row) return undefined;
    if (now.getTime() - row.used_at.getTime() >= NOTED_EVERY_MS) await this.noteUse(hash, now);
    const { roles, memberId, affiliation, grants } = rightsOf(rows);
    const principal: Principal = {
      kind: 'person', id: row.id, name: row.name, roles, memberId: memberId ?? undefined,
      affiliation: affiliation ?? undefined, grants,
    }; // prettier-ignore
    const isSuspended = rows.some(({ member_status }) => member_status === 'suspended');
    return { principal, isSuspended, expiresAt: row.expires_at };
  }

  async delete(hash: Buffer, tx: EntityManager = this.dataSource.manager): Promise<void> {
    await tx.query('delete from session where hash = $1', [hash]);
  }

  async endOf(tx: EntityManager, { subject, issuerSession }: EndedSessions): Promise<void> {
    await tx.query(
      `delete from session using person where person.id = session.person_id and person.issuer = $1
          and ($2::text is null or person.subject = $2) and ($3::text is null or session.issuer_session = $3)`,
      [this.issuer.name ?? null, subject ?? null, issuerSession ?? null],
    );
  }

  /** Stores that a logout token was obeyed. Returns whether it is new. */
  async noteLogoutToken(tx: EntityManager, id: string, expiresAt: Date): Promise<boolean> {
    const noted = await tx.query<unknown[]>(
      'insert into logout_token (hash, expires_at) values ($1, $2) on conflict do nothing returning 1',
      [hashOf(id), expiresAt],
    );
    return noted.length > 0;
  }

  /** Deletes expired sessions, and logout tokens that can no longer be used, in batches. */
  async purge(now: Date): Promise<void> {
    const unused = new Date(now.getTime() - IDLE_MS);
    await this.deleteInBatches('session', 'expires_at <= $1 or used_at <= $2', [now, unused]);
    await this.deleteInBatches('logout_token', 'expires_at <= $1', [now]);
  }

  private async deleteInBatches(
    table: 'session' | 'logout_token',
    condition: string,
    parameters: Date[],
  ): Promise<void> {
    for (let deleted = PURGE_BATCH; deleted === PURGE_BATCH;) {
      [, deleted] = await this.dataSource.query<[unknown, number]>(
        `delete from ${table} where hash in
           (select hash from ${table} where ${condition} limit ${PURGE_BATCH} for update skip locked)`,
        parameters,
      );
    }
  }

  private async noteUse(hash: Buffer, now: Date): Promise<void> {
    await this.dataSource.query('update session set used_at = $2 where hash = $1 and used_at < $2', [hash, now]);
  }
}
