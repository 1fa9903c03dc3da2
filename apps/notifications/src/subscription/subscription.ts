import { randomBytes } from 'node:crypto';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { newId } from '#database';
import type { Principal } from '#identity';
import { Problem } from '#problems';
import { mailAddress } from '#spelling';
import type { EventFilter } from './event-filter.js';
import { subscriptionWorkflow, type SubscriptionState } from './subscription.workflow.js';

/** The most subscriptions that one party may hold. */
export const SUBSCRIPTIONS_PER_PARTY = 100;

/** How long nothing may be accepted before a subscription is disabled, in milliseconds. */
const FAILING_MS = 5 * 24 * 3_600_000;

/** How long the former secret also signs after a rotation, in milliseconds. */
const BOTH_SIGN_MS = 24 * 3_600_000;

export const tooManySubscriptions = () =>
  new Problem(
    'subscription.too-many',
    409,
    `You, or you and others of your member, have ${SUBSCRIPTIONS_PER_PARTY} subscriptions. Delete one before you create another.`,
  );

const DISABLED = 'Nothing was accepted for five days. Recover the subscription to start again.';

/** The most subscriptions of one mailbox, and of these the most that wait for its reader's confirmation. */
export const SUBSCRIPTIONS_PER_ADDRESS = 20;
export const UNCONFIRMED_PER_ADDRESS = 3;

export const tooManyForAddress = () =>
  new Problem(
    'subscription.too-many-for-address',
    409,
    `An address may have ${SUBSCRIPTIONS_PER_ADDRESS} subscriptions, and ${UNCONFIRMED_PER_ADDRESS} that wait for confirmation: confirm or end one by the link in its mail.`,
  );

export const onlyForWebhooks = () =>
  new Problem('subscription.channel', 409, 'This is only for webhooks; the subscription goes to a mailbox.');

export const noSuchZone = {
  pointer: '/zone',
  code: 'zone',
  detail: 'Must be a time zone of the IANA database, such as Europe/Helsinki.',
};

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

/** How often the events of a subscription are sent: each at once, or gathered for a day, a week or a quarter. */
export const frequencies = ['immediate', 'daily', 'weekly', 'quarterly'] as const;
export type Frequency = (typeof frequencies)[number];

/** A web server that receives events, and what signs them. */
export interface Endpoint {
  readonly url: string;
  readonly secrets: readonly string[];
}

/** A mailbox that receives events. */
export interface Mailbox {
  readonly address: string;
  readonly frequency: Frequency;
  /** IANA time zone in which its days begin. */
  readonly zone: string;
}

/** A request to receive events, by webhook or by e-mail. */
@Entity('subscription')
export class Subscription {
  @PrimaryColumn('uuid')
  id!: string;

  /** Id of the principal who created it; null for a mailbox whose reader needs no account. */
  @Column('text', { nullable: true })
  owner!: string | null;

  /** Whose share of the calls it uses: that of the owner’s member, otherwise the owner’s. */
  @Column('text')
  party!: string;

  @Column('text')
  state!: SubscriptionState;

  @Column('text', { nullable: true })
  url!: string | null;

  /** Host and port of the URL: concurrent calls to one host are limited. */
  @Column('text', { nullable: true })
  host!: string | null;

  /** Signs what is sent; shown once. */
  @Column('text', { nullable: true })
  secret!: string | null;

  /** As it was written; personal data. */
  @Column('text', { nullable: true })
  address!: string | null;

  /** The address in the form for comparison. */
  @Column('text', { name: 'address_key', nullable: true })
  addressKey!: string | null;

  /** IANA time zone of the subscriber. */
  @Column('text', { nullable: true })
  zone!: string | null;

  /** The secret of the link in its mails, by which whoever reads them confirms, changes and ends it. */
  @Column('text', { nullable: true })
  token!: string | null;

  /** The secret before a rotation, which also signs until {@link formerSecretUntil}. */
  @Column('text', { name: 'former_secret', nullable: true })
  formerSecret!: string | null;

  @Column('timestamptz', { name: 'former_secret_until', nullable: true })
  formerSecretUntil!: Date | null;

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

  /** Only what this saved search of the owner finds. */
  @Column('uuid', { name: 'saved_search', nullable: true })
  savedSearch!: string | null;

  /** When that search was deleted: nothing matches any more. */
  @Column('timestamptz', { name: 'search_deleted_at', nullable: true })
  searchDeletedAt!: Date | null;

  @Column('text')
  frequency!: Frequency;

  /** The subscriber's language; it does not affect a webhook, which carries every language. */
  @Column('text', { nullable: true })
  language!: string | null;

  @Column('timestamptz', { name: 'created_at' })
  createdAt!: Date;

