import {
  commitTable,
  contributorTable,
  deploymentTable,
  issueTable,
  jobTable,
  pipelineRunTable,
  pullRequestTable,
  releaseTable,
  repositoryTable,
  reviewTable,
} from '@data-import/model'

/** The tables that these scripts write. */
export const tables = [
  repositoryTable,
  contributorTable,
  commitTable,
  pullRequestTable,
  reviewTable,
  issueTable,
  pipelineRunTable,
  jobTable,
  deploymentTable,
  releaseTable,
]
