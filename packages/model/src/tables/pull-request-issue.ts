// Written by `npm run docs -- --generate` from prisma/schema/canonical.prisma: change the schema instead.
import { defineTable, type RowOf } from '@data-import/core/provider'

/** An issue that a pull request is about. */
export const pullRequestIssueTable = defineTable({
  name: 'PullRequestIssue',
  model: 'pullRequestIssue',
  columns: {
    /** The pull request's external id and the issue's. */
    externalId: { column: 'external_id', type: 'text' },
    /** The pull request that is about the issue. */
    pullRequestId: { column: 'pull_request_id', type: 'text' },
    /** The issue. Carries no foreign key: it may be of a repository that isn't imported, or of another data source. */
    issueId: { column: 'issue_id', type: 'text' },
    /** How the link is known: `vendor` where the vendor itself says it. */
    rule: { column: 'rule', type: 'text' },
    /** Whether the merge closes the issue. */
    closes: { column: 'closes', type: 'boolean', isNullable: true },
    /** When the vendor says that the record last changed, where that is not `updatedAt`. */
    sourceUpdatedAt: { column: 'source_updated_at', type: 'timestamp', isNullable: true },
  },
})

/** A row of {@link pullRequestIssueTable}. */
export type PullRequestIssueRow = RowOf<typeof pullRequestIssueTable>
