// Written by `npm run docs -- --generate` from prisma/schema/canonical.prisma: change the schema instead.
import { defineTable, type RowOf } from '@data-import/core/provider'

/** A pull request or merge request. */
export const pullRequestTable = defineTable({
  name: 'PullRequest',
  model: 'pullRequest',
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
    /** OPEN, CLOSED or MERGED. */
    state: { column: 'state', type: 'text' },
    /** The state in the vendor's own word. */
    originalState: { column: 'original_state', type: 'text', isNullable: true },
    /** Whether its author calls it unfinished. */
    isDraft: { column: 'is_draft', type: 'boolean', isNullable: true },
    /** The author's contributor. */
    authorId: { column: 'author_id', type: 'text', isNullable: true },
    /** The author's name or account, as the record itself says it. */
    authorName: { column: 'author_name', type: 'text', isNullable: true },
    /** Its labels. Null: not known. */
    labels: { column: 'labels', type: 'text[]', isNullable: true },
    /** The contributor who merged it. */
    mergedById: { column: 'merged_by_id', type: 'text', isNullable: true },
    /** The name or account of who merged it, as the record itself says it. */
    mergedByName: { column: 'merged_by_name', type: 'text', isNullable: true },
    /** The branch with the changes. */
    headRef: { column: 'head_ref', type: 'text', isNullable: true },
    /** The repository of that branch, as `host/path`: another one than this where the changes come from a fork. */
    headRemoteKey: { column: 'head_remote_key', type: 'text', isNullable: true },
    /** The branch that they are for. */
    baseRef: { column: 'base_ref', type: 'text', isNullable: true },
    /** The last commit of the changes. */
    headSha: { column: 'head_sha', type: 'text', isNullable: true },
    /** The commit by which it was merged. */
    mergeSha: { column: 'merge_sha', type: 'text', isNullable: true },
    /** Lines added. Null: not known. */
    additions: { column: 'additions', type: 'integer', isNullable: true },
    /** Lines removed. Null: not known. */
    deletions: { column: 'deletions', type: 'integer', isNullable: true },
    /** Files changed. Null: not known. */
    changedFiles: { column: 'changed_files', type: 'integer', isNullable: true },
    /** How many commits it has. */
    commitsCount: { column: 'commits_count', type: 'integer', isNullable: true },
    /** Where people look at it. */
    url: { column: 'url', type: 'text', isNullable: true },
    /** When it was created, by the vendor. */
    createdAt: { column: 'created_at', type: 'timestamp', isNullable: true },
    /** When it was last changed, by the vendor. */
    updatedAt: { column: 'updated_at', type: 'timestamp', isNullable: true },
    /** When its author last called it finished, after it was a draft; null where it was no draft. */
    readyAt: { column: 'ready_at', type: 'timestamp', isNullable: true },
    /** When it was closed; null while it is open. */
    closedAt: { column: 'closed_at', type: 'timestamp', isNullable: true },
    /** When it was merged; null unless it was. */
    mergedAt: { column: 'merged_at', type: 'timestamp', isNullable: true },
    /** When it was first missing at the vendor; null while it is there. */
    removedAt: { column: 'removed_at', type: 'timestamp', isNullable: true },
    /** When the vendor says that the record last changed, where that is not `updatedAt`. */
    sourceUpdatedAt: { column: 'source_updated_at', type: 'timestamp', isNullable: true },
  },
})

/** A row of {@link pullRequestTable}. */
export type PullRequestRow = RowOf<typeof pullRequestTable>
