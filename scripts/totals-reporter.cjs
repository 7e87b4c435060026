const { writeSync } = require('node:fs');

/** Ends a jest run with one line a script can read: `N passed, N failed, N skipped`. */
module.exports = class TotalsReporter {
  onRunComplete(_contexts, results) {
    const failed = results.numFailedTests + results.numRuntimeErrorTestSuites;
    const skipped = results.numPendingTests + results.numTodoTests;
    const line = `${results.numPassedTests} passed, ${failed} failed, ${skipped} skipped\n`;
    // At exit, so that it stands below the summary of jest's own reporter.
    process.once('exit', () => writeSync(1, line));
  }
};
