import type { FromSchema, JSONSchema } from 'json-schema-to-ts';

/** Prefix of every event type of the network; the suffix `.vN` is the version of its schema. */
const TYPE_PREFIX = 'eu.lra-network.';

/** The type of the event that the owner of a webhook asks for to try its receiver: nothing has happened, and no feed has it. */
export const subscriptionTestType = `${TYPE_PREFIX}subscription.test.v1`;

/** What two apps agree on about one kind of event: its type, where it travels, and the JSON Schema of its data. */
export interface EventContract<D = unknown> {
  /** Full CloudEvents type, e.g. `eu.lra-network.practice.published.v1`. */
  readonly type: string;
  /** Kind of thing the event is about; with the app it names the topic. */
  readonly topic: Topic;
  /** Public events enter the change feed and can be subscribed to; others stay between the apps. */
  readonly visibility: 'public' | 'internal';
  readonly summary: string;
  readonly schema: JSONSchema;
  /** Passes the type of the data to the compiler; never present at run time. */
  readonly data?: D;
}

/** The data of an event, derived from its schema so that the two cannot drift apart. */
export type DataOf<C extends EventContract> = NonNullable<C['data']>;

/** One topic per aggregate: all events about one practice are one stream in one topic. */
export const topics = {
  member: 'lra.network.member',
  practice: 'lra.practices.practice',
  /** One stream per member and external id. */
  submission: 'lra.gateway.submission',
  /** The outcomes of submissions, in the same streams. */
  submissionOutcome: 'lra.practices.submission',
  savedSearch: 'lra.practices.saved-search',
  /** Clients and persons. */
  principal: 'lra.gateway.principal',
} as const;
export type Topic = (typeof topics)[keyof typeof topics];

export function eventContract<const S extends JSONSchema>(
  topic: Topic,
  name: string,
  visibility: EventContract['visibility'],
  summary: string,
  schema: S,
): EventContract<FromSchema<S>> {
  return { type: `${TYPE_PREFIX}${name}`, topic, visibility, summary, schema };
}

/**
 * A code of a vocabulary. The schema of an event does not list the codes, because a new one would break every older
 * build.
 */
export const code = { type: 'string', pattern: '^[a-z][a-z-]{0,60}$' } as const;

/** A fact as an entity records it, before it gets its position in the stream. `subject` is the aggregate's id. */
export interface DomainEvent<D = unknown> {
  readonly type: string;
  readonly topic: Topic;
  readonly subject: string;
  readonly data: D;
}

/** Records that `contract` happened to `subject`. */
export function happened<C extends EventContract>(
  contract: C,
  subject: string,
  data: DataOf<C>,
): DomainEvent<DataOf<C>> {
  return { type: contract.type, topic: contract.topic, subject, data };
}

/**
 * An event in transit: CloudEvents 1.0 with the extensions `sequence` (decimal number in the subject's stream, without
 * gaps) and `traceparent`.
 */
export interface CloudEvent<D = unknown> {
  readonly specversion: '1.0';
  readonly id: string;
  readonly source: string;
  readonly type: string;
  readonly subject: string;
  readonly time: string;
  readonly datacontenttype: 'application/json';
  readonly sequence: string;
  readonly traceparent?: string;
  readonly data: D;
}

/** An event as the change feed shows it and a subscriber receives it. */
export type PublicEvent<D = unknown> = Omit<CloudEvent<D>, 'traceparent'>;

/** The form in which an event leaves the network, without the trace. */
export const publicForm = <D>({
  specversion,
  id,
  source,
  type,
  subject,
  time,
  datacontenttype,
  sequence,
  data,
}: CloudEvent<D>): PublicEvent<D> => ({
  specversion,
  id,
  source,
  type,
  subject,
  time,
  datacontenttype,
  sequence,
  data,
});

/** An event whose data has the shape of its contract. */
export type EventOf<C extends EventContract> = CloudEvent<DataOf<C>>;
