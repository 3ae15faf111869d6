// Written by `npm run docs -- --generate` from prisma/schema/canonical.prisma: change the schema instead.
import { defineTable, type RowOf } from '@data-import/core/provider'

/** A commit, once for each repository that it is in. */
export const commitTable = defineTable({
  name: 'Commit',
  model: 'commit',
  columns: {
    /** The vendor's own id of the record, never a name. Unique within the data source. */
    externalId: { column: 'external_id', type: 'text' },
    /** The repository that it belongs to. */
    repositoryId: { column: 'repository_id', type: 'text' },
    /** The hash of the commit. */
    sha: { column: 'sha', type: 'text' },
    /** The whole message. */
    message: { column: 'message', type: 'text' },
    /** The author's contributor. */
    authorId: { column: 'author_id', type: 'text', isNullable: true },
    /** The author's name, as the commit has it. */
    authorName: { column: 'author_name', type: 'text', isNullable: true },
    /** The author's e-mail, as the commit has it. */
    authorEmail: { column: 'author_email', type: 'text', isNullable: true },
    /** The committer's contributor. */
    committerId: { column: 'committer_id', type: 'text', isNullable: true },
    /** The committer's name, as the commit has it. */
    committerName: { column: 'committer_name', type: 'text', isNullable: true },
    /** The committer's e-mail, as the commit has it. */
    committerEmail: { column: 'committer_email', type: 'text', isNullable: true },
    /** When it was written. */
    authoredAt: { column: 'authored_at', type: 'timestamp', isNullable: true },
    /** When it got its place in the history; a rebase moves it. */
    committedAt: { column: 'committed_at', type: 'timestamp', isNullable: true },
    /** Lines added against the first parent. Null: not known. */
    linesAdded: { column: 'lines_added', type: 'integer', isNullable: true },
    /** Lines removed against the first parent. Null: not known. */
    linesRemoved: { column: 'lines_removed', type: 'integer', isNullable: true },
    /** Files changed against the first parent. Null: not known. */
    filesChanged: { column: 'files_changed', type: 'integer', isNullable: true },
    /** Whether it has more than one parent. */
    isMerge: { column: 'is_merge', type: 'boolean', isNullable: true },
    /** The hashes of its parents, the first one first. */
    parentShas: { column: 'parent_shas', type: 'text[]' },
    /** Where people look at it. */
    url: { column: 'url', type: 'text', isNullable: true },
    /** When the commit was first seen to have fallen out of the branch's history (a force push). */
    unreachableAt: { column: 'unreachable_at', type: 'timestamp', isNullable: true },
    /** When the vendor says that the record last changed, where that is not `updatedAt`. */
    sourceUpdatedAt: { column: 'source_updated_at', type: 'timestamp', isNullable: true },
  },
})

/** A row of {@link commitTable}. */
export type CommitRow = RowOf<typeof commitTable>
