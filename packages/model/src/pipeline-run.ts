import { defineTable, type RowOf } from '@data-import/core/provider'

/** Workflow runs, pipelines and builds. */
export const pipelineRunTable = defineTable({
  name: 'PipelineRun',
  model: 'pipelineRun',
  columns: {
    externalId: { column: 'external_id', type: 'text' },
    /** Null where the build server knows no repository. */
    repositoryId: { column: 'repository_id', type: 'text', isNullable: true },
    name: { column: 'name', type: 'text', isNullable: true },
    number: { column: 'number', type: 'integer', isNullable: true },
    attempt: { column: 'attempt', type: 'integer', isNullable: true },
    /** QUEUED, RUNNING, WAITING or DONE. */
    status: { column: 'status', type: 'text' },
    originalStatus: { column: 'original_status', type: 'text', isNullable: true },
    /** SUCCESS, FAILURE, UNSTABLE, CANCELLED, SKIPPED or WAITING; null while unfinished. */
    result: { column: 'result', type: 'text', isNullable: true },
    originalResult: { column: 'original_result', type: 'text', isNullable: true },
    sha: { column: 'sha', type: 'text', isNullable: true },
    ref: { column: 'ref', type: 'text', isNullable: true },
    trigger: { column: 'trigger', type: 'text', isNullable: true },
    url: { column: 'url', type: 'text', isNullable: true },
    createdAt: { column: 'created_at', type: 'timestamp', isNullable: true },
    startedAt: { column: 'started_at', type: 'timestamp', isNullable: true },
    finishedAt: { column: 'finished_at', type: 'timestamp', isNullable: true },
    durationMs: { column: 'duration_ms', type: 'bigint', isNullable: true },
    sourceUpdatedAt: { column: 'source_updated_at', type: 'timestamp', isNullable: true },
    raw: { column: 'raw', type: 'json', isNullable: true },
  },
})

export type PipelineRunRow = RowOf<typeof pipelineRunTable>
