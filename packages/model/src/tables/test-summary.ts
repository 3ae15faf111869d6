// Written by `npm run docs -- --generate` from prisma/schema/canonical.prisma: change the schema instead.
import { defineTable, type RowOf } from '@data-import/core/provider'

/** How many tests a run, or one of its jobs, had and how they ended. */
export const testSummaryTable = defineTable({
  name: 'TestSummary',
  model: 'testSummary',
  columns: {
    /** That of the run or job, and the name of the suite where there are several. */
    externalId: { column: 'external_id', type: 'text' },
    /** The run whose tests these are. */
    pipelineRunId: { column: 'pipeline_run_id', type: 'text' },
    /** The job whose tests these are; null where only the run is known. */
    jobId: { column: 'job_id', type: 'text', isNullable: true },
    /** What the suite is called. */
    name: { column: 'name', type: 'text', isNullable: true },
    /** How many tests there are. */
    total: { column: 'total', type: 'integer', isNullable: true },
    /** How many passed. */
    passed: { column: 'passed', type: 'integer', isNullable: true },
    /** How many failed. */
    failed: { column: 'failed', type: 'integer', isNullable: true },
    /** How many were left out. */
    skipped: { column: 'skipped', type: 'integer', isNullable: true },
    /** Milliseconds that the tests took. */
    durationMs: { column: 'duration_ms', type: 'bigint', isNullable: true },
    /** When the vendor says that the record last changed, where that is not `updatedAt`. */
    sourceUpdatedAt: { column: 'source_updated_at', type: 'timestamp', isNullable: true },
  },
})

/** A row of {@link testSummaryTable}. */
export type TestSummaryRow = RowOf<typeof testSummaryTable>
