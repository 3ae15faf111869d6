import { commitDouble } from '../commit/commit.fixture.js'
import { contributorDouble } from '../contributor/contributor.fixture.js'
import { deploymentDouble } from '../deployment/deployment.fixture.js'
import { issueDouble } from '../issue/issue.fixture.js'
import { jobDouble } from '../job/job.fixture.js'
import { pipelineDouble } from '../pipeline/pipeline.fixture.js'
import { pipelineRunDouble } from '../pipeline-run/pipeline-run.fixture.js'
import { pullRequestDouble } from '../pull-request/pull-request.fixture.js'
import { pullRequestCommentDouble } from '../pull-request-comment/pull-request-comment.fixture.js'
import { releaseDouble } from '../release/release.fixture.js'
import { repositoryDouble } from '../repository/repository.fixture.js'
import { reviewDouble } from '../review/review.fixture.js'
import type { ResourceDouble } from './resource-double.js'

/** What tests know of each resource, in the order of `resources`. */
export const doubles: readonly ResourceDouble[] = [
  repositoryDouble,
  contributorDouble,
  commitDouble,
  pullRequestDouble,
  reviewDouble,
  pullRequestCommentDouble,
  issueDouble,
  pipelineRunDouble,
  jobDouble,
  pipelineDouble,
  deploymentDouble,
  releaseDouble,
]
