import { Column, Entity, PrimaryColumn } from 'typeorm';
import { newId } from '#database';
import type { Principal } from '#identity';
import { Problem } from '#problems';
import type { EventFilter } from './event-filter.js';
import { subscriptionWorkflow, type SubscriptionState } from './subscription.workflow.js';

/** The most subscriptions that one party may hold. */
export const SUBSCRIPTIONS_PER_PARTY = 100;

export const tooManySubscriptions = () =>
  new Problem(
    'subscription.too-many',
    409,
    `You, or you and others of your member, have ${SUBSCRIPTIONS_PER_PARTY} subscriptions. Delete one before you create another.`,
  );

/** The last failure, for the owner to read; contains nothing that the receiver sent. */
export interface LastError {
  readonly code: string;
  readonly detail: string;
  readonly at: string;
}

export const stepsNotAllowed = () =>
  new Problem('subscription.steps', 403, 'Only members and the steering committee may receive steps of work.');

/** The party whose share of places and subscriptions a principal uses: its member's, otherwise its own. */
export const partyOf = ({
  id,
  memberId,
}: {
  readonly id: string;
  readonly memberId?: string | null | undefined;
}): string => memberId ?? id;

/** A principal's request to receive events by webhook. */
@Entity('subscription')
export class Subscription {
  @PrimaryColumn('uuid')
  id!: string;

  /** Id of the principal who created it. */
  @Column('text')
  owner!: string;

  /** Whose share of the calls it uses: that of the owner’s member, otherwise the owner’s. */
  @Column('text')
  party!: string;

  @Column('text')
  state!: SubscriptionState;

  @Column('text')
  url!: string;

  /** Host and port of the URL: concurrent calls to one host are limited. */
  @Column('text')
  host!: string;

  /** Signs what is sent; shown once. */
  @Column('text')
  secret!: string;

  @Column('text', { array: true, nullable: true })
  types!: string[] | null;

  @Column('text', { array: true, nullable: true })
  countries!: string[] | null;

  @Column('text', { array: true, nullable: true })
  dimensions!: string[] | null;

  @Column('text', { array: true, nullable: true })
  themes!: string[] | null;

  @Column('text', { array: true, nullable: true })
  members!: string[] | null;

  @Column('text', { nullable: true })
  text!: string | null;

  /** Whether it wants steps of work; the owner's rights decide which of them it may receive. */
  @Column('boolean')
  steps!: boolean;

  @Column('text')
  frequency!: 'immediate';

  /** The owner's language; it does not affect a webhook, which carries every language. */
  @Column('text', { nullable: true })
  language!: string | null;

  @Column('timestamptz', { name: 'created_at' })
  createdAt!: Date;

  @Column('timestamptz', { name: 'confirmed_at', nullable: true })
  confirmedAt!: Date | null;

  @Column('jsonb', { name: 'last_error', nullable: true })
  lastError!: LastError | null;

  /** A new subscription, whose receiver must be challenged. */
  static make(
    owner: Pick<Principal, 'id' | 'memberId'>,
    url: string,
    secret: string,
    filter: EventFilter,
    language: string | null,
    at: Date,
  ): Subscription {
    return Object.assign(new Subscription(), {
      ...filter,
      id: newId(),
      owner: owner.id,
      party: partyOf(owner),
      state: 'pending' as const,
      url,
      host: new URL(url).host,
      secret,
      frequency: 'immediate' as const,
      language,
      createdAt: at,
      confirmedAt: null,
      lastError: null,
    });
  }

  /** Nothing more is sent; events are stored. @throws {Problem} 409 */
  pause(): void {
    this.state = subscriptionWorkflow.next(this.state, 'pause', ['owner'], this);
  }

  /** Sends again; a failed one must be challenged first. @throws {Problem} 409 */
  recover(): void {
    this.state = subscriptionWorkflow.next(this.state, 'recover', ['owner'], this);
  }

  /** The receiver has returned the challenge. */
  confirm(at: Date): void {
    this.state = subscriptionWorkflow.next(this.state, 'confirm', ['receiver'], this);
    this.confirmedAt = at;
    this.lastError = null;
  }

  /** The receiver has not returned it. @param isLast there is no further attempt */
  missChallenge(error: LastError, isLast: boolean): void {
    this.lastError = error;
    if (isLast) this.state = subscriptionWorkflow.next(this.state, 'give-up', ['receiver'], this);
  }

  /** A delivery failed. @param gone the receiver asks not to be called any more */
  missDelivery(error: LastError, gone: boolean): void {
    this.lastError = error;
    if (gone && (this.state === 'active' || this.state === 'paused')) {
      this.state = subscriptionWorkflow.next(this.state, 'disable', ['receiver'], this);
    }
  }
}
