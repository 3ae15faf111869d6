import { defineTable, type RowOf } from '@data-import/core/provider'

/** Pull requests; merge requests of vendors that call them so. */
export const pullRequestTable = defineTable({
  name: 'PullRequest',
  model: 'pullRequest',
  columns: {
    externalId: { column: 'external_id', type: 'text' },
    repositoryId: { column: 'repository_id', type: 'text' },
    number: { column: 'number', type: 'integer' },
    title: { column: 'title', type: 'text' },
    body: { column: 'body', type: 'text', isNullable: true },
    /** OPEN, CLOSED or MERGED. */
    state: { column: 'state', type: 'text' },
    originalState: { column: 'original_state', type: 'text', isNullable: true },
    isDraft: { column: 'is_draft', type: 'boolean', isNullable: true },
    authorId: { column: 'author_id', type: 'text', isNullable: true },
    authorName: { column: 'author_name', type: 'text', isNullable: true },
    mergedById: { column: 'merged_by_id', type: 'text', isNullable: true },
    headRef: { column: 'head_ref', type: 'text', isNullable: true },
    baseRef: { column: 'base_ref', type: 'text', isNullable: true },
    headSha: { column: 'head_sha', type: 'text', isNullable: true },
    mergeSha: { column: 'merge_sha', type: 'text', isNullable: true },
    additions: { column: 'additions', type: 'integer', isNullable: true },
    deletions: { column: 'deletions', type: 'integer', isNullable: true },
    changedFiles: { column: 'changed_files', type: 'integer', isNullable: true },
    commitsCount: { column: 'commits_count', type: 'integer', isNullable: true },
    url: { column: 'url', type: 'text', isNullable: true },
    createdAt: { column: 'created_at', type: 'timestamp', isNullable: true },
    updatedAt: { column: 'updated_at', type: 'timestamp', isNullable: true },
    closedAt: { column: 'closed_at', type: 'timestamp', isNullable: true },
    mergedAt: { column: 'merged_at', type: 'timestamp', isNullable: true },
    sourceUpdatedAt: { column: 'source_updated_at', type: 'timestamp', isNullable: true },
    raw: { column: 'raw', type: 'json', isNullable: true },
  },
})

export type PullRequestRow = RowOf<typeof pullRequestTable>
