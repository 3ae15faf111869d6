// Written by `npm run docs -- --generate` from prisma/schema/canonical.prisma: change the schema instead.
import { defineTable, type RowOf } from '@data-import/core/provider'

/** What runs are runs of: a workflow, a build server's job, the CI of a project. */
export const pipelineTable = defineTable({
  name: 'Pipeline',
  model: 'pipeline',
  columns: {
    /** The vendor's own id of the record, never a name. Unique within the data source. */
    externalId: { column: 'external_id', type: 'text' },
    /** Null where the build server knows no repository. */
    repositoryId: { column: 'repository_id', type: 'text', isNullable: true },
    /** What people call it. */
    name: { column: 'name', type: 'text', isNullable: true },
    /** The name with what it is in: folders of a build server, the path of a workflow's file. */
    fullName: { column: 'full_name', type: 'text', isNullable: true },
    /** Where people look at it. */
    url: { column: 'url', type: 'text', isNullable: true },
    /** Address of the code as `host/path`, equal for all ways to write it: rows of different vendors meet here. */
    remoteKey: { column: 'remote_key', type: 'text', isNullable: true },
    /** When it was created, by the vendor. */
    createdAt: { column: 'created_at', type: 'timestamp', isNullable: true },
    /** When it was last changed, by the vendor. */
    updatedAt: { column: 'updated_at', type: 'timestamp', isNullable: true },
    /** When it was first missing at the vendor; null while it is there. */
    removedAt: { column: 'removed_at', type: 'timestamp', isNullable: true },
    /** When the vendor says that the record last changed, where that is not `updatedAt`. */
    sourceUpdatedAt: { column: 'source_updated_at', type: 'timestamp', isNullable: true },
  },
})

/** A row of {@link pipelineTable}. */
export type PipelineRow = RowOf<typeof pipelineTable>
