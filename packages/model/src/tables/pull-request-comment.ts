// Written by `npm run docs -- --generate` from prisma/schema/canonical.prisma: change the schema instead.
import { defineTable, type RowOf } from '@data-import/core/provider'

/** A comment on a pull request, without its text. */
export const pullRequestCommentTable = defineTable({
  name: 'PullRequestComment',
  model: 'pullRequestComment',
  columns: {
    /** The vendor's own id of the record, never a name. Unique within the data source. */
    externalId: { column: 'external_id', type: 'text' },
    /** The pull request that it is about. */
    pullRequestId: { column: 'pull_request_id', type: 'text' },
    /** The review that it is a part of. Carries no foreign key: the review may come later, or never. */
    reviewId: { column: 'review_id', type: 'text', isNullable: true },
    /** The author's contributor. */
    authorId: { column: 'author_id', type: 'text', isNullable: true },
    /** The author's name or account, as the record itself says it. */
    authorName: { column: 'author_name', type: 'text', isNullable: true },
    /** The file that it is about; null where it is about the whole. */
    path: { column: 'path', type: 'text', isNullable: true },
    /** Where people look at it. */
    url: { column: 'url', type: 'text', isNullable: true },
    /** When it was created, by the vendor. */
    createdAt: { column: 'created_at', type: 'timestamp', isNullable: true },
    /** When it was last changed, by the vendor. */
    updatedAt: { column: 'updated_at', type: 'timestamp', isNullable: true },
    /** When the vendor says that the record last changed, where that is not `updatedAt`. */
    sourceUpdatedAt: { column: 'source_updated_at', type: 'timestamp', isNullable: true },
  },
})

/** A row of {@link pullRequestCommentTable}. */
export type PullRequestCommentRow = RowOf<typeof pullRequestCommentTable>
