import { commit } from './commit/commit.js'
import { contributor } from './contributor/contributor.js'
import { deployment } from './deployment/deployment.js'
import { issue } from './issue/issue.js'
import { job } from './job/job.js'
import { pipeline } from './pipeline/pipeline.js'
import { pipelineRun } from './pipeline-run/pipeline-run.js'
import { pullRequest } from './pull-request/pull-request.js'
import { pullRequestComment } from './pull-request-comment/pull-request-comment.js'
import { release } from './release/release.js'
import { repository } from './repository/repository.js'
import type { GithubResource } from './resource.js'
import { review } from './review/review.js'

/** What the provider imports. A new resource has its own folder, a line here, and its tables in `tables.ts`; its double is for tests. */
export const resources: readonly GithubResource[] = [
  repository,
  contributor,
  commit,
  pullRequest,
  review,
  pullRequestComment,
  issue,
  pipelineRun,
  job,
  pipeline,
  deployment,
  release,
]
