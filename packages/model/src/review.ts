import { defineTable, type RowOf } from '@data-import/core/provider'

/** Verdicts on pull requests. */
export const reviewTable = defineTable({
  name: 'Review',
  model: 'review',
  columns: {
    externalId: { column: 'external_id', type: 'text' },
    pullRequestId: { column: 'pull_request_id', type: 'text' },
    reviewerId: { column: 'reviewer_id', type: 'text', isNullable: true },
    reviewerName: { column: 'reviewer_name', type: 'text', isNullable: true },
    /** APPROVED, CHANGES_REQUESTED, COMMENTED or DISMISSED. */
    state: { column: 'state', type: 'text' },
    originalState: { column: 'original_state', type: 'text', isNullable: true },
    body: { column: 'body', type: 'text', isNullable: true },
    commitSha: { column: 'commit_sha', type: 'text', isNullable: true },
    submittedAt: { column: 'submitted_at', type: 'timestamp', isNullable: true },
    url: { column: 'url', type: 'text', isNullable: true },
    sourceUpdatedAt: { column: 'source_updated_at', type: 'timestamp', isNullable: true },
    raw: { column: 'raw', type: 'json', isNullable: true },
  },
})

export type ReviewRow = RowOf<typeof reviewTable>
