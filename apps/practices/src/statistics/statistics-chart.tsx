import { renderToString } from 'preact-render-to-string';
import type { Statistics, StatisticsDimension } from './practice-statistics.repository.js';
import type { StatisticsWords } from './statistics-words.js';

/** The media type of charts. */
export const SVG = 'image/svg+xml; charset=utf-8';

/** What is drawn at most, the largest first: a page and a reader take no more. JSON and CSV have everything. */
const MOST = { bars: 60, rows: 40, columns: 24 };

/** Lengths in pixels; letters are wide in some systems. */
const LETTER = 7.5;
const MARGIN = 24;
const TOP = 96;
const LINE = 17;
const ROW = 30;
const BAR = 20;
const LABELS = 270;
const BARS = 380;
const FIGURES = 130;
const COLUMN = { wide: 84, narrow: 54, few: 8 };

/** Text keeps its contrast (WCAG, 4.5) on every shade: the strongest is half of the colour. */
const STYLE = `
.lra-chart text{font:14px system-ui,"Segoe UI",Roboto,Arial,sans-serif;fill:#1b2733}
.lra-chart .title{font-size:18px;font-weight:600}
.lra-chart .quiet{fill:#56616c}
.lra-chart .paper{fill:#fff}
.lra-chart .mark{fill:#0b5fa5}
@media(prefers-color-scheme:dark){
.lra-chart text{fill:#e8edf2}
.lra-chart .quiet{fill:#a9b4bf}
.lra-chart .paper{fill:#12181f}
.lra-chart .mark{fill:#6cb2f2}
}`;

/** One value of a dimension, with its count over all others. */
interface Line {
  readonly key: string | null;
  readonly count: number;
  readonly percent: number;
}

/**
 * A table of statistics as a picture that is also read as a table: bars for one dimension, shaded cells for two. It
 * loads nothing, and follows the reader's choice of light or dark.
 *
 * @param asOf the moment that the figures are of; unset: now
 */
