import { Logger, type LoggerService } from '@nestjs/common';
import type { Program, Settings } from '#config';
import { Log } from './log.js';
import { Metrics } from './metrics.js';
import type { Labels, Metric } from './metric.js';
import type { Note } from './metrics.js';
import { NestLog } from './nest-log.js';
import { noSpans, type OpenSpan, type SpanAttributes, type SpanKind, type Spans } from './spans.js';

/** Logs, metrics and traces of one process, shared by the apps in it. */
export class Observability {
  private constructor(
    readonly log: Log | undefined,
    /** Nest's way into the log. */
    readonly logger: LoggerService | undefined,
    readonly metrics: Metrics,
    readonly spans: Spans,
  ) {}

  /** Measures, but shows the result to nobody: for an app that runs on its own, as in tests. */
  static silent(): Observability {
    return new Observability(undefined, undefined, new Metrics(), noSpans);
  }

  /**
   * Opens the log, replaces Nest's `Logger`, counts the resources of the process and, if a collector is set, sends
   * spans.
   *
   * @param name of the log file
   * @param folder of the log files; unset: standard output
   * @param tell shows people at a terminal what they should see at once
   * @throws when the log cannot be opened
   */
  static async open(
    { logLevel, traces }: Settings,
    version: string,
    to: {
      readonly name: string;
      readonly folder?: string | undefined;
      readonly tell?: Parameters<typeof Log.open>[0]['tell'];
    },
  ): Promise<Observability> {
    const log = Log.open({ level: logLevel, ...to });
    const nestLog = new NestLog(log);
    Logger.overrideLogger(nestLog);
    const metrics = Metrics.ofProcess(version);
    if (!traces) return new Observability(log, nestLog, metrics, noSpans);
    const { ExportedSpans } = await import('./exported-spans.js');
    const logger = new Logger('Traces');
    const spans = new ExportedSpans(version, traces.share, (error) => logger.warn('Spans were not accepted.', error));
    return new Observability(log, nestLog, metrics, spans);
  }

  /** The same from the view of one app. */
  of(app: Program): AppObservability {
    return new AppObservability(app, this);
  }

  /** Call it after everything else has ended: writes the last lines and spans. */
  async close(): Promise<void> {
    await this.spans.close();
    this.log?.close();
  }
}

/** What one app logs, counts and traces. */
export class AppObservability {
  constructor(
    readonly app: Program,
    private readonly process: Observability,
  ) {}

  get log(): Log | undefined {
    return this.process.log;
  }

  /** Whether spans are recorded at all. */
  get isTraced(): boolean {
    return this.process.spans.isOn;
  }

  count(metric: Metric, labels: Labels = {}, by = 1): void {
    this.process.metrics.count(this.app, metric, labels, by);
  }

  observe(metric: Metric, labels: Labels, value: number): void {
    this.process.metrics.observe(this.app, metric, labels, value);
  }

  /** See {@link Metrics.atScrape}. */
  atScrape(name: string, read: (note: Note) => Promise<void> | void): () => void {
    return this.process.metrics.atScrape(this.app, name, read);
  }

  /** See {@link Spans.open}. */
  span(kind: SpanKind, name: string, parent: string | undefined, attributes?: SpanAttributes): OpenSpan {
    return this.process.spans.open(this.app, kind, name, parent, attributes);
  }
}
