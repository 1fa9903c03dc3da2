import { topics, type CloudEvent, type Topic } from './events/index.js';

/**
 * One stream as its owner would tell of it now. State and number are of one moment: whoever has applied the item goes on
 * with the event after `sequence`.
 */
export interface SnapshotItem {
  /** Id of the thing, and of its stream. */
  readonly subject: string;
  /** Number of the stream's last event, internal ones counted. A decimal string. */
  readonly sequence: string;
  /** The latest public event, with the present state as its data and the stream's number; absent: nothing of it is public. */
  readonly event?: CloudEvent;
}

export interface SnapshotPage {
  /** In the order of `subject`. */
  readonly items: readonly SnapshotItem[];
  /** Value of `after` for the next page; null at the end. */
  readonly next: string | null;
  /** Streams in all. */
  readonly total: number;
}

export interface SnapshotSource {
  readonly app: 'network' | 'practices' | 'gateway';
  readonly path: string;
  /** Whether it tells events that are not public; else it tells of public ones alone. */
  readonly tellsInternal?: true;
}

/**
 * Who tells the present state of a topic's streams. The path is for the inner network: it names streams of which nothing is
 * public (never their content), and the gateway does not pass it on. Its own is for the apps alone, which show who they are.
 */
export const snapshotSources = {
  [topics.member]: { app: 'network', path: '/v1/snapshots/members' },
  [topics.practice]: { app: 'practices', path: '/v1/snapshots/practices' },
  [topics.principal]: { app: 'gateway', path: '/v1/snapshots/principals', tellsInternal: true },
} as const satisfies Partial<Record<Topic, SnapshotSource>>;

/** Who tells the snapshot of a topic; undefined for topics that are nobody's projection. */
export const snapshotSourceOf = (topic: string): SnapshotSource | undefined =>
  (snapshotSources as Readonly<Partial<Record<string, SnapshotSource>>>)[topic];

/** Streams on one page of a snapshot, at most. */
export const SNAPSHOT_PAGE = 500;
