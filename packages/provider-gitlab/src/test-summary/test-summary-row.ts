import type { TestSummaryRow } from '@data-import/model'
import { countOf, millisecondsOf, textOf } from '../record/values.js'

/** https://docs.gitlab.com/api/pipelines/#get-a-test-report-summary-for-a-pipeline */
export interface GitlabTestSummary {
  total?: {
    time?: number | null
    count?: number | null
    success?: number | null
    failed?: number | null
    skipped?: number | null
    error?: number | null
  } | null
  test_suites?: readonly GitlabTestSuite[] | null
}

/** One suite of it. */
export interface GitlabTestSuite {
  name?: string | null
  total_time?: number | null
  total_count?: number | null
  success_count?: number | null
  failed_count?: number | null
  skipped_count?: number | null
  error_count?: number | null
  build_ids?: readonly (number | string)[] | null
}

/** The run that was tested. */
export interface TestedRun {
  externalId: string
  /** Id of its row. */
  id: string
  /** Id of a job's row, where it is stored. */
  jobIdOf(job: number | string): string | null
}

/**
 * One row a suite; of a run without suites, one by its total, and none where nothing was tested. `externalId` ← the pipeline's, with
 * `name` where there are several suites; `jobId` ← `build_ids` where there is one; `name`; `total` ← `total_count`; `passed` ←
 * `success_count`; `failed` ← `failed_count` and `error_count`, which are tests that broke off; `skipped` ← `skipped_count`;
 * `durationMs` ← `total_time`.
 */
export function testSummaryRows({ total, test_suites }: GitlabTestSummary, run: TestedRun): TestSummaryRow[] {
  const suites = Array.isArray(test_suites) ? test_suites.filter((one: GitlabTestSuite | null) => one !== null) : []
  if (suites.length === 0) {
    const count = countOf(total?.count)
    if (!count) return []
    return [
      {
        externalId: run.externalId,
        pipelineRunId: run.id,
        jobId: null,
        name: null,
        total: count,
        passed: countOf(total?.success),
        failed: sumOf(total?.failed, total?.error),
        skipped: countOf(total?.skipped),
        durationMs: millisecondsOf(total?.time),
      },
    ]
  }
  const names = new Map<string, number>()
  return suites.map((suite: GitlabTestSuite) => {
    const name = textOf(suite.name) ?? ''
    // Two suites may have one name.
    const times = (names.get(name) ?? 0) + 1
    names.set(name, times)
    const suffix = `:${name}${times > 1 ? `#${times}` : ''}`
    const builds = Array.isArray(suite.build_ids) ? suite.build_ids : []
    return {
      externalId: suites.length === 1 ? run.externalId : `${run.externalId}${suffix}`,
      pipelineRunId: run.id,
      jobId: builds.length === 1 ? run.jobIdOf(builds[0] ?? '') : null,
      name: textOf(suite.name),
      total: countOf(suite.total_count),
      passed: countOf(suite.success_count),
      failed: sumOf(suite.failed_count, suite.error_count),
      skipped: countOf(suite.skipped_count),
      durationMs: millisecondsOf(suite.total_time),
    }
  })
}

function sumOf(failed: unknown, errors: unknown): number | null {
  const count = countOf(failed)
  return count === null ? countOf(errors) : count + (countOf(errors) ?? 0)
}