export function statisticsChart(table: Statistics, words: StatisticsWords, asOf?: string): string {
  const { dimensions, base, unanswered } = table;
  const [first, second] = dimensions as [StatisticsDimension, StatisticsDimension?];
  const { language, say, name } = words;
  const number = new Intl.NumberFormat(language);
  const share = new Intl.NumberFormat(language, { style: 'percent', minimumFractionDigits: 1 });
  const percent = (of: number) => share.format(of / 100);
  const title = `${say('practices')}: ${dimensions.map((one) => say(one)).join(' × ')}${asOf === undefined ? '' : ` (${asOf})`}`;

  const lines = second === undefined ? linesOf(table, first) : (table.totals as Margins)[first]!;
  const rows = largest(first, lines, second === undefined ? MOST.bars : MOST.rows);
  const across = second === undefined ? [] : (table.totals as Margins)[second]!;
  const columns = second === undefined ? [] : largest(second, across, MOST.columns);

  const isCut = rows.length < lines.length || columns.length < across.length;
  const parts = [[rows, lines] as const, [columns, across] as const].filter(([some, all]) => some.length < all.length);
  const facts = [
    `100% = ${number.format(base)}`,
    ...(unanswered > 0 ? [`${name(first, null)}: ${number.format(unanswered)}`] : []),
    ...(isCut ? parts.map(([some, all]) => say('largest', { shown: some.length, all: all.length })) : []),
  ];
  const notes = [...new Set([...rows.map(({ key }) => words.note(first, key)), ...columns.map(({ key }) => words.note(second!, key))])].flatMap((note) => note ?? []); // prettier-ignore

  const columnWidth = columns.length > COLUMN.few ? COLUMN.narrow : COLUMN.wide;
  // Two lines of a turned head fit into a narrow column, three into a wide one.
  const heads = columns.map(({ key, count }) => {
    const lines = wrapped(name(second!, key), 28, columns.length > COLUMN.few ? 2 : 3);
    return lines.with(-1, `${lines.at(-1)} (${number.format(count)})`);
  });
  const longest = Math.max(0, ...heads.flat().map((line) => line.length * LETTER));
  const head = second === undefined ? 0 : 0.72 * longest + 2 * LINE;
  const chart = second === undefined ? BARS + FIGURES : columns.length * columnWidth + 0.72 * longest;
  const width = Math.ceil(Math.max(LABELS + chart, 520) + 2 * MARGIN);
  const heights = rows.map(({ key }) => Math.max(1, labelOf(key).length) * LINE + ROW - LINE);
  const tops = heights.map((_, index) => TOP + head + heights.slice(0, index).reduce((sum, one) => sum + one, 0));
  const noted = notes.flatMap((note) => wrapped(note, Math.floor((width - 2 * MARGIN) / LETTER), 6));
  const bottom = TOP + head + heights.reduce((sum, one) => sum + one, 0);
  const height = Math.ceil(bottom + MARGIN + noted.length * LINE);

  function labelOf(key: string | null): string[] {
    return wrapped(name(first, key), Math.floor(LABELS / LETTER) - (second === undefined ? 2 : 8), 3);
  }

  const most = Math.max(1, ...(second === undefined ? rows : table.rows).map(({ count }) => count));
  const counts = new Map(table.rows.map(({ key, count, percent: of }) => [cellKey(key[first], second && key[second]), { count, of }])); // prettier-ignore
  const told = rows.slice(0, 20).map(({ key, count, percent: of }) => `${name(first, key)}: ${number.format(count)} (${percent(of)})`); // prettier-ignore

  return renderToString(
    <svg
      xmlns="http://www.w3.org/2000/svg"
      class="lra-chart"
      lang={language}
      role="figure"
      aria-label={title}
      width={width}
      height={height}
      viewBox={`0 0 ${width} ${height}`}
    >
      <title>{title}</title>
      <desc>{[...facts, ...told].join('; ')}</desc>
      <style>{STYLE}</style>
      <rect class="paper" width="100%" height="100%" />
      <text class="title" x={MARGIN} y={MARGIN + 16}>
        {title}
      </text>
      <text class="quiet" x={MARGIN} y={MARGIN + 42}>
        {facts.join(' · ')}
      </text>
      <g role="table" aria-label={title}>
        {second !== undefined && (
          <g role="row">
            <text role="columnheader" class="quiet" x={MARGIN} y={TOP + head - 10}>
              {say(first)}
            </text>
            {columns.map(({ key }, index) => {
              const x = MARGIN + LABELS + (index + 0.5) * columnWidth;
              return (
                <text
                  role="columnheader"
                  aria-label={name(second, key)}
                  transform={`translate(${x} ${TOP + head - 10}) rotate(-45)`}
                >
                  {heads[index]!.map((line, at) => (
                    <tspan x="0" y={(at - heads[index]!.length + 1) * LINE}>
                      {line}
                    </tspan>
                  ))}
                </text>
              );
            })}
          </g>
        )}
        {rows.map(({ key, count, percent: of }, index) => {
          const [y, tall] = [tops[index]!, heights[index]!];
          const middle = y + tall / 2 + 5;
          const label = labelOf(key);
          return (
            <g role="row">
              <text role="rowheader">
                {label.map((line, at) => (
                  <tspan x={MARGIN} y={middle + (at - (label.length - 1) / 2) * LINE}>
                    {line}
                  </tspan>
                ))}
                {second !== undefined && <tspan class="quiet"> ({number.format(count)})</tspan>}
              </text>
              {second === undefined ? (
                <>
                  <rect
                    aria-hidden="true"
                    class="mark"
                    x={MARGIN + LABELS}
                    y={y + (tall - BAR) / 2}
                    width={Math.max(1, (count / most) * BARS)}
                    height={BAR}
                  />
                  <text role="cell" x={MARGIN + LABELS + (count / most) * BARS + 8} y={middle}>
                    {number.format(count)}
                    <tspan class="quiet"> · {percent(of)}</tspan>
                  </text>
                </>
              ) : (
                columns.map((column, at) => {
                  const cell = counts.get(cellKey(key, column.key));
                  const x = MARGIN + LABELS + at * columnWidth;
                  return (
                    <g role="cell">
                      {cell && (
                        <>
                          <title>{`${name(first, key)} × ${name(second, column.key)}: ${number.format(cell.count)} (${percent(cell.of)})`}</title>
                          <rect
                            class="mark"
                            x={x + 1}
                            y={y + 1}
                            width={columnWidth - 2}
                            height={tall - 2}
                            fill-opacity={(0.06 + 0.44 * (cell.count / most)).toFixed(2)}
                          />
                        </>
                      )}
                      <text class={cell ? undefined : 'quiet'} x={x + columnWidth / 2} y={middle} text-anchor="middle">
                        {number.format(cell?.count ?? 0)}
                      </text>
                    </g>
                  );
                })
              )}
            </g>
          );
        })}
      </g>
      {noted.map((line, index) => (
        <text class="quiet" x={MARGIN} y={bottom + MARGIN + index * LINE}>
          {line}
        </text>
      ))}
    </svg>,
  );
}

type Margins = Readonly<Record<string, readonly Line[]>>;

const linesOf = ({ rows }: Statistics, dimension: StatisticsDimension): readonly Line[] =>
  rows.map(({ key, count, percent }) => ({ key: key[dimension] ?? null, count, percent }));

const cellKey = (row: string | null | undefined, column: string | null | undefined): string =>
  JSON.stringify([row ?? null, column ?? null]);

/** The largest lines; years in their order, what has none last. */
function largest(dimension: StatisticsDimension, lines: readonly Line[], most: number): readonly Line[] {
  const shown = lines.slice(0, most);
  if (dimension !== 'endDate') return shown;
  const year = ({ key }: Line) => (key === null ? 1e5 : key === 'continuing' ? 1e4 : Number(key.replace('before-', '')) - (key.startsWith('before-') ? 0.5 : 0)); // prettier-ignore
  return shown.toSorted((a, b) => year(a) - year(b));
}

/** A text in lines of at most so many letters; what does not fit ends in an ellipsis. */
export function wrapped(text: string, letters: number, most: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= letters) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  const kept = lines.slice(0, most).map((line) => (line.length > letters ? `${line.slice(0, letters - 1)}…` : line));
  const end = kept.at(-1);
  if (lines.length > most && end !== undefined) kept[most - 1] = `${end.slice(0, letters - 1)}…`;
  return kept;
}
