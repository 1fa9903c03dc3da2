import { Column, Entity } from 'typeorm';
import { Problem } from '#problems';
import { Workflow } from '#workflow';
import { Authority } from '../member/authority.js';

export type ApplicationStatus = 'applied' | 'approved' | 'rejected';
export type Decision = 'approve' | 'reject';

/** What the steering committee may decide on an application; a decision is final. */
export const applicationWorkflow = new Workflow<ApplicationStatus, Decision, 'steering'>('membership-application', {
  applied: {
    approve: { to: 'approved', who: ['steering'] },
    reject: { to: 'rejected', who: ['steering'] },
  },
  approved: {},
  rejected: {},
});

/** Applications that one mail domain may send within a day: a city needs one, and a second after a typing mistake. */
export const APPLICATIONS_PER_DOMAIN_A_DAY = 5;

export const tooManyApplications = () =>
  new Problem(
    'membership-application.too-many',
    429,
    'Too many applications came from this mail domain today. Wait for a reply, or write to the secretariat.',
    { headers: { 'retry-after': '86400' } },
  );

/** 409: nobody is left to write to. */
export const withoutContact = () =>
  new Problem(
    'membership-application.without-contact',
    409,
    'The contact of this application was erased, so the link cannot be sent. Ask the authority to apply again.',
  );

/** An authority's application for membership. The contact is personal data, which only the steering committee sees. */
@Entity('membership_application')
export class MembershipApplication extends Authority {
  /** Null, like the address, when the contact was erased. */
  @Column('text', { name: 'contact_name', nullable: true })
  contactName!: string | null;

  @Column('text', { name: 'contact_email', nullable: true })
  contactEmail!: string | null;

  /** Domain of that address; null when the application predates this column, or was erased. */
  @Column('text', { name: 'mail_domain', nullable: true })
  mailDomain!: string | null;

  @Column('timestamptz', { name: 'consented_at' })
  consentedAt!: Date;

  @Column('text')
  status!: ApplicationStatus;

  @Column('text', { name: 'decided_by', nullable: true })
  decidedBy!: string | null;

  @Column('timestamptz', { name: 'decided_at', nullable: true })
  decidedAt!: Date | null;

  @Column('text', { nullable: true })
  reason!: string | null;

  @Column('uuid', { name: 'member_id', nullable: true })
  memberId!: string | null;

  @Column('timestamptz', { name: 'created_at' })
  createdAt!: Date;

  /** @throws {Problem} 409 when it has already been decided */
  decide(decision: Decision, reason: string, by: string, at: Date, memberId: string | null): void {
    this.status = applicationWorkflow.next(this.status, decision, ['steering'], this);
    this.reason = reason;
    this.decidedBy = by;
    this.decidedAt = at;
    this.memberId = memberId;
  }
}
