/** A cell on one line: text from strangers must not control the terminal. */
const clean = (cell: string): string => cell.replaceAll(/[\p{C}\p{Zl}\p{Zp}]+/gu, ' ');

/** Aligned columns, as wide as their longest cell; the last one is not padded. */
export function table(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const lines = [header, ...rows].map((cells) => cells.map(clean));
  const widths = header.map((_, column) => Math.max(...lines.map((cells) => cells[column]?.length ?? 0)));
  return lines
    .map((cells) =>
      cells
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
