import { defineTable, type RowOf } from '@data-import/core/provider'

/** Commits reachable from the imported branch. */
export const commitTable = defineTable({
  name: 'Commit',
  model: 'commit',
  columns: {
    externalId: { column: 'external_id', type: 'text' },
    repositoryId: { column: 'repository_id', type: 'text' },
    sha: { column: 'sha', type: 'text' },
    message: { column: 'message', type: 'text' },
    authorId: { column: 'author_id', type: 'text', isNullable: true },
    authorName: { column: 'author_name', type: 'text', isNullable: true },
    authorEmail: { column: 'author_email', type: 'text', isNullable: true },
    committerId: { column: 'committer_id', type: 'text', isNullable: true },
    committerName: { column: 'committer_name', type: 'text', isNullable: true },
    committerEmail: { column: 'committer_email', type: 'text', isNullable: true },
    authoredAt: { column: 'authored_at', type: 'timestamp', isNullable: true },
    committedAt: { column: 'committed_at', type: 'timestamp', isNullable: true },
    /** Against the first parent. Null: not known. */
    linesAdded: { column: 'lines_added', type: 'integer', isNullable: true },
    linesRemoved: { column: 'lines_removed', type: 'integer', isNullable: true },
    filesChanged: { column: 'files_changed', type: 'integer', isNullable: true },
    isMerge: { column: 'is_merge', type: 'boolean', isNullable: true },
    parentShas: { column: 'parent_shas', type: 'text[]' },
    url: { column: 'url', type: 'text', isNullable: true },
    /** When the commit was first seen to have fallen out of the branch's history (a force push). */
    unreachableAt: { column: 'unreachable_at', type: 'timestamp', isNullable: true },
    sourceUpdatedAt: { column: 'source_updated_at', type: 'timestamp', isNullable: true },
    raw: { column: 'raw', type: 'json', isNullable: true },
  },
})

export type CommitRow = RowOf<typeof commitTable>
