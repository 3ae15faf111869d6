/**
 * Counts the tests of a report that Vitest wrote as JSON.
 * @param surroundings the exit `code` of Vitest, and whether this is CI, where nothing may be left out.
 * @returns how many passed and failed; skipped ones are among the failed in CI.
 */
export function testCounts({ numPassedTests, numFailedTests, numPendingTests }, { code, isCI }) {
  // A file that doesn't load, or a server that doesn't stop, is no test and fails all the same.
  const failed = code !== 0 && numFailedTests === 0 ? 1 : numFailedTests
  return { passed: numPassedTests, failed: failed + (isCI ? numPendingTests : 0), skipped: numPendingTests }
}
