import { expect, it } from 'vitest'
import { testCounts } from './test-counts.mjs'

const skipped = { status: 'skipped' }
const report = {
  numPassedTests: 5,
  numFailedTests: 0,
  numPendingTests: 3,
  testResults: [
    { name: '/app/tests/page.pg.test.ts', assertionResults: [{ status: 'passed' }, skipped, skipped] },
    { name: '/app/src/provider.test.ts', assertionResults: [skipped] },
  ],
}

it('counts skipped tests of pages as failed in CI, where nobody would notice them, and no others', () => {
  expect(testCounts(report, { code: 0, isCI: true })).toMatchObject({ passed: 5, failed: 2, skipped: 3 })
  expect(testCounts(report, { code: 0, isCI: false })).toMatchObject({ passed: 5, failed: 0, skipped: 3 })
})

it('counts a failure for a run that failed without a failed test', () => {
  expect(testCounts(report, { code: 1, isCI: false }).failed).toBe(1)
  expect(testCounts({ ...report, numFailedTests: 2 }, { code: 1, isCI: false }).failed).toBe(2)
})
