import type { TestSummaryRow } from '@data-import/model'

/** A test of a job: https://circleci.com/docs/api/v2/#operation/getTests */
export interface TestBody {
  result?: string | null
  /** Seconds. */
  run_time?: number | string | null
}

/** How many tests there are of each result. */
export interface TestCounts {
  total: number
  passed: number
  failed: number
  skipped: number
  /** Null where no test says how long it took. */
  durationMs: number | null
}

const passed: ReadonlySet<string> = new Set(['success', 'passed', 'pass'])
const failed: ReadonlySet<string> = new Set(['failure', 'failed', 'error', 'fail'])

/** By `result`; one that isn't known counts as a test alone. `durationMs` ← the sum of `run_time`. */
export function countTests(tests: readonly TestBody[]): TestCounts {
  const counts: TestCounts = { total: tests.length, passed: 0, failed: 0, skipped: 0, durationMs: null }
  let seconds: number | null = null
  for (const { result, run_time: time } of tests) {
    const word = typeof result === 'string' ? result.toLowerCase() : ''
    if (passed.has(word)) counts.passed += 1
    else if (failed.has(word)) counts.failed += 1
    else if (word === 'skipped') counts.skipped += 1
    const took = typeof time === 'string' && time.trim() !== '' ? Number(time) : time
    if (typeof took === 'number' && Number.isFinite(took) && took >= 0) seconds = (seconds ?? 0) + took
  }
  return { ...counts, durationMs: seconds === null ? null : Math.round(seconds * 1000) }
}

/** `externalId` ← the job's; `total`, `passed`, `failed`, `skipped` and `durationMs` are counted. */
export function testSummaryRow(
  counts: TestCounts,
  job: { id: string; externalId: string; pipelineRunId: string },
): TestSummaryRow {
  const { id, externalId, pipelineRunId } = job
  return { externalId, pipelineRunId, jobId: id, ...counts }
}
