import { expect, it } from 'vitest'
import { testSummaryRow } from '../test-summary/test-summary-row.js'
import { jobRow } from './job-row.js'

const run = { id: 'row of the run', externalId: 'web#7@1767225600000' }
const stage = { id: '16', name: 'Test', status: 'FAILED', startTimeMillis: 1_767_225_600_000, durationMillis: 1_500 }

it('a stage has every field', () => {
  expect(jobRow(stage, run)).toEqual({
    externalId: 'web#7@1767225600000/16',
    pipelineRunId: 'row of the run',
    name: 'Test',
    status: 'DONE',
    originalStatus: 'FAILED',
    result: 'FAILURE',
    originalResult: 'FAILED',
    startedAt: new Date('2026-01-01T00:00:00Z'),
    finishedAt: new Date('2026-01-01T00:00:01.500Z'),
    durationMs: 1_500,
  })
})

it.each([
  ['IN_PROGRESS', 'RUNNING', null],
  ['PAUSED_PENDING_INPUT', 'WAITING', null],
  ['A_NEW_ONE', null, null],
])('one that is %s has no end', (status, expected, result) => {
  const row = jobRow({ ...stage, status }, run)
  expect([row.status, row.result, row.finishedAt, row.durationMs]).toEqual([expected, result, null, null])
})

it('one that was left out has no times', () => {
  const row = jobRow({ ...stage, status: 'NOT_EXECUTED', durationMillis: 0 }, run)
  expect([row.result, row.startedAt, row.finishedAt, row.durationMs]).toEqual(['SKIPPED', null, null, null])
})

it.each([
  [{ failCount: 2, passCount: 5, skipCount: 1, duration: 1.2345 }, [8, 5, 2, 1, 1_235]],
  [{ failCount: 2, totalCount: 9, skipCount: 1 }, [9, 6, 2, 1, null]],
  [{ failCount: '2', passCount: '5', skipCount: null }, [null, 5, 2, null, null]],
  [{ failCount: 0, passCount: 0, skipCount: 0, duration: 0 }, [0, 0, 0, 0, 0]],
])('a report of tests: %j', (report, expected) => {
  const { total, passed, failed, skipped, durationMs } = testSummaryRow(report, run)
  expect([total, passed, failed, skipped, durationMs]).toEqual(expected)
})

it('neither is made of something else', () => {
  expect(() => jobRow({ ...stage, id: null }, run)).toThrow('a stage without its id')
  expect(() => testSummaryRow({}, run)).toThrow('without counts')
})
