import { defineTable, type RowOf } from '@data-import/core/provider'

/** Jobs or stages of a pipeline run. */
export const jobTable = defineTable({
  name: 'Job',
  model: 'job',
  columns: {
    externalId: { column: 'external_id', type: 'text' },
    pipelineRunId: { column: 'pipeline_run_id', type: 'text' },
    name: { column: 'name', type: 'text', isNullable: true },
    stage: { column: 'stage', type: 'text', isNullable: true },
    attempt: { column: 'attempt', type: 'integer', isNullable: true },
    /** QUEUED, RUNNING, WAITING or DONE. */
    status: { column: 'status', type: 'text' },
    originalStatus: { column: 'original_status', type: 'text', isNullable: true },
    /** SUCCESS, FAILURE, UNSTABLE, CANCELLED, SKIPPED or WAITING; null while unfinished. */
    result: { column: 'result', type: 'text', isNullable: true },
    originalResult: { column: 'original_result', type: 'text', isNullable: true },
    url: { column: 'url', type: 'text', isNullable: true },
    createdAt: { column: 'created_at', type: 'timestamp', isNullable: true },
    startedAt: { column: 'started_at', type: 'timestamp', isNullable: true },
    finishedAt: { column: 'finished_at', type: 'timestamp', isNullable: true },
    durationMs: { column: 'duration_ms', type: 'bigint', isNullable: true },
    sourceUpdatedAt: { column: 'source_updated_at', type: 'timestamp', isNullable: true },
    raw: { column: 'raw', type: 'json', isNullable: true },
  },
})

export type JobRow = RowOf<typeof jobTable>
