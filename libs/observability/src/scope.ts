import { AsyncLocalStorage } from 'node:async_hooks';
import type { Program } from '#config';
import { readTraceparent } from './trace-context.js';

/** The context of the present code, which marks log lines and events. */
export interface Scope {
  readonly app?: Program | undefined;
  /** W3C trace context of the present request or event. */
  readonly traceparent?: string | undefined;
}

const scopes = new AsyncLocalStorage<Scope>();

/** Runs `work`, and everything that it starts, in this scope instead of the present one. */
export const within = <T>(scope: Scope, work: () => T): T => scopes.run(scope, work);

export const currentScope = (): Scope => scopes.getStore() ?? {};

/** What an event or a call to another app says about its origin. */
export const currentTraceparent = (): string | undefined => scopes.getStore()?.traceparent;

export const currentTraceId = (): string | undefined => readTraceparent(scopes.getStore()?.traceparent)?.traceId;