  @Column('timestamptz', { name: 'confirmed_at', nullable: true })
  confirmedAt!: Date | null;

  @Column('jsonb', { name: 'last_error', nullable: true })
  lastError!: LastError | null;

  /** Of the first failure since the receiver last accepted anything. */
  @Column('timestamptz', { name: 'failing_since', nullable: true })
  failingSince!: Date | null;

  /** A new subscription by webhook, whose receiver must be challenged. */
  static ofEndpoint(
    owner: Pick<Principal, 'id' | 'memberId'>,
    { url, secret }: { readonly url: string; readonly secret: string },
    filter: EventFilter,
    language: string | null,
    at: Date,
  ): Subscription {
    const own = { owner: owner.id, party: partyOf(owner) };
    const none = { address: null, addressKey: null, zone: null, token: null };
    return begun(
      { ...own, ...none, url, host: new URL(url).host, secret, frequency: 'immediate' },
      filter,
      language,
      at,
    );
  }

  /** A new subscription by e-mail, which whoever reads the mailbox must confirm. @param owner anonymous: none */
  static ofMailbox(
    owner: Pick<Principal, 'id' | 'memberId'>,
    { address, frequency, zone }: Mailbox,
    filter: EventFilter,
    language: string | null,
    at: Date,
  ): Subscription {
    const id = newId();
    const own = owner.id === '' ? { owner: null, party: id } : { owner: owner.id, party: partyOf(owner) };
    const none = { url: null, host: null, secret: null };
    const addressKey = mailAddress(address)!.key;
    return begun(
      { id, ...own, ...none, address, addressKey, zone, frequency, token: newToken() },
      filter,
      language,
      at,
    );
  }

  /**
   * Where it calls, and the secrets that sign at that time, the current one first; undefined for a subscription by
   * e-mail.
   */
  endpointAt(now: Date): Endpoint | undefined {
    const { url, secret, formerSecret, formerSecretUntil } = this;
    if (url === null || secret === null) return undefined;
    const isFormerValid = formerSecret !== null && formerSecretUntil! > now;
    return { url, secrets: isFormerValid ? [secret, formerSecret] : [secret] };
  }

  /** Nothing more is sent; events are stored. @throws {Problem} 409 */
  pause(): void {
    this.state = subscriptionWorkflow.next(this.state, 'pause', ['owner'], this);
  }

  /** Sends again; a failed one must be challenged first. @throws {Problem} 409 */
  recover(): void {
    this.state = subscriptionWorkflow.next(this.state, 'recover', ['owner'], this);
  }

  /** The receiver has returned the challenge, or the reader of the mailbox has agreed. */
  confirm(at: Date): void {
    this.state = subscriptionWorkflow.next(this.state, 'confirm', ['receiver'], this);
    this.confirmedAt = at;
    this.lastError = null;
    this.failingSince = null;
  }

  /** The receiver has not returned it. @param isLast there is no further attempt */
  missChallenge(error: LastError, isLast: boolean): void {
    this.lastError = error;
    if (isLast) this.state = subscriptionWorkflow.next(this.state, 'give-up', ['receiver'], this);
  }

  /**
   * A delivery failed. The subscription is disabled when nothing was accepted for five days.
   * @param gone the receiver asks not to be called any more
   */
  missDelivery(error: LastError, gone: boolean): void {
    const at = new Date(error.at);
    this.failingSince ??= at;
    const isOver = at.getTime() - this.failingSince.getTime() >= FAILING_MS;
    this.lastError = isOver && !gone ? { ...error, detail: `${error.detail} ${DISABLED}` } : error;
    if ((gone || isOver) && (this.state === 'active' || this.state === 'paused')) {
      this.state = subscriptionWorkflow.next(this.state, 'disable', ['receiver'], this);
    }
  }

  /**
   * Signs with a new secret from now on, and with the former one for another day. An even older one ends.
   * @throws {Problem} 409 for a subscription by e-mail
   */
  rotate(secret: string, at: Date): void {
    if (this.secret === null) throw onlyForWebhooks();
    this.formerSecret = this.secret;
    this.formerSecretUntil = new Date(at.getTime() + BOTH_SIGN_MS);
    this.secret = secret;
  }
}

function begun(given: Partial<Subscription>, filter: EventFilter, language: string | null, at: Date): Subscription {
  const state = {
    state: 'pending',
    language,
    createdAt: at,
    confirmedAt: null,
    lastError: null,
    failingSince: null,
    searchDeletedAt: null,
  } as const;
  const former = { formerSecret: null, formerSecretUntil: null };
  return Object.assign(new Subscription(), { id: newId(), ...filter, ...state, ...former, ...given });
}

/** A new secret for a link, with 256 random bits. */
const newToken = (): string => randomBytes(32).toString('base64url');
