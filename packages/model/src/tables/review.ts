// Written by `npm run docs -- --generate` from prisma/schema/canonical.prisma: change the schema instead.
import { defineTable, type RowOf } from '@data-import/core/provider'

/** A review of a pull request. */
export const reviewTable = defineTable({
  name: 'Review',
  model: 'review',
  columns: {
    /** The vendor's own id of the record, never a name. Unique within the data source. */
    externalId: { column: 'external_id', type: 'text' },
    /** The pull request that was reviewed. */
    pullRequestId: { column: 'pull_request_id', type: 'text' },
    /** The reviewer's contributor. */
    reviewerId: { column: 'reviewer_id', type: 'text', isNullable: true },
    /** The reviewer's account. */
    reviewerName: { column: 'reviewer_name', type: 'text', isNullable: true },
    /** APPROVED, CHANGES_REQUESTED, COMMENTED or DISMISSED. */
    state: { column: 'state', type: 'text' },
    /** The state in the vendor's own word. */
    originalState: { column: 'original_state', type: 'text', isNullable: true },
    /** The text, as its author wrote it. */
    body: { column: 'body', type: 'text', isNullable: true },
    /** The commit that was looked at. */
    commitSha: { column: 'commit_sha', type: 'text', isNullable: true },
    /** When it was handed in. */
    submittedAt: { column: 'submitted_at', type: 'timestamp', isNullable: true },
    /** Where people look at it. */
    url: { column: 'url', type: 'text', isNullable: true },
    /** When the review was first missing at the vendor, such as an approval that was withdrawn. */
    removedAt: { column: 'removed_at', type: 'timestamp', isNullable: true },
    /** When the vendor says that the record last changed, where that is not `updatedAt`. */
    sourceUpdatedAt: { column: 'source_updated_at', type: 'timestamp', isNullable: true },
  },
})

/** A row of {@link reviewTable}. */
export type ReviewRow = RowOf<typeof reviewTable>
