import { appendFileSync } from 'node:fs';

/** Ends the output with one line that a person and a program can read; with LRA_TALLY it is also kept, to be summed up. */
export default class TallyReporter {
  onRunComplete(_, results) {
    const passed = results.numPassedTests;
    const failed = results.numFailedTests + results.numRuntimeErrorTestSuites;
    const skipped = results.numPendingTests + results.numTodoTests;
    if (process.env.LRA_TALLY) appendFileSync(process.env.LRA_TALLY, `${passed} ${failed} ${skipped}\n`);
    // After Jest's own summary, which is written in the same tick.
    setImmediate(() => console.log(`\n${tally(passed, failed, skipped)}`));
  }
}

export const tally = (passed, failed, skipped) =>
  `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
