import { TransientError } from '@data-import/core/provider'
import type { TestSummaryRow } from '@data-import/model'
import { countOf, type Fields, millisecondsOf, numberOf } from '../record/values.js'

/**
 * `externalId` ← the run's, for a build has one report; `failed` ← `failCount`; `skipped` ← `skipCount`; `passed` ← `passCount`;
 * `total` ← `totalCount`, else their sum; `durationMs` ← `duration`, in seconds. The report of a build of several parts has the
 * total and no `passCount`.
 *
 * @throws {TransientError} for a report without counts
 */
export function testSummaryRow(report: Fields, run: { id: string; externalId: string }): TestSummaryRow {
  const [failed, skipped] = [countOf(report.failCount), countOf(report.skipCount)]
  const given = countOf(report.totalCount)
  if (failed === null && countOf(report.passCount) === null && given === null) {
    throw new TransientError(`Jenkins answered with a report without counts (${run.externalId}).`)
  }
  const rest = given !== null && failed !== null && skipped !== null ? given - failed - skipped : null
  const passed = countOf(report.passCount) ?? (rest !== null && rest >= 0 ? rest : null)
  const sum = passed !== null && failed !== null && skipped !== null ? passed + failed + skipped : null
  const seconds = numberOf(report.duration)
  return {
    externalId: run.externalId,
    pipelineRunId: run.id,
    total: given ?? sum,
    ...{ passed, failed, skipped },
    durationMs: seconds === null ? null : millisecondsOf(seconds * 1_000),
  }
}
