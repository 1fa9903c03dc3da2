import type { Embedded } from './embedded.js';
import { EVEN_RATE, WRITERS, type Measured, type Sizes } from './measure.js';
import type { SideName } from './side.js';

/** Everything of one run. */
export interface Results {
  readonly machine: string;
  readonly sizes: Sizes;
  readonly sides: Readonly<Record<SideName, Measured>>;
  readonly embedded: Embedded | undefined;
}

/** The results as Markdown. */
export function asMarkdown({ machine, sizes, sides, embedded }: Results): string {
  const { raw, handWritten, ours } = sides;
  const row = (
    what: string,
    value: (of: Measured) => string,
    [ratio, aim, isMet]: readonly [number?, string?, boolean?] = [],
  ) =>
    `| ${what} | ${value(raw)} | ${value(handWritten)} | ${value(ours)} | ${ratio === undefined ? '' : `${ratio.toFixed(2)} ×`} | ` +
    `${aim === undefined ? '' : `${aim}: ${isMet ? 'yes' : '**no**'}`} |`;
  const written = ours.written / handWritten.written;
  const drained = ours.drained / handWritten.drained;
  const rate = (value: number) => Math.round(value).toLocaleString('en-US');
  const ms = (value: number) => `${value.toFixed(1)} ms`;
  const percent = (value: number) => `${value.toFixed(1)} %`;
  const mb = (value: number) => `${value.toFixed(0)} MB`;
  const lines = [
    `${machine}.`,
    '',
    '| | raw kafkajs | hand-written | ours | ours to hand-written | aim for ours |',
    '| --- | ---: | ---: | ---: | ---: | --- |',
    row(`${sizes.written} events by ${WRITERS} writers, events/s`, (of) => rate(of.written), [
      written,
      'at least 1 ×',
      written >= 1,
    ]),
    row(`outbox of ${sizes.drained} events drained, events/s`, (of) => rate(of.drained), [
      drained,
      'at least 2 ×',
      drained >= 2,
    ]),
    row(`commit to effect at ${EVEN_RATE}/s for ${sizes.evenSeconds} s, p50`, (of) => ms(of.p50), [
      ours.p50 / handWritten.p50,
    ]),
    row('the same, p99', (of) => ms(of.p99), [ours.p99 / handWritten.p99, 'under 60 ms', ours.p99 < 60]),
    row(`processor at idle, of one core`, (of) => percent(of.idleCpu), [
      ours.idleCpu / handWritten.idleCpu,
      'under 2 %',
      ours.idleCpu < 2,
    ]),
    row('memory of the process at the end (RSS)', (of) => mb(of.memory), [ours.memory / handWritten.memory]),
    row('the same, at its peak', (of) => mb(of.peakMemory), [ours.peakMemory / handWritten.peakMemory]),
    '',
  ];
  if (embedded) {
    const { node, postgres, idleCpu } = embedded;
    lines.push(
      `The whole system embedded (\`npm start\`), at rest, 40 s after its start: **${mb(node + postgres)}** (Node ${mb(node)} RSS, PostgreSQL ${mb(postgres)} PSS), ` +
        `aim under 400 MB: ${node + postgres < 400 ? 'yes' : '**no**'}; processor of the Node process ${percent(idleCpu)} of one core, ` +
        `aim under 2 %: ${idleCpu < 2 ? 'yes' : '**no**'}.`,
    );
  }
  return lines.join('\n');
}
