import type { FakeJob, FakePipeline, FakeTestSuite } from '../state/pipeline.js'
import { type FakeProject, fullPath } from '../state/project.js'
import type { World } from '../state/world.js'
import { commitBody } from './commit-body.js'
import { userOrNull } from './user-body.js'

/** What the list has: https://docs.gitlab.com/api/pipelines/ */
export function pipelineBody(world: World, project: FakeProject, pipeline: FakePipeline) {
  return {
    id: pipeline.id,
    iid: pipeline.iid,
    project_id: project.id,
    sha: pipeline.sha,
    ref: pipeline.ref,
    status: pipeline.status,
    source: pipeline.source,
    created_at: pipeline.createdAt.toISOString(),
    updated_at: pipeline.updatedAt?.toISOString() ?? null,
    web_url: `${world.webUrl}/${fullPath(project)}/-/pipelines/${pipeline.id}`,
    ...(pipeline.name !== null && { name: pipeline.name }),
  }
}

/** What a single one has besides. */
export function wholePipelineBody(world: World, project: FakeProject, pipeline: FakePipeline) {
  return {
    ...pipelineBody(world, project, pipeline),
    before_sha: '0'.repeat(40),
    tag: false,
    yaml_errors: null,
    user: userOrNull(world, pipeline.user),
    started_at: pipeline.startedAt?.toISOString() ?? null,
    finished_at: pipeline.finishedAt?.toISOString() ?? null,
    committed_at: null,
    duration: pipeline.duration,
    queued_duration: pipeline.queuedSeconds,
    coverage: null,
    detailed_status: { text: pipeline.status },
  }
}

/** A job or a bridge: https://docs.gitlab.com/api/jobs/ */
export function jobBody(world: World, project: FakeProject, pipeline: FakePipeline, job: FakeJob) {
  const commit = project.graph.get(pipeline.sha)
  const ranMs = job.startedAt && job.finishedAt ? job.finishedAt.getTime() - job.startedAt.getTime() : null
  const downstream = job.downstreamId === null ? undefined : project.pipelines.get(job.downstreamId)
  return {
    id: job.id,
    status: job.status,
    stage: job.stage,
    name: job.name,
    ref: pipeline.ref,
    tag: false,
    coverage: null,
    allow_failure: job.allowFailure,
    created_at: job.createdAt.toISOString(),
    started_at: job.startedAt?.toISOString() ?? null,
    finished_at: job.finishedAt?.toISOString() ?? null,
    erased_at: null,
    duration: ranMs === null ? null : ranMs / 1_000,
    queued_duration: job.queuedSeconds,
    user: userOrNull(world, pipeline.user),
    commit: commit ? commitBody(world, project, commit) : null,
    pipeline: pipelineBody(world, project, pipeline),
    web_url: `${world.webUrl}/${fullPath(project)}/-/jobs/${job.id}`,
    ...(job.isBridge && {
      downstream_pipeline: downstream ? pipelineBody(world, project, downstream) : null,
    }),
  }
}

/** https://docs.gitlab.com/api/pipelines/#get-a-test-report-summary-for-a-pipeline */
export function testSummaryBody({ suites }: FakePipeline) {
  const sum = (field: 'success' | 'failed' | 'skipped' | 'error' | 'seconds') =>
    suites.reduce((total, suite) => total + suite[field], 0)
  const count = (suite: FakeTestSuite) => suite.success + suite.failed + suite.skipped + suite.error
  return {
    total: {
      time: sum('seconds'),
      count: suites.reduce((total, suite) => total + count(suite), 0),
      ...{ success: sum('success'), failed: sum('failed'), skipped: sum('skipped'), error: sum('error') },
      suite_error: null,
    },
    test_suites: suites.map((suite) => ({
      name: suite.name,
      total_time: suite.seconds,
      total_count: count(suite),
      ...{ success_count: suite.success, failed_count: suite.failed, skipped_count: suite.skipped },
      error_count: suite.error,
      build_ids: suite.jobIds,
      suite_error: null,
    })),
  }
}
