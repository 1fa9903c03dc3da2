import { Injectable } from '@nestjs/common';
import { DataSource, IsNull, type EntityManager } from 'typeorm';
import { ById } from '#database';
import { found } from '#problems';
import { Client } from './client.js';

/** Lock that serialises the instances that create the operator's client at their start. Any fixed number. */
const BOOTSTRAP_LOCK = 7_120_630;

@Injectable()
export class ClientRepository {
  constructor(private readonly dataSource: DataSource) {}

  /** The client that presents this id. */
  byClientId(clientId: string): Promise<Client | null> {
    return this.dataSource.manager.findOneBy(Client, { clientId, deletedAt: IsNull() });
  }

  /** The client, locked until the transaction ends. @throws {Problem} 404 */
  async forUpdate(tx: EntityManager, clientId: string): Promise<Client> {
    const where = { clientId, deletedAt: IsNull() };
    return found(await tx.findOne(Client, { where, lock: { mode: 'pessimistic_write' } }), 'client');
  }

  /** The operator's client, even a deleted one; no other instance reads it until the transaction ends. */
  async bootstrap(tx: EntityManager): Promise<Client | null> {
    await tx.query('select pg_advisory_xact_lock($1)', [BOOTSTRAP_LOCK]);
    return tx.findOneBy(Client, { bootstrap: true });
  }

  async save(tx: EntityManager, { id, ...columns }: Client): Promise<void> {
    await tx.upsert(Client, { id, ...columns }, ['id']);
  }

  list(memberId: string | undefined): ById<Client> {
    const query = this.dataSource.manager.createQueryBuilder(Client, 'client').where('client.deletedAt is null');
    if (memberId !== undefined) query.andWhere('client.memberId = :memberId', { memberId });
    return new ById(query);
  }
}
