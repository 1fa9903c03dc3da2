import { appendFileSync } from 'node:fs';
import { tally } from './tally.mjs';

/**
 * Ends the output with one line for people and programs. A run that is part of a larger one (LRA_TALLY) writes the line
 * to a file instead, so that the total appears on a single line.
 */
export default class TallyReporter {
  onRunComplete(_, results) {
    const passed = results.numPassedTests;
    const failed = results.numFailedTests + results.numRuntimeErrorTestSuites;
    const skipped = results.numPendingTests + results.numTodoTests;
    if (process.env.LRA_TALLY) appendFileSync(process.env.LRA_TALLY, `${passed} ${failed} ${skipped}\n`);
    // After Jest's own summary, which Jest writes in the same tick.
    else setImmediate(() => console.log(`\n${tally(passed, failed, skipped)}`));
  }
}
