import { contributor } from './contributor/contributor.js'
import { deployment } from './deployment/deployment.js'
import { job } from './job/job.js'
import { pipeline } from './pipeline/pipeline.js'
import { pipelineRun } from './pipeline-run/pipeline-run.js'
import type { CircleciResource } from './resource.js'
import { testSummary } from './test-summary/test-summary.js'

/** What the provider imports. A new resource has its own folder, a line here, and its tables in `tables.ts`. */
export const resources: readonly CircleciResource[] = [pipeline, pipelineRun, job, testSummary, deployment, contributor]
