// Written by `npm run docs -- --generate` from prisma/schema/canonical.prisma: change the schema instead.
import { defineTable, type RowOf } from '@data-import/core/provider'

/**
 * What a quality server analyses. It is no repository: one repository may have several projects, and the server may not
 * know any.
 */
export const qualityProjectTable = defineTable({
  name: 'QualityProject',
  model: 'qualityProject',
  columns: {
    /** The vendor's own id of the record, never a name. Unique within the data source. */
    externalId: { column: 'external_id', type: 'text' },
    /** The repository that is analysed, where one is known. */
    repositoryId: { column: 'repository_id', type: 'text', isNullable: true },
    /** The vendor's key. It can be changed. */
    projectKey: { column: 'project_key', type: 'text' },
    /** What people call it. */
    name: { column: 'name', type: 'text', isNullable: true },
    /** Where people look at it. */
    url: { column: 'url', type: 'text', isNullable: true },
    /** Address of the code as `host/path`, equal for all ways to write it: rows of different vendors meet here. */
    remoteKey: { column: 'remote_key', type: 'text', isNullable: true },
    /** Whether only some may see it. */
    isPrivate: { column: 'is_private', type: 'boolean', isNullable: true },
    /** When it was created, by the vendor. */
    createdAt: { column: 'created_at', type: 'timestamp', isNullable: true },
    /** When its main branch was last analysed. */
    analysedAt: { column: 'analysed_at', type: 'timestamp', isNullable: true },
    /** When it was first missing at the vendor; null while it is there. */
    removedAt: { column: 'removed_at', type: 'timestamp', isNullable: true },
    /** When the vendor says that the record last changed, where that is not `updatedAt`. */
    sourceUpdatedAt: { column: 'source_updated_at', type: 'timestamp', isNullable: true },
  },
})

/** A row of {@link qualityProjectTable}. */
export type QualityProjectRow = RowOf<typeof qualityProjectTable>
