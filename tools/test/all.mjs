// All specs, as `npm test` runs them: two workers at once, then, one after the other, the specs that promise a time
// (*.timed.spec.ts). Beside a busy worker they would measure that one.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { tallyOf } from './tally.mjs';

const passes = [
  ['--testMatch', '**/!(*.timed).spec.ts'],
  ['--testMatch', '**/*.timed.spec.ts', '--runInBand'],
];

const folder = mkdtempSync(join(tmpdir(), 'lra-tally-'));
const file = process.env.LRA_TALLY ?? join(folder, 'tally');
if (!process.env.LRA_TALLY) writeFileSync(file, '');
let status = 0;
for (const pass of passes) {
  const run = spawnSync('npm', ['run', 'spec', '--', ...pass], {
    stdio: 'inherit',
    env: { ...process.env, LRA_TALLY: file },
  });
  status ||= run.status ?? 1;
}
if (!process.env.LRA_TALLY) console.log(`\n${tallyOf(file)}`);
rmSync(folder, { recursive: true, force: true });
process.exit(status);
