import { defineTable, type RowOf } from '@data-import/core/provider'

/** Issues, without pull requests. */
export const issueTable = defineTable({
  name: 'Issue',
  model: 'issue',
  columns: {
    externalId: { column: 'external_id', type: 'text' },
    repositoryId: { column: 'repository_id', type: 'text' },
    number: { column: 'number', type: 'integer' },
    title: { column: 'title', type: 'text' },
    body: { column: 'body', type: 'text', isNullable: true },
    /** OPEN or CLOSED. */
    state: { column: 'state', type: 'text' },
    originalState: { column: 'original_state', type: 'text', isNullable: true },
    stateReason: { column: 'state_reason', type: 'text', isNullable: true },
    authorId: { column: 'author_id', type: 'text', isNullable: true },
    authorName: { column: 'author_name', type: 'text', isNullable: true },
    labels: { column: 'labels', type: 'text[]' },
    url: { column: 'url', type: 'text', isNullable: true },
    createdAt: { column: 'created_at', type: 'timestamp', isNullable: true },
    updatedAt: { column: 'updated_at', type: 'timestamp', isNullable: true },
    closedAt: { column: 'closed_at', type: 'timestamp', isNullable: true },
    /** When the issue was first missing at the vendor: deleted, or moved elsewhere. */
    removedAt: { column: 'removed_at', type: 'timestamp', isNullable: true },
    sourceUpdatedAt: { column: 'source_updated_at', type: 'timestamp', isNullable: true },
    raw: { column: 'raw', type: 'json', isNullable: true },
  },
})

export type IssueRow = RowOf<typeof issueTable>
