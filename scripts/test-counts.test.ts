import { expect, it } from 'vitest'
import { testCounts } from './test-counts.mjs'

const report = { numPassedTests: 5, numFailedTests: 0, numPendingTests: 4 }

it('counts skipped tests as failed in CI, where nobody would notice them', () => {
  expect(testCounts(report, { code: 0, isCI: true })).toEqual({ passed: 5, failed: 4, skipped: 4 })
  expect(testCounts(report, { code: 0, isCI: false })).toEqual({ passed: 5, failed: 0, skipped: 4 })
})

it('counts a failure for a run that failed without a failed test', () => {
  expect(testCounts(report, { code: 1, isCI: false }).failed).toBe(1)
  expect(testCounts({ ...report, numFailedTests: 2 }, { code: 1, isCI: false }).failed).toBe(2)
})
