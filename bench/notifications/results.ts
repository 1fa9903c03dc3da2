import { AT_ONCE } from './bare.js';

/** Everything of one run: rates in deliveries a second, times in milliseconds, memory (RSS) in bytes. */
export interface Results {
  readonly machine: string;
  readonly part: number;
  readonly sustained: number;
  readonly subscriptions: number;
  readonly rates: { readonly bare: number; readonly rows: number; readonly ours: number };
  readonly receipt: { readonly p50: number; readonly p99: number };
  readonly found: { readonly p50: number; readonly most: number };
  readonly memory: { readonly begin: number; readonly end: number };
}

const aims = { ofRows: 0.5, receiptP50: 60, receiptP99: 250, foundMs: 200, growth: 1.1 } as const;

const number = (value: number) => Math.round(value).toLocaleString('en-US');
const isMet = (met: boolean) => (met ? 'yes' : '**no**');

/** The results as Markdown. */
export function asMarkdown({
  machine,
  part,
  sustained,
  subscriptions,
  rates,
  receipt,
  found,
  memory,
}: Results): string {
  const { bare, rows, ours } = rates;
  const time = (label: string, value: number, limit?: number) =>
    `| ${label} | ${value.toFixed(1)} ms | ${limit === undefined ? '' : `under ${limit} ms: ${isMet(value < limit)}`} |`;
  const growth = memory.end / memory.begin;
  return [
    `${machine}.`,
    '',
    '| deliveries a second | bare loop | rows, a hundred at a time | ours | ours to bare | ours to rows | aim |',
    '| --- | ---: | ---: | ---: | ---: | ---: | --- |',
    `| ${number(part)} by the others, ${AT_ONCE} at once, ${number(sustained)} by ours | ${number(bare)} | ${number(rows)} | ${number(ours)} | ${(ours / bare).toFixed(2)} × | ${(ours / rows).toFixed(2)} × | at least ${aims.ofRows} × rows: ${isMet(ours / rows >= aims.ofRows)} |`,
    '',
    '| ours | | aim |',
    '| --- | ---: | --- |',
    time('publish to receipt at 100 events/s, p50', receipt.p50, aims.receiptP50),
    time('the same, p99', receipt.p99, aims.receiptP99),
    time(`one event, ${number(subscriptions)} subscriptions, 100 want it: p50`, found.p50),
    time('the same, the longest', found.most, aims.foundMs),
    `| memory after ${number(part)} deliveries, and after ${number(sustained)} | ${number(memory.begin / 1e6)} MB, ${number(memory.end / 1e6)} MB | grows by under 10 %: ${isMet(growth < aims.growth)} |`,
  ].join('\n');
}
