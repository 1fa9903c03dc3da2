import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { ById } from '#database';
import { found, notFound } from '#problems';
import { SavedSearch } from './saved-search.js';

/** All SQL of saved searches. Those of others do not exist for anybody. */
@Injectable()
export class SavedSearchRepository {
  constructor(private readonly dataSource: DataSource) {}

  /** How many an owner has; serialised, so that a burst cannot exceed the limit. */
  async countForInsert(tx: EntityManager, owner: string): Promise<number> {
    await tx.query(`select pg_advisory_xact_lock(hashtextextended('saved searches ' || $1, 0))`, [owner]);
    return tx.countBy(SavedSearch, { owner });
  }

  async insert(tx: EntityManager, search: SavedSearch): Promise<void> {
    await tx.insert(SavedSearch, search);
  }

  /** @throws {Problem} 404 */
  async get(owner: string, id: string): Promise<SavedSearch> {
    return found(await this.dataSource.manager.findOneBy(SavedSearch, { id, owner }), 'saved search');
  }

  /** In the order in which they were saved. */
  list(owner: string): ById<SavedSearch> {
    const query = this.dataSource.manager.createQueryBuilder(SavedSearch, 'saved');
    return new ById(query.where('saved.owner = :owner', { owner }));
  }

  /** Returns whether somebody followed it. @throws {Problem} 404 */
  async delete(tx: EntityManager, owner: string, id: string): Promise<boolean> {
    const [[gone]] = await tx.query<[{ isFollowed: boolean }[], number]>(
      'delete from saved_search where id = $1 and owner = $2 returning keys is not null as "isFollowed"',
      [id, owner],
    );
    if (!gone) throw notFound('saved search');
    return gone.isFollowed;
  }

  async deleteOf(tx: EntityManager, owner: string): Promise<void> {
    await tx.delete(SavedSearch, { owner });
  }
}
