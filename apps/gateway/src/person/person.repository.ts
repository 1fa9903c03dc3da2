import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { ById, newId } from '#database';
import { addressOf } from '#privacy';
import { found } from '#problems';
import { Invitation } from './invitation.js';
import { isSeen, parametersOf, type Seen } from './invitation.repository.js';
import { Person } from './person.js';

@Injectable()
export class PersonRepository {
  constructor(private readonly dataSource: DataSource) {}

  /**
   * Stores that a person has signed in, locks the person until the transaction ends and returns its id. Of the address
   * it keeps a salted hash, which finds the person for an erasure.
   */
  async signedIn(
    tx: EntityManager,
    { issuer, subject, name, email }: { issuer: string; subject: string; name: string; email: string | undefined },
    at: Date,
  ): Promise<string> {
    const [row] = await tx.query<{ id: string }[]>(
      `insert into person as p (id, issuer, subject, name, created_at, signed_in_at, email_salt, email_hash)
       values ($1, $2, $3, $4, $5, $5, case when $7::text is not null then $6::bytea end, sha256($6::bytea || convert_to($7, 'UTF8')))
       on conflict (issuer, subject) do update set name = excluded.name, signed_in_at = excluded.signed_in_at,
         email_salt = coalesce(excluded.email_salt, p.email_salt), email_hash = coalesce(excluded.email_hash, p.email_hash)
       returning id`,
      [newId(), issuer, subject, name, at, randomBytes(16), email === undefined ? null : addressOf(email)],
    );
    return row!.id;
  }

  /** The person, locked until the transaction ends. @throws {Problem} 404 */
  async forUpdate(tx: EntityManager, id: string): Promise<Person> {
    return found(await tx.findOne(Person, { where: { id }, lock: { mode: 'pessimistic_write' } }), 'person');
  }

  /** Deletes a person with all rights and sessions. */
  async delete(tx: EntityManager, { id }: Person): Promise<void> {
    await tx.delete(Person, { id });
  }

  /** @param ids only these */
  list(seen: Seen | undefined, ids?: readonly string[]): ById<Person> {
    const query = this.dataSource.manager.createQueryBuilder(Person, 'person').where('true');
    if (ids) query.andWhere('person.id = any(:ids)', { ids });
    if (!seen) return new ById(query);
    const invitations = query.subQuery().select('1').from(Invitation, 'invitation');
    const own = invitations.where('invitation.person_id = person.id').andWhere(isSeen).getQuery();
    return new ById(query.andWhere(`exists ${own}`, parametersOf(seen)));
  }
}
