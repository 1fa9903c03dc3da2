import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { addressOf } from '#privacy';

/** Why nothing is sent to an address: a mail came back, or the mail server did not take one. */
export type SuppressionReason = 'bounced' | 'refused';

/** Days for which nothing is sent: a mailbox may be made again. */
export const SUPPRESSED_DAYS = 180;

const DAY_MS = 86_400_000;

const hashOf = (parameter: string): string =>
  `sha256((select key from suppression_key) || convert_to(${parameter}, 'UTF8'))`;

/** Addresses that refuse mails. Only their hashes are stored; all spellings of an address have the same one. */
@Injectable()
export class SuppressionRepository {
  constructor(private readonly dataSource: DataSource) {}

  /** Returns false when the address is on the list already. */
  async add(tx: EntityManager, address: string, reason: SuppressionReason, now: Date): Promise<boolean> {
    await tx.query(
      `insert into suppression_key (key) values (uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()))
       on conflict do nothing`,
    );
    const until = new Date(now.getTime() + SUPPRESSED_DAYS * DAY_MS);
    const added = await tx.query<unknown[]>(
      `insert into suppressed_address as known (hash, reason, since, until) values (${hashOf('$1')}, $2, $3, $4)
       on conflict (hash) do update set reason = excluded.reason, since = excluded.since, until = excluded.until
         where known.until <= $3
       returning true`,
      [addressOf(address), reason, now, until],
    );
    return added.length > 0;
  }

  /** Which of these addresses are on the list, as they are written here. */
  async among(tx: EntityManager, addresses: readonly string[], now: Date): Promise<ReadonlySet<string>> {
    if (addresses.length === 0) return new Set();
    const rows = await tx.query<{ address: string }[]>(
      `select given.address from unnest($1::text[], $2::text[]) as given(address, form)
        where exists (select from suppressed_address where hash = ${hashOf('given.form')} and until > $3)`,
      [addresses, addresses.map(addressOf), now],
    );
    return new Set(rows.map(({ address }) => address));
  }

  /** Returns false when the address is not on the list. */
  async lift(tx: EntityManager, address: string): Promise<boolean> {
    return (await forgetAddress(tx, addressOf(address))) > 0;
  }

  async forgetEnded(now: Date): Promise<void> {
    await this.dataSource.query('delete from suppressed_address where until <= $1', [now]);
  }
}

/** How many rows an address has, at most one. @param form as `addressOf` gives it */
export async function countOfAddress(tx: EntityManager, form: string): Promise<number> {
  const rows = await tx.query<unknown[]>(`select from suppressed_address where hash = ${hashOf('$1')}`, [form]);
  return rows.length;
}

/** Returns how many rows were deleted. @param form as `addressOf` gives it */
export async function forgetAddress(tx: EntityManager, form: string): Promise<number> {
  const [, count] = await tx.query<[unknown, number]>(`delete from suppressed_address where hash = ${hashOf('$1')}`, [
    form,
  ]);
  return count;
}
