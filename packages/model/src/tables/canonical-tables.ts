// Written by `npm run docs -- --generate` from prisma/schema/canonical.prisma: change the schema instead.
import type { TableDefinition } from '@data-import/core/provider'
import { commitTable } from './commit.js'
import { commitFileTable } from './commit-file.js'
import { contributorTable } from './contributor.js'
import { deploymentTable } from './deployment.js'
import { issueTable } from './issue.js'
import { jobTable } from './job.js'
import { pipelineTable } from './pipeline.js'
import { pipelineRunTable } from './pipeline-run.js'
import { pipelineRunCommitTable } from './pipeline-run-commit.js'
import { pullRequestTable } from './pull-request.js'
import { pullRequestCommentTable } from './pull-request-comment.js'
import { pullRequestCommitTable } from './pull-request-commit.js'
import { pullRequestIssueTable } from './pull-request-issue.js'
import { qualityIssueTable } from './quality-issue.js'
import { qualityMeasureTable } from './quality-measure.js'
import { qualityProjectTable } from './quality-project.js'
import { releaseTable } from './release.js'
import { repositoryTable } from './repository.js'
import { reviewTable } from './review.js'
import { reviewRequestTable } from './review-request.js'
import { testSummaryTable } from './test-summary.js'

/** Every canonical table, in the order of the schema. */
export const canonicalTables: readonly TableDefinition[] = [
  repositoryTable,
  contributorTable,
  commitTable,
  commitFileTable,
  pullRequestTable,
  pullRequestCommitTable,
  pullRequestCommentTable,
  reviewRequestTable,
  pullRequestIssueTable,
  reviewTable,
  issueTable,
  pipelineTable,
  pipelineRunTable,
  pipelineRunCommitTable,
  jobTable,
  testSummaryTable,
  deploymentTable,
  releaseTable,
  qualityProjectTable,
  qualityIssueTable,
  qualityMeasureTable,
]
