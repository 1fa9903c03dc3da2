import type { App, RetrySchedule } from '#config';
import type { AppDatabase } from '#database';
import type { Transport } from './transport/transport.js';

export const MESSAGING_OPTIONS = Symbol('messaging options');

export interface MessagingOptions {
  readonly database: AppDatabase;
  readonly transport: Transport;
  /** Pauses between the attempts of an event whose handler fails. */
  readonly retrySchedule: RetrySchedule;
  /** Where another app listens: a rebuild calls the owners of topics there. */
  readonly urlOf: (app: App) => string;
}

export const OWN_CREDENTIAL = Symbol('credential of the app itself');

/** How an app proves to the gateway that it belongs to the network; only apps that call the gateway need it. */
export interface OwnCredential {
  token(): Promise<string>;
}
