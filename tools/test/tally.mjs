// Sums up the tallies of several runs: `node tools/test/tally.mjs <file>`.
import { readFileSync } from 'node:fs';
import { tally } from './tally-reporter.mjs';

const rows = readFileSync(process.argv[2], 'utf8').trim().split('\n').filter(Boolean);
const sums = rows
  .map((row) => row.split(' ').map(Number))
  .reduce((sum, row) => sum.map((n, i) => n + row[i]), [0, 0, 0]);
console.log(tally(...sums));
