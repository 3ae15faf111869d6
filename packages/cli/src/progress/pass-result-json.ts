import type { PassResult } from '@data-import/core'
import { sortPartitions } from '../queries/sort-partitions.js'
import type { PassRecord } from './pass-record.js'

/** A pass's result for JSON: errors as messages, with what only the events said. */
export function passResultJson(result: PassResult, record: PassRecord) {
  const { notComplete, skipped } = sortPartitions(record.notComplete())
  return {
    ...result,
    runs: result.runs.map(({ error: _error, ...run }) => ({
      ...run,
      recordsUnchanged: record.unchanged(run.runId) ?? null,
      startedAt: record.startedAt(run.runId) ?? null,
    })),
    partitionsNotComplete: notComplete,
    partitionsSkipped: skipped,
  }
}
