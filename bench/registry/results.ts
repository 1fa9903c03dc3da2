import { CONNECTIONS, type Measured } from '../http/load.js';

export const sideNames = ['straightforward', 'ours'] as const;
export type SideName = (typeof sideNames)[number];

/** What one side does with one number of practices. */
export interface SideResults {
  readonly loaded: Measured;
  /** The same searches over one connection. */
  readonly alone: Measured;
  /** Statistics over one connection. */
  readonly statistics: Measured;
  /** Memory of the process at the end (RSS), in bytes. */
  readonly memory: number;
}

/** Everything of one run. */
export interface Results {
  readonly machine: string;
  readonly seconds: number;
  readonly sizes: readonly [small: number, large: number];
  readonly measured: Readonly<Record<SideName, readonly [small: SideResults, large: SideResults]>>;
  /** A larger registry still, which only ours was measured with. */
  readonly largest: { readonly practices: number; readonly startSeconds: number; readonly sides: SideResults };
  readonly ndcg: Readonly<Record<SideName, number>>;
  /** By which ours was judged with meaning; undefined: by words alone. */
  readonly model: string | undefined;
}

/** Aims for the larger registry. */
const aims = { rate: 5, loadedMs: 600, aloneMs: 100, growth: 4, statisticsMs: 100 } as const;

const number = (value: number) => Math.round(value).toLocaleString('en-US');
const ms = (value: number) => `${value < 10 ? value.toFixed(1) : number(value)} ms`;
const isMet = (met: boolean) => (met ? 'yes' : '**no**');

/** The results as Markdown. */
export function asMarkdown({ machine, seconds, sizes, measured, largest, ndcg, model }: Results): string {
  const { straightforward, ours } = measured;
  const rows = sizes.flatMap((size, index) => {
    const [theirs, own] = [straightforward[index]!, ours[index]!];
    const isLarge = index === 1;
    const row = (label: string, of: (side: SideResults) => number, show: (value: number) => string, aim = '') =>
      `| ${number(size)} practices: ${label} | ${show(of(theirs))} | ${show(of(own))} | ${(of(own) / of(theirs)).toFixed(2)} × | ${isLarge ? aim : ''} |`;
    const under = (limit: number, value: number) => `under ${limit} ms: ${isMet(value < limit)}`;
    const ratio = own.loaded.rate / theirs.loaded.rate;
    return [
      row('searches/s', ({ loaded }) => loaded.rate, number, `at least ${aims.rate} ×: ${isMet(ratio >= aims.rate)}`),
      row('p50', ({ loaded }) => loaded.p50, ms),
      row('p99', ({ loaded }) => loaded.p99, ms, under(aims.loadedMs, own.loaded.p99)),
      row('alone, p50', ({ alone }) => alone.p50, ms),
      row('alone, p99', ({ alone }) => alone.p99, ms, under(aims.aloneMs, own.alone.p99)),
      row('statistics alone, p99', ({ statistics }) => statistics.p99, ms, under(aims.statisticsMs, own.statistics.p99)),
      row('memory of the process', ({ memory }) => memory / 1e6, (value) => `${number(value)} MB`),
    ];
  }); // prettier-ignore
  const times = ([small, large]: readonly [SideResults, SideResults]) => small.loaded.rate / large.loaded.rate;
  const growth = times(ours);
  const [small, large] = sizes;
  const [largeMs, largestMs] = [1000 / ours[1].loaded.rate, 1000 / largest.sides.loaded.rate];
  const million =
    1000 / (largestMs + ((1_000_000 - largest.practices) * (largestMs - largeMs)) / (largest.practices - large));
  const { loaded, alone, statistics, memory } = largest.sides;
  return [
    `${machine}. ${CONNECTIONS} connections, ${seconds} s for each number.`,
    '',
    '| | straightforward | ours | ours to straightforward | aim for ours |',
    '| --- | ---: | ---: | ---: | --- |',
    ...rows,
    `| time of a search, ${number(large)} to ${number(small)} | ${times(straightforward).toFixed(1)} × | ${growth.toFixed(1)} × | | under ${aims.growth} ×: ${isMet(growth < aims.growth)} |`,
    `| relevance (nDCG@10${model === undefined ? '' : `, ours by ${model} too`}) | ${ndcg.straightforward.toFixed(2)} | ${ndcg.ours.toFixed(2)} | | no worse: ${isMet(ndcg.ours >= ndcg.straightforward)} |`,
    '',
    `Ours with ${number(largest.practices)} practices, which are those three times: ready ${largest.startSeconds.toFixed(1)} s after its start; ` +
      `${number(loaded.rate)} searches/s, p50 ${ms(loaded.p50)}, p99 ${ms(loaded.p99)}; alone p50 ${ms(alone.p50)}, p99 ${ms(alone.p99)}; ` +
      `statistics alone, p99 ${ms(statistics.p99)}; memory of the process ${number(memory / 1e6)} MB. ` +
      `If the time of a search goes on growing as up to there, ours answers ${number(million)} searches/s with 1,000,000.`,
  ].join('\n');
}
