// Written by `npm run docs -- --generate` from prisma/schema/canonical.prisma: change the schema instead.
import { defineTable, type RowOf } from '@data-import/core/provider'

/** Somebody was asked to review a pull request. */
export const reviewRequestTable = defineTable({
  name: 'ReviewRequest',
  model: 'reviewRequest',
  columns: {
    /** The vendor's own id of the record, never a name. Unique within the data source. */
    externalId: { column: 'external_id', type: 'text' },
    /** The pull request that is to be reviewed. */
    pullRequestId: { column: 'pull_request_id', type: 'text' },
    /** The reviewer's contributor; null for a team. */
    reviewerId: { column: 'reviewer_id', type: 'text', isNullable: true },
    /** The reviewer's account, or the name of the team. */
    reviewerName: { column: 'reviewer_name', type: 'text', isNullable: true },
    /** When the reviewer was asked. */
    requestedAt: { column: 'requested_at', type: 'timestamp', isNullable: true },
    /** When the request was taken back; null while it stands, and where it was answered. */
    removedAt: { column: 'removed_at', type: 'timestamp', isNullable: true },
    /** When the vendor says that the record last changed, where that is not `updatedAt`. */
    sourceUpdatedAt: { column: 'source_updated_at', type: 'timestamp', isNullable: true },
  },
})

/** A row of {@link reviewRequestTable}. */
export type ReviewRequestRow = RowOf<typeof reviewRequestTable>
