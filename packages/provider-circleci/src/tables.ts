import {
  contributorTable,
  deploymentTable,
  jobTable,
  pipelineRunCommitTable,
  pipelineRunTable,
  pipelineTable,
  testSummaryTable,
} from '@data-import/model'

/** The tables that the scripts write. */
export const tables = [
  pipelineTable,
  contributorTable,
  pipelineRunTable,
  pipelineRunCommitTable,
  jobTable,
  testSummaryTable,
  deploymentTable,
] as const
