import { Column, Entity } from 'typeorm';
import { happened, memberApproved, memberEnded, memberReinstated, memberSuspended, type DataOf, type DomainEvent, type MemberStatus } from '#contracts'; // prettier-ignore
import { Problem } from '#problems';
import { Authority } from './authority.js';
import { memberWorkflow, type MembershipAction } from './member.workflow.js';

const contractOf = { suspend: memberSuspended, reinstate: memberReinstated, end: memberEnded } as const;

/** One change of a membership, with the day from which it applies. */
export interface StatusChange {
  readonly status: MemberStatus;
  readonly effectiveOn: string;
  readonly reason: string;
  readonly decidedBy: string;
}

/** A change as it was stored. */
export interface RecordedChange extends StatusChange {
  readonly id: string;
  readonly recordedAt: Date;
}

/** A member of the network: a local or regional authority, or an institution that observes. */
@Entity('member')
export class Member extends Authority {
  @Column('text')
  status!: MemberStatus;

  /** Day of the admission, in Brussels. */
  @Column('date')
  since!: string;

  @Column('integer')
  revision!: number;

  private changes: StatusChange[] = [];
  private events: DomainEvent[] = [];

  /** Admits an authority. */
  static admit(authority: Authority, decision: Omit<StatusChange, 'status'>): Member {
    const member = Object.assign(new Member(), authority, {
      status: 'approved' as const,
      since: decision.effectiveOn,
      revision: 0,
    });
    member.record({ ...decision, status: 'approved' }, memberApproved);
    return member;
  }

  /**
   * Suspends, reinstates or ends the membership.
   * @throws {Problem} 409 `member.state`; 422 `member.effective-on` when the day is in the future or before the last
   *   change
   */
  change(action: MembershipAction, decision: Omit<StatusChange, 'status'>, today: string, lastChangeOn: string): void {
    const status = memberWorkflow.next(this.status, action, ['steering'], this);
    if (decision.effectiveOn > today || decision.effectiveOn < lastChangeOn) {
      const detail = `The day must lie between the last change (${lastChangeOn}) and today (${today}).`;
      throw new Problem('member.effective-on', 422, detail, {
        places: [{ pointer: '/effectiveOn', code: 'effective-on', detail }],
      });
    }
    this.status = status;
    this.record({ ...decision, status }, contractOf[action]);
  }

  takeChanges(): { changes: StatusChange[]; events: DomainEvent[] } {
    const taken = { changes: this.changes, events: this.events };
    this.changes = [];
    this.events = [];
    return taken;
  }

  private record(change: StatusChange, contract: typeof memberApproved): void {
    this.revision += 1;
    this.changes.push(change);
    this.events.push(happened(contract, this.id, publicFacts(this, change)));
  }
}

/** The public data of a member in the state after a change. */
export function publicFacts(
  { id, name, kind, country }: Pick<Member, 'id' | 'name' | 'kind' | 'country'>,
  { status, effectiveOn }: Pick<StatusChange, 'status' | 'effectiveOn'>,
): DataOf<typeof memberApproved> {
  return { id, name, kind, country, countries: [country], status, effectiveOn, href: `/v1/members/${id}` };
}
