import { Column, Entity, PrimaryColumn } from 'typeorm';
import { dayInBrussels, newId } from '#database';
import { givenBy, hasRole, isOfOwnMember, isOwn, type Principal } from '#identity';
import { notFound, notValid, Problem } from '#problems';
import { mailAddress } from '#spelling';
import { HeldRights } from '../rights/held-rights.js';
import { fitting, rightsFrom, type Rights } from '../rights/rights.js';

/** Days for which an invitation can be redeemed. */
export const WAITS_DAYS = 30;
const DAY_MS = 24 * 60 * 60 * 1000;

/** Rights given to a person: open under an e-mail address, and the person's own once redeemed. */
@Entity('invitation')
export class Invitation extends HeldRights {
  @PrimaryColumn('uuid')
  id!: string;

  /** The address in the form in which addresses are compared; deleted when the person signs in. */
  @Column('text', { nullable: true })
  email!: string | null;

  /** Last day of the rights, `YYYY-MM-DD` in Europe/Brussels. */
  @Column('date', { name: 'ends_on', nullable: true })
  endsOn!: string | null;

  /** Principal that gave the rights. */
  @Column('uuid', { name: 'invited_by' })
  invitedBy!: string;

  /** Whether a member gave them to its own staff, not the operator or the steering committee. */
  @Column('boolean', { name: 'by_member' })
  byMember!: boolean;

  @Column('timestamptz', { name: 'created_at' })
  createdAt!: Date;

  /** Until when it can be redeemed. */
  @Column('timestamptz', { name: 'expires_at' })
  expiresAt!: Date;

  @Column('uuid', { name: 'person_id', nullable: true })
  personId!: string | null;

  @Column('timestamptz', { name: 'redeemed_at', nullable: true })
  redeemedAt!: Date | null;

  /** @throws {Problem} 403 when `by` may not give these rights; 422 with each invalid place */
  static make(email: string, wanted: Rights, endsOn: string | null, by: Principal, at: Date): Invitation {
    const rights = invitedRights(by, wanted);
    if (rights.roles.includes('steering') && endsOn === null) {
      const detail = 'The role steering requires an end date: the end of the mandate.';
      throw notValid([{ pointer: '/endsOn', code: 'required', detail }]);
    }
    if (endsOn !== null && endsOn < dayInBrussels(at)) {
      throw notValid([{ pointer: '/endsOn', code: 'past', detail: 'This day has passed; choose a later one.' }]);
    }
    return Invitation.of(rights, {
      email: mailAddress(email)!.key,
      endsOn,
      invitedBy: by.id,
      at,
      byMember: !hasRole(by, 'admin', 'steering'),
    });
  }

  /** The rights of a demo person without an invitation, for as long as an invitation would be valid. */
  static ofDemo(rights: Rights, personId: string, at: Date): Invitation {
    const endsOn = dayInBrussels(new Date(at.getTime() + WAITS_DAYS * DAY_MS));
    return Invitation.of(rights, { email: null, endsOn, invitedBy: personId, at, byMember: false });
  }

  private static of(
    { roles, memberId, affiliation, grants }: Rights,
    { at, ...told }: Pick<Invitation, 'email' | 'endsOn' | 'invitedBy' | 'byMember'> & { at: Date },
  ): Invitation {
    return Object.assign(new Invitation(), told, {
      id: newId(), createdAt: at, expiresAt: new Date(at.getTime() + WAITS_DAYS * DAY_MS), personId: null, redeemedAt: null,
      roles: [...roles], memberId, affiliation, grants: [...grants],
    }); // prettier-ignore
  }

  redeem(personId: string, at: Date): void {
    this.personId = personId;
    this.redeemedAt = at;
    this.email = null;
  }

  /**
   * Whether `by` may revoke these rights. An administrator may; others may revoke what they could give.
   * @throws {Problem} 404 for invitations that the caller may not see; 403 `invitation.beyond-own-rights`
   */
  assertManagedBy(by: Principal): void {
    if (hasRole(by, 'admin')) return;
    if (!this.isSeenBy(by)) throw notFound('invitation');
    try {
      invitedRights(by, this);
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      throw new Problem(
        'invitation.beyond-own-rights',
        403,
        'This invitation gives rights that you may not give; ask the operator.',
      );
    }
  }

  /** Invitations of the own member, and those that the caller has made. */
  private isSeenBy(by: Principal): boolean {
    return isOwn(by, this.invitedBy) || isOfOwnMember(by, this.memberId);
  }
}

/** The rights that `by` may give to a person. @throws {Problem} 403, 422 */
function invitedRights(by: Principal, wanted: Rights): Rights {
  if (hasRole(by, 'admin') || !hasRole(by, 'steering')) return rightsFrom(by, wanted, 'invitation');
  // It must not give its own mandates, operators or votes.
  const given = givenBy('steering');
  if (wanted.roles.some((role) => !given.includes(role))) {
    const detail = `The steering committee may give the roles ${given.join(', ')}; ask the operator for others.`;
    throw new Problem('invitation.role-not-yours', 403, detail);
  }
  if (wanted.grants.length > 0) {
    throw new Problem(
      'invitation.grant-not-yours',
      403,
      'Those who run votes may not choose who votes: ask the operator.',
    );
  }
  return fitting(wanted);
}

/**
 * Which open invitations a person who signs in redeems. An invitation of a member counts only for a person without
 * rights, so that no member can bind a reviewer or an official to itself. Nobody acts for two members.
 */
export function redeemable(held: readonly Invitation[], open: readonly Invitation[]): Invitation[] {
  const taken: Invitation[] = [];
  for (const one of [...open].sort((a, b) => Number(a.byMember) - Number(b.byMember))) {
    const before = [...held, ...taken];
    const isOtherMember = before.some(({ memberId }) => memberId !== null && memberId !== (one.memberId ?? memberId));
    if (!isOtherMember && !(one.byMember && before.length > 0)) taken.push(one);
  }
  return taken;
}
