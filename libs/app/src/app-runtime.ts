import type { App, Program, Settings } from '#config';
import type { AppDatabase, Clock } from '#database';
import type { IdentityVerifier } from '#identity';
import type { Transport } from '#messaging';
import type { Observability } from '#observability';

/** The apps behind the gateway. */
export type UpstreamApp = Exclude<App, 'gateway'>;

/** The API paths of each app, as its features declare them. */
export type UpstreamPaths = Readonly<Record<UpstreamApp, readonly string[]>>;

/**
 * What one app needs from its process; the embedded and the distributed form differ in nothing else. Features inject it
 * by this class.
 */
export abstract class AppRuntime {
  abstract readonly settings: Settings;
  abstract readonly database: AppDatabase;
  abstract readonly transport: Transport;
  abstract readonly identity: IdentityVerifier;
  /** Where another program listens. In the embedded form it is known only once all of them do. */
  abstract readonly urlOf: (program: Program) => string;
  /** The paths that the gateway passes on; empty for other apps. */
  abstract readonly upstreamPaths?: UpstreamPaths;
  /** Whether all apps run in this process; only then may the development issuer be offered. */
  abstract readonly isEmbedded?: boolean;
  /** Logs, metrics and traces of the process; unset: nothing is reported. */
  abstract readonly observability?: Observability;
  /** Tests of rules that depend on time replace it. */
  abstract readonly clock?: Clock;
}
