import { setTimeout as pause } from 'node:timers/promises';
import { ROOT_CONTEXT, SpanKind as Kind, SpanStatusCode, trace, type Tracer } from '@opentelemetry/api';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { resourceFromAttributes } from '@opentelemetry/resources';
import {
  BatchSpanProcessor,
  TraceIdRatioBasedSampler,
  TracerProvider,
  type SpanExporter,
} from '@opentelemetry/sdk-trace';
import type { Program } from '#config';
import type { OpenSpan, SpanAttributes, SpanKind, Spans } from './spans.js';
import { readTraceparent, writeTraceparent } from './trace-context.js';

const kinds: Readonly<Record<SpanKind, Kind>> = {
  server: Kind.SERVER,
  producer: Kind.PRODUCER,
  consumer: Kind.CONSUMER,
};

/** Longest wait for the last spans at the end, in milliseconds: a hanging collector must not delay the exit. */
const CLOSE_WITHIN_MS = 3_000;
/** Shortest time between two reports that a collector is away, in milliseconds. */
const COMPLAINT_MS = 60_000;

/**
 * Sends spans to the collector of `OTEL_EXPORTER_OTLP_ENDPOINT`. This file loads OpenTelemetry: import it only when
 * there is a collector. The ids alone decide which traces are recorded, so all apps agree, whatever a caller asks for.
 */
export class ExportedSpans implements Spans {
  readonly isOn = true;
  private readonly processor: BatchSpanProcessor;
  private readonly tracers = new Map<Program, Tracer>();

  /**
   * @param share of all traces that are recorded, 0 to 1
   * @param complain called when spans could not be sent
   */
  constructor(
    private readonly version: string,
    private readonly share: number,
    complain: (error: Error) => void,
  ) {
    this.processor = new BatchSpanProcessor({ exporter: complaining(new OTLPTraceExporter(), complain) });
  }

  open(
    app: Program,
    kind: SpanKind,
    name: string,
    parent: string | undefined,
    attributes: SpanAttributes = {},
  ): OpenSpan {
    const caused = readTraceparent(parent);
    const context = caused
      ? trace.setSpanContext(ROOT_CONTEXT, {
          traceId: caused.traceId,
          spanId: caused.spanId,
          traceFlags: caused.flags,
          isRemote: true,
        })
      : ROOT_CONTEXT;
    const span = this.tracerOf(app).startSpan(name, { kind: kinds[kind], attributes: { ...attributes } }, context);
    const { traceId, spanId, traceFlags } = span.spanContext();
    return {
      traceparent: writeTraceparent({ traceId, spanId, flags: traceFlags }),
      end(more = {}, better) {
        if (better !== undefined) span.updateName(better);
        span.setAttributes({ ...more });
        if (more['error.type'] !== undefined) span.setStatus({ code: SpanStatusCode.ERROR });
        span.end();
      },
    };
  }

  async close(): Promise<void> {
    const waiting = new AbortController();
    const late = pause(CLOSE_WITHIN_MS, undefined, { signal: waiting.signal }).catch(() => undefined);
    await Promise.race([this.processor.shutdown(), late]);
    waiting.abort();
  }

  /** Each app is a service of its own, even when all are in one process. */
  private tracerOf(app: Program): Tracer {
    const known = this.tracers.get(app);
    if (known) return known;
    const provider = new TracerProvider({
      resource: resourceFromAttributes({
        'service.namespace': 'lra-network',
        'service.name': `lra-${app}`,
        'service.version': this.version,
      }),
      sampler: new TraceIdRatioBasedSampler(this.share),
      spanProcessors: [this.processor],
    });
    const tracer = provider.getTracer('lra-network', this.version);
    this.tracers.set(app, tracer);
    return tracer;
  }
}

/** Reports failures that OpenTelemetry keeps to itself. */
function complaining(exporter: SpanExporter, complain: (error: Error) => void): SpanExporter {
  let quietUntil = 0;
  return {
    export(spans, done) {
      exporter.export(spans, (result) => {
        if (result.error && performance.now() >= quietUntil) {
          quietUntil = performance.now() + COMPLAINT_MS;
          complain(result.error);
        }
        done(result);
      });
    },
    shutdown: () => exporter.shutdown(),
    ...(exporter.forceFlush ? { forceFlush: () => exporter.forceFlush!() } : {}),
  };
}
