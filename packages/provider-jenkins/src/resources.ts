import { contributor } from './contributor/contributor.js'
import { job } from './job/job.js'
import { pipeline } from './pipeline/pipeline.js'
import { pipelineRun } from './pipeline-run/pipeline-run.js'
import type { JenkinsResource } from './resource.js'
import { testSummary } from './test-summary/test-summary.js'

/** What the provider imports. A new resource has its own folder and a line here. */
export const resources: readonly JenkinsResource[] = [pipeline, pipelineRun, job, testSummary, contributor]
