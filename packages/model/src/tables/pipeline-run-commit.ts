// Written by `npm run docs -- --generate` from prisma/schema/canonical.prisma: change the schema instead.
import { defineTable, type RowOf } from '@data-import/core/provider'

/** A commit that a run worked on: a build may have several, of several repositories. */
export const pipelineRunCommitTable = defineTable({
  name: 'PipelineRunCommit',
  model: 'pipelineRunCommit',
  columns: {
    /** The run's external id, the remote and the commit. */
    externalId: { column: 'external_id', type: 'text' },
    /** The run that worked on it. */
    pipelineRunId: { column: 'pipeline_run_id', type: 'text' },
    /** The hash of the commit. */
    sha: { column: 'sha', type: 'text' },
    /** The branch or tag that it is about. */
    ref: { column: 'ref', type: 'text', isNullable: true },
    /** Address of the code as `host/path`, equal for all ways to write it: rows of different vendors meet here. */
    remoteKey: { column: 'remote_key', type: 'text', isNullable: true },
    /** Whether it is of the repository that the run is about, rather than of a shared library. */
    isPrimary: { column: 'is_primary', type: 'boolean', isNullable: true },
    /** When the vendor says that the record last changed, where that is not `updatedAt`. */
    sourceUpdatedAt: { column: 'source_updated_at', type: 'timestamp', isNullable: true },
  },
})

/** A row of {@link pipelineRunCommitTable}. */
export type PipelineRunCommitRow = RowOf<typeof pipelineRunCommitTable>
