import { Injectable } from '@nestjs/common';
import { isUUID } from 'class-validator';
import { DataSource, type EntityManager } from 'typeorm';
import { principalEvents, topics, type EventOf, type principalChanged, type PrincipalFacts } from '#contracts';
import type { Principal } from '#identity';
import { Consumes, Reactions, Rebuilds, type EventContext } from '#messaging';
import { Problem } from '#problems';

/** What a principal may do, as far as this app knows; without roles it has ended. */
export type Standing = Pick<PrincipalFacts, 'id' | 'roles' | 'memberId'>;

/**
 * Who may do what, as the gateway announces it. Everything that depends on somebody's rights is checked against these
 * when it is used, and follows their changes: no copy of a right outlives it.
 */
@Injectable()
export class PrincipalProjection {
  constructor(
    private readonly dataSource: DataSource,
    private readonly rebuilds: Rebuilds,
    private readonly reactions: Reactions,
  ) {}

  /**
   * Stores an announcement of the gateway. Code that uses the rights of the same principal runs before or after, never
   * in between. Reactions end or update what depends on these rights; they may be called again for the same
   * announcement.
   */
  @Consumes('principals', principalEvents)
  async note(event: EventOf<typeof principalChanged>, { tx }: EventContext): Promise<void> {
    const { id, roles, memberId } = event.data;
    await tx.query(
      `insert into principal (id, roles, member_id) values ($1, $2, $3)
       on conflict (id) do update set roles = excluded.roles, member_id = excluded.member_id`,
      [id, roles, memberId],
    );
    await this.reactions.tell(tx, [event]);
  }

  /** What is known of a principal; it does not change until the transaction ends. */
  async find(tx: EntityManager, id: string): Promise<Standing | undefined> {
    const [standing] = await tx.query<Standing[]>(
      'select id, roles, member_id as "memberId" from principal where id = $1 for share',
      [id],
    );
    return standing;
  }

  /**
   * Calls the gateway at once unless enough is known: a principal may be so new that its event has not arrived.
   * @throws {Problem} 503 when the gateway does not answer
   */
  async learn(id: string, isEnough: (known: Standing) => boolean): Promise<void> {
    const known = await this.find(this.dataSource.manager, id);
    if ((known && isEnough(known)) || !isUUID(id)) return;
    await this.rebuilds.catchUp(topics.principal, id);
  }

  /**
   * Call it before storing anything that lasts as long as the caller's rights. Until the first announcement of a
   * principal, the caller's identity is used instead.
   * @throws {Problem} 401 when the caller has ended since the credential was checked
   */
  async admit(tx: EntityManager, { id, roles, memberId }: Principal): Promise<Standing> {
    await tx.query('insert into principal (id, roles, member_id) values ($1, $2, $3) on conflict do nothing', [
      id,
      roles,
      memberId ?? null,
    ]);
    const standing = await this.find(tx, id);
    if (standing && standing.roles.length > 0) return standing;
    throw new Problem('identity.invalid', 401, 'Your credential has just become invalid.');
  }
}
