// Sums up the tallies of several runs: `node tools/test/tally.mjs <file>`.
import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

export const tally = (passed, failed, skipped) =>
  `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;

/** The sum of what the reporter wrote to a file. */
export function tallyOf(file) {
  const rows = readFileSync(file, 'utf8').trim().split('\n').filter(Boolean);
  const sums = rows
    .map((row) => row.split(' ').map(Number))
    .reduce((sum, row) => sum.map((n, i) => n + row[i]), [0, 0, 0]);
  return tally(...sums);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) console.log(tallyOf(process.argv[2]));
