import { appendFileSync } from 'node:fs';
import { tally } from './tally.mjs';

/**
 * Ends the output with one line that a person and a program can read. A run that is a part of a larger one (LRA_TALLY)
 * writes it down instead, to be summed up: so there is one such line, and it tells of everything.
 */
export default class TallyReporter {
  onRunComplete(_, results) {
    const passed = results.numPassedTests;
    const failed = results.numFailedTests + results.numRuntimeErrorTestSuites;
    const skipped = results.numPendingTests + results.numTodoTests;
    if (process.env.LRA_TALLY) appendFileSync(process.env.LRA_TALLY, `${passed} ${failed} ${skipped}\n`);
    // After Jest's own summary, which is written in the same tick.
    else setImmediate(() => console.log(`\n${tally(passed, failed, skipped)}`));
  }
}
