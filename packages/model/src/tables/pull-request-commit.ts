// Written by `npm run docs -- --generate` from prisma/schema/canonical.prisma: change the schema instead.
import { defineTable, type RowOf } from '@data-import/core/provider'

/** A commit of a pull request, as it was before the merge: a squash or a rebase puts other commits into the history. */
export const pullRequestCommitTable = defineTable({
  name: 'PullRequestCommit',
  model: 'pullRequestCommit',
  columns: {
    /** The pull request's external id and the commit. */
    externalId: { column: 'external_id', type: 'text' },
    /** The pull request that it is a part of. */
    pullRequestId: { column: 'pull_request_id', type: 'text' },
    /** The hash of the commit. */
    sha: { column: 'sha', type: 'text' },
    /** Its place among the commits of the pull request, from 1, the oldest first. */
    position: { column: 'position', type: 'integer' },
    /** When it was written. */
    authoredAt: { column: 'authored_at', type: 'timestamp', isNullable: true },
    /** When it got its place in the branch; a rebase moves it. */
    committedAt: { column: 'committed_at', type: 'timestamp', isNullable: true },
    /** The author's contributor. */
    authorId: { column: 'author_id', type: 'text', isNullable: true },
    /** When the vendor says that the record last changed, where that is not `updatedAt`. */
    sourceUpdatedAt: { column: 'source_updated_at', type: 'timestamp', isNullable: true },
  },
})

/** A row of {@link pullRequestCommitTable}. */
export type PullRequestCommitRow = RowOf<typeof pullRequestCommitTable>
