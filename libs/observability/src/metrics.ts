import { Logger } from '@nestjs/common';
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { Program } from '#config';
import { gauge, type Labels, type Metric } from './metric.js';

/** Longest wait for one source at a scrape, in milliseconds: Prometheus itself waits ten seconds by default. */
const SOURCE_WITHIN_MS = 2_000;
/** How often the delay of the event loop is sampled, in milliseconds: each sample wakes an idle process. */
const LOOP_SAMPLE_MS = 100;

const logger = new Logger('Metrics');

const sourceUp = gauge('lra_scrape_source_up', 'Whether values read at a scrape could be read (0: they are missing)', 'source'); // prettier-ignore
const buildInfo = gauge('lra_build_info', 'Version of the program and of Node; always 1', 'version', 'node');

/** Notes one value. */
export type Note = (metric: Metric, labels: Labels, value: number) => void;

interface Source {
  readonly app: Program;
  readonly name: string;
  readonly read: (note: Note) => Promise<void> | void;
  /** A read that took too long is not started again before it has ended. */
  running: Promise<void> | undefined;
}

interface Noted {
  readonly metric: Metric;
  readonly labels: Labels;
  readonly value: number;
}

/** The metrics of one process: one registry for all apps in it, distinguished by the label `app`. */
export class Metrics {
  private readonly registry = new Registry();
  private readonly families = new Map<Metric, Counter | Gauge | Histogram>();
  private readonly sources = new Set<Source>();
  /** Metrics whose values are only those of the present scrape. */
  private readonly read = new Set<Metric>();
  private scraping: Promise<string> | undefined;

  readonly contentType = this.registry.contentType;

  /** @param version of the program */
  static ofProcess(version: string): Metrics {
    const metrics = new Metrics();
    collectDefaultMetrics({ register: metrics.registry, eventLoopMonitoringPrecision: LOOP_SAMPLE_MS });
    (metrics.family(buildInfo, []) as Gauge).set({ version, node: process.versions.node }, 1);
    return metrics;
  }

  count(app: Program, metric: Metric, labels: Labels, by = 1): void {
    (this.family(metric) as Counter).inc({ app, ...labels }, by);
  }

  observe(app: Program, metric: Metric, labels: Labels, value: number): void {
    (this.family(metric) as Histogram).observe({ app, ...labels }, value);
  }

  /**
   * Registers a source of values that is read at each scrape. Its values count when all of them could be read in time;
   * otherwise they are missing in that scrape, and `lra_scrape_source_up` says so. Returns the function that removes
   * it.
   */
  atScrape(app: Program, name: string, read: Source['read']): () => void {
    const source: Source = { app, name, read, running: undefined };
    this.sources.add(source);
    return () => void this.sources.delete(source);
  }

  /** All values in Prometheus' text format. Two scrapes at once get the same answer. */
  scrape(): Promise<string> {
    this.scraping ??= this.collect().finally(() => (this.scraping = undefined));
    return this.scraping;
  }

  private async collect(): Promise<string> {
    const results = await Promise.all([...this.sources].map((source) => readInTime(source)));
    for (const metric of this.read) this.family(metric).reset();
    for (const noted of results.flat()) {
      this.read.add(noted.metric);
      const family = this.family(noted.metric) as Counter | Gauge;
      family.inc(noted.labels, noted.value);
    }
    return this.registry.metrics();
  }

  private family(metric: Metric, common = ['app']): Counter | Gauge | Histogram {
    const known = this.families.get(metric);
    if (known) return known;
    const { name, help } = metric;
    const options = { name, help, labelNames: [...common, ...metric.labels], registers: [this.registry] };
    const made =
      metric.kind === 'histogram'
        ? new Histogram({ ...options, buckets: [...metric.buckets!] })
        : metric.kind === 'counter'
          ? new Counter(options)
          : new Gauge(options);
    this.families.set(metric, made);
    return made;
  }
}

async function readInTime(source: Source): Promise<Noted[]> {
  const { app, name } = source;
  const noted: Noted[] = [];
  let timer: NodeJS.Timeout | undefined;
  const tooSlow = new Promise<false>((resolve) => {
    timer = setTimeout(() => resolve(false), SOURCE_WITHIN_MS);
  });
  const isRead = source.running
    ? false
    : await Promise.race([begin(source, (metric, labels, value) => noted.push({ metric, labels: { app, ...labels }, value })), tooSlow]); // prettier-ignore
  clearTimeout(timer);
  const up = { metric: sourceUp, labels: { app, source: name }, value: Number(isRead) };
  return isRead ? [...noted, up] : [up];
}

/** False: it failed. Others report that a database is away, so here it is logged for debugging only. */
async function begin(source: Source, note: Note): Promise<boolean> {
  const running = (async () => source.read(note))();
  source.running = running.catch(() => undefined).finally(() => (source.running = undefined));
  return running.then(
    () => true,
    (error: unknown) => {
      logger.debug(`${source.app}: the metrics of ${source.name} could not be read.`, error);
      return false;
    },
  );
}
