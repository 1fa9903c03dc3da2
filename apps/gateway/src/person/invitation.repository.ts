import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { ById, dayInBrussels } from '#database';
import { found } from '#problems';
import { countsOn } from '../principal/tell-principals.js';
import { Invitation } from './invitation.js';

/** The most invitations that one sign-in redeems: nobody needs more. */
const OF_ONE_SIGN_IN = 50;

/** Rows that one statement of the purge deletes, so that no lock is held for long. */
const PURGE_BATCH = 1_000;

/** Selects the invitations (or persons) of a member and those that a principal has made. */
export interface Seen {
  readonly memberId: string | undefined;
  readonly invitedBy: string;
}

/** Redeemed at the first sign-in with its address. */
export const invitationStates = ['open', 'redeemed'] as const;
export type InvitationState = (typeof invitationStates)[number];

export interface InvitationFilter {
  readonly id?: readonly string[];
  readonly state?: readonly InvitationState[];
}

const counts = countsOn(':today');

@Injectable()
export class InvitationRepository {
  constructor(private readonly dataSource: DataSource) {}

  async save(tx: EntityManager, { id, ...columns }: Invitation): Promise<void> {
    await tx.upsert(Invitation, { id, ...columns }, ['id']);
  }

  /** The invitation, locked until the transaction ends. @throws {Problem} 404 */
  async forUpdate(tx: EntityManager, id: string): Promise<Invitation> {
    return found(await tx.findOne(Invitation, { where: { id }, lock: { mode: 'pessimistic_write' } }), 'invitation');
  }

  async delete(tx: EntityManager, { id }: Invitation): Promise<void> {
    await tx.delete(Invitation, { id });
  }

  /** The invitations that give these persons rights at present. */
  heldBy(personIds: readonly string[], now: Date, tx: EntityManager = this.dataSource.manager): Promise<Invitation[]> {
    return tx
      .createQueryBuilder(Invitation, 'invitation')
      .where('invitation.person_id = any(:personIds)', { personIds: [...personIds] })
      .andWhere(counts, { today: dayInBrussels(now) })
      .orderBy('invitation.id')
      .getMany();
  }

  /** The open invitations for this address, locked until the transaction ends. */
  openFor(tx: EntityManager, email: string, now: Date): Promise<Invitation[]> {
    return tx
      .createQueryBuilder(Invitation, 'invitation')
      .where('invitation.email = :email and invitation.expires_at > :now', { email, now })
      .andWhere(counts, { today: dayInBrussels(now) })
      .orderBy('invitation.id')
      .take(OF_ONE_SIGN_IN)
      .setLock('pessimistic_write')
      .getMany();
  }

  /** All invitations that a person has redeemed, valid or not. */
  redeemedBy(tx: EntityManager, personId: string): Promise<Invitation[]> {
    return tx.find(Invitation, { where: { personId }, order: { id: 'ASC' } });
  }

  /** Deletes invitations, with their addresses, that nobody redeemed in time. */
  async purge(now: Date): Promise<void> {
    for (let deleted = PURGE_BATCH; deleted === PURGE_BATCH;) {
      [, deleted] = await this.dataSource.query<[unknown, number]>(
        `delete from invitation where id in
           (select id from invitation where email is not null and expires_at <= $1
             order by expires_at limit $2 for update skip locked)`,
        [now, PURGE_BATCH],
      );
    }
  }

  list(seen: Seen | undefined, { id, state }: InvitationFilter): ById<Invitation> {
    const query = this.dataSource.manager.createQueryBuilder(Invitation, 'invitation').where('true');
    if (seen) query.andWhere(isSeen, parametersOf(seen));
    if (id) query.andWhere('invitation.id = any(:id)', { id });
    if (state?.length === 1) query.andWhere(`invitation.person_id is ${state[0] === 'open' ? 'null' : 'not null'}`);
    return new ById(query);
  }
}

/** Condition on `invitation` for `parametersOf`. */
export const isSeen = '(invitation.member_id = :memberId or invitation.invited_by = :invitedBy)';
export const parametersOf = ({ memberId, invitedBy }: Seen) => ({ memberId: memberId ?? null, invitedBy });
