// Written by `npm run docs -- --generate` from prisma/schema/canonical.prisma: change the schema instead.
import { defineTable, type RowOf } from '@data-import/core/provider'

/** An issue. Pull requests are not among them. */
export const issueTable = defineTable({
  name: 'Issue',
  model: 'issue',
  columns: {
    /** The vendor's own id of the record, never a name. Unique within the data source. */
    externalId: { column: 'external_id', type: 'text' },
    /** The repository that it belongs to. */
    repositoryId: { column: 'repository_id', type: 'text' },
    /** The number that people know it by, within its repository. */
    number: { column: 'number', type: 'integer' },
    /** The title. */
    title: { column: 'title', type: 'text' },
    /** The text, as its author wrote it. */
    body: { column: 'body', type: 'text', isNullable: true },
    /** OPEN or CLOSED. */
    state: { column: 'state', type: 'text' },
    /** The state in the vendor's own word. */
    originalState: { column: 'original_state', type: 'text', isNullable: true },
    /** What kind of issue it is, in the vendor's own word: `Bug`, `incident`. */
    type: { column: 'type', type: 'text', isNullable: true },
    /** Why it was closed, in the vendor's own word. */
    stateReason: { column: 'state_reason', type: 'text', isNullable: true },
    /** The author's contributor. */
    authorId: { column: 'author_id', type: 'text', isNullable: true },
    /** The author's name or account, as the record itself says it. */
    authorName: { column: 'author_name', type: 'text', isNullable: true },
    /** The contributors who are to solve it. Null: not known. */
    assigneeIds: { column: 'assignee_ids', type: 'text[]', isNullable: true },
    /** Its labels. */
    labels: { column: 'labels', type: 'text[]' },
    /** Where people look at it. */
    url: { column: 'url', type: 'text', isNullable: true },
    /** When it was created, by the vendor. */
    createdAt: { column: 'created_at', type: 'timestamp', isNullable: true },
    /** When it was last changed, by the vendor. */
    updatedAt: { column: 'updated_at', type: 'timestamp', isNullable: true },
    /** When it was closed; null while it is open. */
    closedAt: { column: 'closed_at', type: 'timestamp', isNullable: true },
    /** When the issue was first missing at the vendor: deleted, or moved elsewhere. */
    removedAt: { column: 'removed_at', type: 'timestamp', isNullable: true },
    /** When the vendor says that the record last changed, where that is not `updatedAt`. */
    sourceUpdatedAt: { column: 'source_updated_at', type: 'timestamp', isNullable: true },
  },
})

/** A row of {@link issueTable}. */
export type IssueRow = RowOf<typeof issueTable>
