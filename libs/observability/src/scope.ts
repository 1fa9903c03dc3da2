import { AsyncLocalStorage } from 'node:async_hooks';
import type { App } from '#config';
import { readTraceparent } from './trace-context.js';

/** On whose behalf the present code runs: what log lines and events are marked with. */
export interface Scope {
  readonly app?: App | undefined;
  /** W3C trace context of the request or event in hand. */
  readonly traceparent?: string | undefined;
}

const scopes = new AsyncLocalStorage<Scope>();

/** Runs `work`, and all that it starts, in this scope instead of the present one. */
export const within = <T>(scope: Scope, work: () => T): T => scopes.run(scope, work);

export const currentScope = (): Scope => scopes.getStore() ?? {};

/** What an event or a call to another app tells of where it came from. */
export const currentTraceparent = (): string | undefined => scopes.getStore()?.traceparent;

export const currentTraceId = (): string | undefined => readTraceparent(scopes.getStore()?.traceparent)?.traceId;
