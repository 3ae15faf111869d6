import type { DataSourceScript } from '@data-import/core/provider'
import { commit } from './commit/commit.js'
import { contributor } from './contributor/contributor.js'
import type { GitlabDatabase } from './database.js'
import { deployment } from './deployment/deployment.js'
import { issue } from './issue/issue.js'
import { job } from './job/job.js'
import { pipeline } from './pipeline/pipeline.js'
import { pipelineRun } from './pipeline-run/pipeline-run.js'
import { pullRequest } from './pull-request/pull-request.js'
import { pullRequestComment } from './pull-request-comment/pull-request-comment.js'
import { release } from './release/release.js'
import { repository } from './repository/repository.js'
import { review } from './review/review.js'
import { testSummary } from './test-summary/test-summary.js'

/** The scripts of provider `GITLAB`. A new resource has its own folder, a line here, and its tables in `tables.ts`. */
export const scripts: readonly DataSourceScript<GitlabDatabase>[] = [
  repository,
  contributor,
  commit,
  pullRequest,
  review,
  pullRequestComment,
  issue,
  pipeline,
  pipelineRun,
  job,
  testSummary,
  deployment,
  release,
]
