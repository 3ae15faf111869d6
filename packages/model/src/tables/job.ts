// Written by `npm run docs -- --generate` from prisma/schema/canonical.prisma: change the schema instead.
import { defineTable, type RowOf } from '@data-import/core/provider'

/** A job or stage of a pipeline run. */
export const jobTable = defineTable({
  name: 'Job',
  model: 'job',
  columns: {
    /** The vendor's own id of the record, never a name. Unique within the data source. */
    externalId: { column: 'external_id', type: 'text' },
    /** The run that it is a part of. */
    pipelineRunId: { column: 'pipeline_run_id', type: 'text' },
    /** What it is called. */
    name: { column: 'name', type: 'text', isNullable: true },
    /** The number that people know it by, within its project. */
    number: { column: 'number', type: 'integer', isNullable: true },
    /** What kind of job it is, in the vendor's own word: `build`, `approval`, `bridge`. */
    kind: { column: 'kind', type: 'text', isNullable: true },
    /** The stage of the pipeline, where there are stages. */
    stage: { column: 'stage', type: 'text', isNullable: true },
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
    /** Whether its run may succeed without it. */
    allowFailure: { column: 'allow_failure', type: 'boolean', isNullable: true },
    /** Whether another attempt took its place. */
    isRetried: { column: 'is_retried', type: 'boolean', isNullable: true },
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

/** A row of {@link jobTable}. */
export type JobRow = RowOf<typeof jobTable>
