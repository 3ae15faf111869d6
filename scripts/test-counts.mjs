/**
 * Counts the tests of a report that Vitest wrote as JSON.
 * @param surroundings the exit `code` of Vitest, and whether this is CI, where the tests of pages (`page.*test.ts`) that were
 * skipped have failed: nobody looked. Other tests skip what doesn't apply, and say so.
 * @returns how many passed and failed, and how many were skipped.
 */
export function testCounts({ numPassedTests, numFailedTests, numPendingTests, testResults }, { code, isCI }) {
  // A file that doesn't load, or a server that doesn't stop, is no test and fails all the same.
  const failed = code !== 0 && numFailedTests === 0 ? 1 : numFailedTests
  const unseen = testResults
    .filter(({ name }) => /[\\/]page\.[^\\/]*test\.ts$/.test(name))
    .flatMap(({ assertionResults }) => assertionResults)
    .filter(({ status }) => status !== 'passed' && status !== 'failed').length
  const unseenFailed = isCI ? unseen : 0
  return { passed: numPassedTests, failed: failed + unseenFailed, skipped: numPendingTests, unseenFailed }
}
