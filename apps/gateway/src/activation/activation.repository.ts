import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';

@Injectable()
export class ActivationRepository {
  constructor(private readonly dataSource: DataSource) {}

  /**
   * Claims the right to hand over this client, for some time. Of several that ask at once one gets it; the others wait
   * for the outcome of its transaction. By the database's clock, which all instances share.
   * @returns whether the claim succeeded: not while another instance holds it, nor after the client was handed over
   */
  async claim(tx: EntityManager, clientId: string, seconds: number): Promise<boolean> {
    const rows = await tx.query<unknown[]>(
      `insert into activation as a (client, claimed_until) values ($1, clock_timestamp() + $2 * interval '1 second')
       on conflict (client) do update set claimed_until = excluded.claimed_until
         where a.handed_over_at is null and a.claimed_until <= clock_timestamp()
       returning 1`,
      [clientId, seconds],
    );
    return rows.length > 0;
  }

  async isHandedOver(clientId: string): Promise<boolean> {
    const rows = await this.dataSource.query<unknown[]>(
      'select 1 from activation where client = $1 and handed_over_at is not null',
      [clientId],
    );
    return rows.length > 0;
  }

  async markHandedOver(clientId: string, now: Date): Promise<void> {
    await this.dataSource.query(
      'update activation set handed_over_at = $2 where client = $1 and handed_over_at is null',
      [clientId, now],
    );
  }
}
