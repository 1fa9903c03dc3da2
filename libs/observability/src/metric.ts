/** The definition of a metric; apps that measure the same thing share one and differ in the label `app`. */
export interface Metric {
  readonly kind: 'counter' | 'gauge' | 'histogram';
  /** With unit, as Prometheus advises: `_seconds`, `_bytes`, `_total`. */
  readonly name: string;
  readonly help: string;
  /** Besides `app`. Each has a known, small set of values: patterns, codes and names, never ids or texts of callers. */
  readonly labels: readonly string[];
  /** Upper bounds of a histogram. */
  readonly buckets?: readonly number[];
}

export const counter = (name: string, help: string, ...labels: string[]): Metric => ({
  kind: 'counter',
  name,
  help,
  labels,
});

export const gauge = (name: string, help: string, ...labels: string[]): Metric => ({
  kind: 'gauge',
  name,
  help,
  labels,
});

export const histogram = (name: string, help: string, buckets: readonly number[], ...labels: string[]): Metric => ({
  kind: 'histogram', name, help, labels, buckets,
}); // prettier-ignore

export type Labels = Readonly<Record<string, string | number>>;
