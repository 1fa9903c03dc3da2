import type { App } from '#config';
import { newTraceparent } from './trace-context.js';

/** Everything a span may hold; names as OpenTelemetry's conventions give them. Neither addresses nor texts of callers. */
export interface SpanAttributes {
  readonly 'http.request.method'?: string;
  readonly 'http.route'?: string;
  readonly 'http.response.status_code'?: number;
  readonly 'messaging.destination.name'?: string;
  readonly 'messaging.message.id'?: string;
  readonly 'messaging.consumer.group.name'?: string;
  readonly 'cloudevents.event_type'?: string;
  readonly 'error.type'?: string;
}

export type SpanKind = 'server' | 'producer' | 'consumer';

/** A piece of work that is being traced. */
export interface OpenSpan {
  /** What is passed to whoever continues the trace. */
  readonly traceparent: string;
  /** @param name when it is known better now than at the beginning */
  end(attributes?: SpanAttributes, name?: string): void;
}

/** Opens spans. Without an exporter nothing is recorded, and a trace is only carried on. */
export interface Spans {
  /**
   * @param parent trace context of what caused the work; undefined or not readable: a new trace begins
   */
  open(app: App, kind: SpanKind, name: string, parent: string | undefined, attributes?: SpanAttributes): OpenSpan;
  /** Whether anything is recorded. */
  readonly isOn: boolean;
  /** Sends what has not been sent yet. */
  close(): Promise<void>;
}

const nothing = (): void => undefined;

export const noSpans: Spans = {
  open: (_app, _kind, _name, parent = newTraceparent()) => ({ traceparent: parent, end: nothing }),
  isOn: false,
  close: () => Promise.resolve(),
};
