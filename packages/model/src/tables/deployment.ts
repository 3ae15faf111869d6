// Written by `npm run docs -- --generate` from prisma/schema/canonical.prisma: change the schema instead.
import { defineTable, type RowOf } from '@data-import/core/provider'

/** A deployment to an environment. */
export const deploymentTable = defineTable({
  name: 'Deployment',
  model: 'deployment',
  columns: {
    /** The vendor's own id of the record, never a name. Unique within the data source. */
    externalId: { column: 'external_id', type: 'text' },
    /**
     * The repository that it came from, where one is known. One of another data source that was set by hand is taken
     * away again where neither commit nor run proves it.
     */
    repositoryId: { column: 'repository_id', type: 'text', isNullable: true },
    /** Where to: `production`. */
    environment: { column: 'environment', type: 'text', isNullable: true },
    /** What kind of environment that is, in the vendor's own word: `production`, `staging`. */
    environmentTier: { column: 'environment_tier', type: 'text', isNullable: true },
    /** The run that deployed. Carries no foreign key: it may not be imported. */
    pipelineRunId: { column: 'pipeline_run_id', type: 'text', isNullable: true },
    /** The job that deployed. Carries no foreign key: it may not be imported. */
    jobId: { column: 'job_id', type: 'text', isNullable: true },
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
    /** The contributor who started it. */
    creatorId: { column: 'creator_id', type: 'text', isNullable: true },
    /** Where people look at it. */
    url: { column: 'url', type: 'text', isNullable: true },
    /** When it was created, by the vendor. */
    createdAt: { column: 'created_at', type: 'timestamp', isNullable: true },
    /** When it began; null while it waits. */
    startedAt: { column: 'started_at', type: 'timestamp', isNullable: true },
    /** When it ended; null while unfinished. */
    finishedAt: { column: 'finished_at', type: 'timestamp', isNullable: true },
    /**
     * Milliseconds that it ran, as the vendor counts them; where the vendor doesn't, those from `startedAt` to
     * `finishedAt`.
     */
    durationMs: { column: 'duration_ms', type: 'bigint', isNullable: true },
    /** When the vendor says that the record last changed, where that is not `updatedAt`. */
    sourceUpdatedAt: { column: 'source_updated_at', type: 'timestamp', isNullable: true },
  },
})

/** A row of {@link deploymentTable}. */
export type DeploymentRow = RowOf<typeof deploymentTable>
