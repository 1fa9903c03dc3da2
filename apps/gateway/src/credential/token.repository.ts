import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { Principal } from '#identity';
import type { Client } from './client.js';

/** Rows that one statement of the purge deletes, so that no lock is held for long. */
const PURGE_BATCH = 1_000;

/** The holder of a token, and whether their member may write at present. */
export interface TokenHolder {
  readonly principal: Principal;
  readonly isSuspended: boolean;
  readonly expiresAt: Date;
}

interface HolderRow {
  id: string;
  name: string;
  roles: Principal['roles'];
  member_id: string | null;
  affiliation: string | null;
  grants: Principal['grants'];
  member_status: string | null;
  expires_at: Date;
}

@Injectable()
export class TokenRepository {
  constructor(private readonly dataSource: DataSource) {}

  /**
   * Stores a token, unless since the check of its secret the client was deleted, rotated, or lost its member.
   * @returns whether it was stored
   */
  async insert(hash: Buffer, client: Client, expiresAt: Date): Promise<boolean> {
    const rows = await this.dataSource.query<unknown[]>(
      `with holder as (
         select client.id from client left join member on member.id = client.member_id
          where client.id = $2 and client.secret_hash = $3 and client.deleted_at is null
            and member.status is distinct from 'ended'
            for share of client
       )
       insert into token (hash, client, expires_at) select $1, id, $4 from holder returning 1`,
      [hash, client.id, client.secretHash, expiresAt],
    );
    return rows.length > 0;
  }

  async holderOf(hash: Buffer, now: Date): Promise<TokenHolder | undefined> {
    const [row] = await this.dataSource.query<HolderRow[]>(
      `select client.id, client.name, client.roles, client.member_id, client.affiliation, client.grants,
              member.status as member_status, token.expires_at
         from token
         join client on client.id = token.client and client.deleted_at is null
         left join member on member.id = client.member_id
        where token.hash = $1 and token.expires_at > $2 and member.status is distinct from 'ended'`,
      [hash, now],
    );
    if (!row) return undefined;
    const principal: Principal = {
      kind: 'client', id: row.id, name: row.name, roles: row.roles, memberId: row.member_id ?? undefined,
      affiliation: row.affiliation ?? undefined, grants: row.grants,
    }; // prettier-ignore
    return { principal, isSuspended: row.member_status === 'suspended', expiresAt: row.expires_at };
  }

  async deleteOf(tx: EntityManager, client: Client): Promise<void> {
    await tx.query('delete from token where client = $1', [client.id]);
  }

  /** Deletes expired tokens in batches. Returns how many there were. */
  async purge(now: Date): Promise<number> {
    for (let purged = 0; ;) {
      const [, deleted] = await this.dataSource.query<[unknown, number]>(
        `delete from token where hash in
           (select hash from token where expires_at <= $1 order by expires_at limit $2 for update skip locked)`,
        [now, PURGE_BATCH],
      );
      purged += deleted;
      if (deleted < PURGE_BATCH) return purged;
    }
  }
}
