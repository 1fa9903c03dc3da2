import type { Program } from '#config';
import { newTraceparent } from './trace-context.js';

/**
 * Everything that a span may contain, with names from OpenTelemetry's conventions. Neither addresses nor callers'
 * texts.
 */
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
  /** The context for whatever continues the trace. */
  readonly traceparent: string;
  /** @param name if a better one is known now than at the beginning */
  end(attributes?: SpanAttributes, name?: string): void;
}

/** Opens spans. Without an exporter nothing is recorded, and a trace is only passed on. */
export interface Spans {
  /**
   * @param parent trace context of the cause; when it is undefined or unreadable a new trace begins
   */
  open(app: Program, kind: SpanKind, name: string, parent: string | undefined, attributes?: SpanAttributes): OpenSpan;
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
