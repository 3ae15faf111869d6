// Written by `npm run docs -- --generate` from prisma/schema/canonical.prisma: change the schema instead.
import { defineTable, type RowOf } from '@data-import/core/provider'

/** A file that a commit changes against its first parent. Only where a provider is asked for files. */
export const commitFileTable = defineTable({
  name: 'CommitFile',
  model: 'commitFile',
  columns: {
    /** Made of the commit's external id and the path. */
    externalId: { column: 'external_id', type: 'text' },
    /** The commit that changes it. */
    commitId: { column: 'commit_id', type: 'text' },
    /** Where the file is after the commit; where it was, if the commit deletes it. */
    path: { column: 'path', type: 'text' },
    /** Lines added. Null: a binary file, or not known. */
    linesAdded: { column: 'lines_added', type: 'integer', isNullable: true },
    /** Lines removed. Null: a binary file, or not known. */
    linesRemoved: { column: 'lines_removed', type: 'integer', isNullable: true },
    /** Where the file was before the commit, if the commit moved it. */
    renamedFrom: { column: 'renamed_from', type: 'text', isNullable: true },
    /** When the vendor says that the record last changed, where that is not `updatedAt`. */
    sourceUpdatedAt: { column: 'source_updated_at', type: 'timestamp', isNullable: true },
  },
})

/** A row of {@link commitFileTable}. */
export type CommitFileRow = RowOf<typeof commitFileTable>
