import { randomBytes } from 'node:crypto';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { newId } from '#database';
import type { Principal } from '#identity';
import { notValid, Problem, type ProblemPlace } from '#problems';
import { mailAddress } from '#spelling';
import type { EventFilter } from './event-filter.js';
import { subscriptionWorkflow, type SubscriptionState } from './subscription.workflow.js';

/** The most subscriptions that one party may hold. */
export const SUBSCRIPTIONS_PER_PARTY = 100;

/** How long deliveries may be tried in vain before a subscription is disabled, in milliseconds. */
const FAILING_MS = 5 * 24 * 3_600_000;

/**
 * The longest time between two failures that counts, in milliseconds: a little more than the longest pause between the
 * attempts of a delivery. While nothing was tried, nobody knows whether the receiver would have failed.
 */
const LONGEST_GAP_MS = 30 * 3_600_000;

/** How long it fails before its contact is told, in milliseconds: a restart of the receiver is no news. */
const TOLD_AFTER_MS = 15 * 60_000;

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

/** Whom to tell of a webhook's health. */
export interface Contact {
  readonly address: string;
  readonly language: string | null;
}

/** What is told of a webhook's health. */
export type HealthEvent = 'failing' | 'recovered' | 'disabled';

/** What an owner changes; undefined stays. */
export interface Changes extends Partial<EventFilter> {
  readonly url?: string | undefined;
  /** Null: nobody is told. */
  readonly contact?: Contact | null | undefined;
  readonly frequency?: Frequency | undefined;
  readonly language?: string | null | undefined;
  readonly zone?: string | undefined;
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

  /** When the reader of a mailbox was asked again to confirm; null: only when it was created. */
  @Column('timestamptz', { name: 'asked_at', nullable: true })
  askedAt!: Date | null;

  @Column('jsonb', { name: 'last_error', nullable: true })
  lastError!: LastError | null;

  /** Of the first failure since the receiver last accepted anything. */
  @Column('timestamptz', { name: 'failing_since', nullable: true })
  failingSince!: Date | null;

  @Column('timestamptz', { name: 'last_failed_at', nullable: true })
  lastFailedAt!: Date | null;

  /** For how long it has been tried in vain since then, in milliseconds: without times in which nothing was tried. */
  @Column('integer', { name: 'failing_ms' })
  failingMs!: number;

  /** Whether its contact was told that it is failing. */
  @Column('boolean', { name: 'failing_told' })
  failingTold!: boolean;

  /** A person's address, who is told of a webhook's health; personal data, for its owner alone. */
  @Column('text', { name: 'contact_address', nullable: true })
  contactAddress!: string | null;

  @Column('text', { name: 'contact_language', nullable: true })
  contactLanguage!: string | null;
  /** While what it has missed since then is being queued; nothing is sent meanwhile. */
  @Column('timestamptz', { name: 'recovering_since', nullable: true })
  recoveringSince!: Date | null;

