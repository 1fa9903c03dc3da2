import type { App, Settings } from '#config';
import type { AppDatabase, Clock } from '#database';
import type { IdentityVerifier } from '#identity';
import type { Transport } from '#messaging';
import type { Observability } from '#observability';

/** The apps behind the gateway. */
export type UpstreamApp = Exclude<App, 'gateway'>;

/** Below which paths of the API each app answers, as its features say. */
export type UpstreamPaths = Readonly<Record<UpstreamApp, readonly string[]>>;

/**
 * What one app needs from the process it runs in; the embedded and the distributed form differ in nothing else. Features
 * inject it by this class.
 */
export abstract class AppRuntime {
  abstract readonly settings: Settings;
  abstract readonly database: AppDatabase;
  abstract readonly transport: Transport;
  abstract readonly identity: IdentityVerifier;
  /** Where another app listens. Embedded it is known only once all of them do. */
  abstract readonly urlOf: (app: App) => string;
  /** What the gateway passes on; of other apps empty. */
  abstract readonly upstreamPaths?: UpstreamPaths;
  /** Whether all apps run in this process; only then may the development issuer be offered. */
  abstract readonly isEmbedded?: boolean;
  /** Logs, metrics and traces of the process; unset: nobody is told anything. */
  abstract readonly observability?: Observability;
  /** Replaced by tests of rules that depend on time. */
  abstract readonly clock?: Clock;
}
