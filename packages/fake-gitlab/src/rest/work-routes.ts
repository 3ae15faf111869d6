import { notFound } from '../server/api-error.js'
import type { ProjectCall } from '../server/call.js'
import type { FakePipeline } from '../state/pipeline.js'
import { deploymentBody, releaseBody } from './delivery-body.js'
import { isYes } from './flag.js'
import { issueBody } from './issue-body.js'
import { ordered } from './ordered.js'
import { jobBody, pipelineBody, testSummaryBody, wholePipelineBody } from './pipeline-body.js'
import type { ProjectRoute } from './route.js'

/** Issues, pipelines with what belongs to them, deployments, releases. */
export const workRoutes: readonly ProjectRoute[] = [
  {
    pattern: '/issues',
    feature: 'issues',
    answer({ world, project, query }) {
      const found = ordered({
        ...{ items: project.issues.values(), query, defaultOrder: 'created_at' },
        idOf: ({ id }) => id,
        createdAt: ({ createdAt }) => createdAt,
        updatedAt: ({ updatedAt }) => updatedAt,
      })
      // By keyset since 18.3: https://docs.gitlab.com/api/issues/#list-project-issues
      const keyset = { idOf: (index: number) => found[index]?.id ?? 0 }
      return {
        list: found.map((issue) => issueBody(world, project, issue)),
        ...(world.version !== '15.0' && { keyset }),
      }
    },
  },
  {
    pattern: '/issues/{iid}',
    feature: 'issues',
    answer({ world, project, parameters }) {
      const issue = project.issues.get(Number(parameters.iid))
      if (!issue) throw notFound()
      return { body: issueBody(world, project, issue) }
    },
  },
  {
    pattern: '/pipelines',
    feature: 'builds',
    answer({ world, project, query }) {
      const source = query.get('source')
      // Children are in the list only where they are asked for.
      const isWanted = (one: FakePipeline) =>
        source === null ? one.source !== 'parent_pipeline' : one.source === source
      const found = ordered({
        ...{ items: [...project.pipelines.values()].filter(isWanted), query, defaultOrder: 'id' },
        idOf: ({ id }) => id,
        createdAt: ({ createdAt }) => createdAt,
        updatedAt: ({ updatedAt }) => updatedAt,
      })
      return { list: found.map((one) => pipelineBody(world, project, one)) }
    },
  },
  {
    pattern: '/pipelines/{pipeline}',
    feature: 'builds',
    answer: (call) => ({ body: wholePipelineBody(call.world, call.project, pipelineOf(call)) }),
  },
  {
    pattern: '/pipelines/{pipeline}/jobs',
    feature: 'builds',
    answer: (call) => jobs(call, ({ isBridge }) => !isBridge),
  },
  {
    pattern: '/pipelines/{pipeline}/bridges',
    feature: 'builds',
    answer: (call) => jobs(call, ({ isBridge }) => isBridge),
  },
  {
    pattern: '/pipelines/{pipeline}/test_report_summary',
    feature: 'builds',
    answer: (call) => ({ body: testSummaryBody(pipelineOf(call)) }),
  },
  {
    pattern: '/jobs',
    feature: 'builds',
    answer({ world, project }) {
      const all = [...project.pipelines.values()]
        .flatMap((pipeline) => pipeline.jobs.map((job) => ({ pipeline, job })))
        .filter(({ job }) => !job.isBridge)
        .sort((a, b) => b.job.id - a.job.id)
      const list = all.map(({ pipeline, job }) => jobBody(world, project, pipeline, job))
      return { list, hasTotals: false, keyset: { idOf: (index) => all[index]?.job.id ?? 0 } }
    },
  },
  {
    pattern: '/deployments',
    feature: 'environments',
    answer({ world, project, query }) {
      const found = ordered({
        ...{ items: project.deployments.values(), query, defaultOrder: 'id', isPaired: true },
        idOf: ({ id }) => id,
        createdAt: ({ createdAt }) => createdAt,
        updatedAt: ({ updatedAt }) => updatedAt,
      })
      return { list: found.map((one) => deploymentBody(world, project, one)) }
    },
  },
  {
    pattern: '/releases',
    feature: 'releases',
    answer({ world, project }) {
      const found = [...project.releases.values()].sort((a, b) => b.releasedAt.getTime() - a.releasedAt.getTime())
      return { list: found.map((one) => releaseBody(world, project, one)) }
    },
  },
  {
    pattern: '/releases/{tag}',
    feature: 'releases',
    answer({ world, project, parameters }) {
      const found = project.releases.get(parameters.tag ?? '')
      if (!found) throw notFound()
      return { body: releaseBody(world, project, found) }
    },
  },
]

function pipelineOf({ project, parameters }: ProjectCall): FakePipeline {
  const found = project.pipelines.get(Number(parameters.pipeline))
  if (!found) throw notFound()
  return found
}

function jobs(call: ProjectCall, isWanted: (job: FakePipeline['jobs'][number]) => boolean) {
  const pipeline = pipelineOf(call)
  const withRetried = isYes(call.query, 'include_retried')
  const found = pipeline.jobs.filter((job) => isWanted(job) && (withRetried || job.isBridge || !job.isRetried))
  const newestFirst = found.sort((a, b) => b.id - a.id)
  return { list: newestFirst.map((job) => jobBody(call.world, call.project, pipeline, job)) }
}
