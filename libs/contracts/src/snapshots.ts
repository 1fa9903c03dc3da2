import { topics, type CloudEvent, type Topic } from './events/index.js';

/**
 * The current state of one stream, as its owner tells it. State and number are from the same moment, so a consumer that
 * has applied the item continues with the event after `sequence`.
 */
export interface SnapshotItem {
  /** Id of the subject and of its stream. */
  readonly subject: string;
  /** Number of the stream's last event, including internal ones. A decimal string. */
  readonly sequence: string;
  /** The latest public event, with the current state and the stream's number; absent if nothing is public. */
  readonly event?: CloudEvent;
}

export interface SnapshotPage {
  /** Ordered by `subject`. */
  readonly items: readonly SnapshotItem[];
  /** Value of `after` for the next page; null at the end. */
  readonly next: string | null;
  /** Total number of streams. */
  readonly total: number;
}

export interface SnapshotSource {
  readonly app: 'network' | 'practices' | 'gateway';
  readonly path: string;
  /** Whether the owner also tells events that are not public. */
  readonly tellsInternal?: true;
}

/**
 * The app that tells the current state of a topic's streams. The path is for the inner network only: it lists even
 * streams without public events (never their content), and the gateway does not forward it. The gateway's own path
 * accepts only the apps, which must authenticate.
 */
export const snapshotSources = {
  [topics.member]: { app: 'network', path: '/v1/snapshots/members' },
  [topics.practice]: { app: 'practices', path: '/v1/snapshots/practices' },
  [topics.principal]: { app: 'gateway', path: '/v1/snapshots/principals', tellsInternal: true },
} as const satisfies Partial<Record<Topic, SnapshotSource>>;

/** The app that serves the snapshot of a topic; undefined for topics without a projection. */
export const snapshotSourceOf = (topic: string): SnapshotSource | undefined =>
  (snapshotSources as Readonly<Partial<Record<string, SnapshotSource>>>)[topic];

/** Maximum number of streams on one page of a snapshot. */
export const SNAPSHOT_PAGE = 500;
