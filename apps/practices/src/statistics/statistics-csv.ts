import type { Statistics } from './practice-statistics.js';

/** A cell as a spreadsheet may open it: what would be taken for a formula is made text (OWASP, CSV injection). */
function cellOf(value: string | number | null): string {
  const text = value === null ? '' : String(value);
  const safe = typeof value === 'string' && /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** The table as CSV (RFC 4180): a column per dimension, then count, percent and the base of the percent. */
export function statisticsCsv({ dimensions, rows, base }: Statistics): string {
  const lines = [
    [...dimensions, 'count', 'percent', 'base'],
    ...rows.map((row) => [
      ...dimensions.map((dimension) => row.key[dimension] ?? null),
      row.count,
      row.percent.toFixed(1),
      base,
    ]),
  ];
  return lines.map((line) => `${line.map(cellOf).join(',')}\r\n`).join('');
}

/** Whether CSV is what an `Accept` header asks for before JSON (RFC 9110, 12.5.1). */
export function prefersCsv(accept: string | undefined): boolean {
  const weights = new Map<string, number>();
  for (const entry of (accept ?? '').split(',')) {
    const [type = '', ...parameters] = entry.split(';').map((part) => part.trim().toLowerCase());
    const quality = parameters.find((parameter) => parameter.startsWith('q='))?.slice(2);
    weights.set(type, quality === undefined ? 1 : Number(quality) || 0);
  }
  const csv = weights.get('text/csv') ?? 0;
  return csv > 0 && csv >= (weights.get('application/json') ?? 0);
}
