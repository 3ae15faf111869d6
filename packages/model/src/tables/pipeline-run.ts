// Written by `npm run docs -- --generate` from prisma/schema/canonical.prisma: change the schema instead.
import { defineTable, type RowOf } from '@data-import/core/provider'

/** One run of a workflow, a pipeline or a build. */
export const pipelineRunTable = defineTable({
  name: 'PipelineRun',
  model: 'pipelineRun',
  columns: {
    /** The vendor's own id of the record, never a name. Unique within the data source. */
    externalId: { column: 'external_id', type: 'text' },
    /** Null where the build server knows no repository. */
    repositoryId: { column: 'repository_id', type: 'text', isNullable: true },
    /** The pipeline that it is a run of. */
    pipelineId: { column: 'pipeline_id', type: 'text', isNullable: true },
    /** The run that started it. Carries no foreign key: that run may be older than what is imported. */
    parentRunId: { column: 'parent_run_id', type: 'text', isNullable: true },
    /** The contributor who started it. */
    triggeredById: { column: 'triggered_by_id', type: 'text', isNullable: true },
    /** The name of the workflow, pipeline or build. */
    name: { column: 'name', type: 'text', isNullable: true },
    /** The number of the run within its workflow. */
    number: { column: 'number', type: 'integer', isNullable: true },
    /** Which attempt this is, from 1. */
    attempt: { column: 'attempt', type: 'integer', isNullable: true },
    /** QUEUED, RUNNING, WAITING or DONE; null where the vendor's word has no known meaning. */
    status: { column: 'status', type: 'text', isNullable: true },
    /** The status in the vendor's own word. */
    originalStatus: { column: 'original_status', type: 'text', isNullable: true },
    /**
     * SUCCESS, FAILURE, UNSTABLE, CANCELLED or SKIPPED; null while unfinished, and where the vendor's word has no known
     * meaning.
     */
    result: { column: 'result', type: 'text', isNullable: true },
    /** The result in the vendor's own word. */
    originalResult: { column: 'original_result', type: 'text', isNullable: true },
    /** The commit that it is about. */
    sha: { column: 'sha', type: 'text', isNullable: true },
    /** The branch or tag that it is about. */
    ref: { column: 'ref', type: 'text', isNullable: true },
    /** What started it, in the vendor's own word: `push`, `schedule`. */
    trigger: { column: 'trigger', type: 'text', isNullable: true },
    /** Where people look at it. */
    url: { column: 'url', type: 'text', isNullable: true },
    /** When it was created, by the vendor. */
    createdAt: { column: 'created_at', type: 'timestamp', isNullable: true },
    /** When it began; null while it waits. */
    startedAt: { column: 'started_at', type: 'timestamp', isNullable: true },
    /** When it ended; null while unfinished. */
    finishedAt: { column: 'finished_at', type: 'timestamp', isNullable: true },
    /** Milliseconds that it waited before it began. */
    queuedMs: { column: 'queued_ms', type: 'bigint', isNullable: true },
    /**
     * Milliseconds that it ran, as the vendor counts them; where the vendor doesn't, those from `startedAt` to
     * `finishedAt`.
     */
    durationMs: { column: 'duration_ms', type: 'bigint', isNullable: true },
    /** When the vendor says that the record last changed, where that is not `updatedAt`. */
    sourceUpdatedAt: { column: 'source_updated_at', type: 'timestamp', isNullable: true },
  },
})

/** A row of {@link pipelineRunTable}. */
export type PipelineRunRow = RowOf<typeof pipelineRunTable>
