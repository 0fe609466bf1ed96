// A Jest reporter that ends the run with one plain line: how many tests passed, failed and were skipped.
export default class Summary {
  onRunComplete(_contexts, results) {
    const skipped = results.numPendingTests + results.numTodoTests;
    // A suite that does not load runs no test, and is a failure all the same.
    const failed = results.numFailedTests + results.numRuntimeErrorTestSuites;
    console.log(`\nTests: ${results.numPassedTests} passed, ${failed} failed, ${skipped} skipped`);
  }
}