  /** A new subscription by webhook, whose receiver must be challenged. */
  static ofEndpoint(
    owner: Pick<Principal, 'id' | 'memberId'>,
    { url, secret, contact }: { readonly url: string; readonly secret: string; readonly contact: Contact | null },
    filter: EventFilter,
    language: string | null,
    at: Date,
  ): Subscription {
    const own = { owner: owner.id, party: partyOf(owner) };
    const none = { address: null, addressKey: null, zone: null, token: null };
    return begun(
      { ...own, ...none, ...toldTo(contact), url, host: new URL(url).host, secret, frequency: 'immediate' },
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
    const none = { url: null, host: null, secret: null, ...toldTo(null) };
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

  /**
   * Changes what its owner wishes. With another URL it waits until the receiver there has returned the challenge.
   * @throws {Problem} 422 for what its channel does not have
   */
  change({ url, contact, ...wishes }: Changes): void {
    const places = this.url === null ? misplaced({ url, contact }, MAILBOX_HAS_NONE) : misplaced(webhookLacks(wishes), WEBHOOK_HAS_NONE);
    if (places.length > 0) throw notValid(places);
    if (wishes.savedSearch !== undefined && wishes.savedSearch !== this.savedSearch) this.searchDeletedAt = null;
    Object.assign(this, Object.fromEntries(Object.entries<unknown>(wishes).filter(([, value]) => value !== undefined)));
    if (contact !== undefined) Object.assign(this, toldTo(contact));
    if (url === undefined || url === this.url) return;
    this.state = subscriptionWorkflow.next(this.state, 'move', ['owner'], this);
    this.url = url;
    this.host = new URL(url).host;
  } // prettier-ignore

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
    this.failingTold = false;
  }

  /** The receiver has not returned it. @param isLast there is no further attempt */
  missChallenge(error: LastError, isLast: boolean): void {
    this.lastError = error;
    if (isLast) this.state = subscriptionWorkflow.next(this.state, 'give-up', ['receiver'], this);
  }

  /**
   * A delivery failed. The subscription is disabled when deliveries were tried in vain for five days. These are the times
   * between the failures: a quiet subscription is not disabled by the next failure after a week without an event.
   * @param gone the receiver asks not to be called any more
   * @returns what its contact is to be told
   */
  missDelivery(error: LastError, gone: boolean): HealthEvent | undefined {
    const at = new Date(error.at);
    this.failFor(at);
    const isOver = this.failingMs >= FAILING_MS;
    this.lastError = isOver && !gone ? { ...error, detail: `${error.detail} ${DISABLED}` } : error;
    if (this.state !== 'active' && this.state !== 'paused') return undefined;
    if (gone || isOver) {
      this.state = subscriptionWorkflow.next(this.state, 'disable', ['receiver'], this);
      return 'disabled';
    }
    if (this.failingTold || this.contactAddress === null || this.failingMs < TOLD_AFTER_MS) return undefined;
    this.failingTold = true;
    return 'failing';
  }

  private failFor(at: Date): void {
    if (this.failingSince === null) {
      Object.assign(this, { failingSince: at, lastFailedAt: at, failingMs: 0, failingTold: false });
      return;
    }
    const gap = at.getTime() - (this.lastFailedAt ?? at).getTime();
    if (gap < 0) return;
    if (gap <= LONGEST_GAP_MS) this.failingMs = Math.min(FAILING_MS, this.failingMs + gap);
    this.lastFailedAt = at;
  }

  /** The mailbox refuses mails: nothing is sent until its reader starts it again. Before it was confirmed, nobody is told. */
  stopMails(error: LastError): void {
    if (this.state !== 'active' && this.state !== 'paused') return;
    this.state = subscriptionWorkflow.next(this.state, 'disable', ['receiver'], this);
    this.lastError = error;
  }

  /** A mail is late, or could not be delivered this time. Returns whether that is news. */
  noteDelay(error: LastError): boolean {
    if ((this.state !== 'active' && this.state !== 'paused') || this.lastError?.code === error.code) return false;
    this.lastError = error;
    return true;
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
    askedAt: null,
    lastError: null,
    failingSince: null,
    lastFailedAt: null,
    failingMs: 0,
    failingTold: false,
    recoveringSince: null,
    searchDeletedAt: null,
  } as const;
  const former = { formerSecret: null, formerSecretUntil: null };
  return Object.assign(new Subscription(), { id: newId(), ...filter, ...state, ...former, ...given });
}

const toldTo = (contact: Contact | null) => ({
  contactAddress: contact?.address ?? null,
  contactLanguage: contact?.language ?? null,
});

const MAILBOX_HAS_NONE = 'This is only for webhooks; the subscription goes to a mailbox. Leave it out.';
const WEBHOOK_HAS_NONE = 'This is only for mailboxes; a webhook receives each event at once. Leave it out.';

const webhookLacks = ({ frequency, zone }: Changes) => ({
  frequency: frequency === 'immediate' ? undefined : frequency,
  zone,
});

const misplaced = (given: object, detail: string): ProblemPlace[] =>
  Object.entries(given).flatMap(([name, value]) =>
    value === undefined || value === null ? [] : [{ pointer: `/${name}`, code: 'channel', detail }],
  );

/** A new secret for a link, with 256 random bits. */
const newToken = (): string => randomBytes(32).toString('base64url');
