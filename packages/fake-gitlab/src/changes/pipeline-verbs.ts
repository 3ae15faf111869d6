import type { FakeAccount } from '../state/account.js'
import type { FakeJob, FakePipeline, FakeTestSuite, PipelineStatus } from '../state/pipeline.js'
import type { FakeProject } from '../state/project.js'
import type { World } from '../state/world.js'
import { someAccount } from './made-up.js'
import { later } from './touch.js'

/** A pipeline to start. */
export interface PipelineOptions {
  /** Names of its jobs. Default: `build` and `test`. */
  readonly jobs?: readonly string[]
  readonly sha?: string
  readonly ref?: string
  readonly source?: string
  readonly user?: FakeAccount | null
  readonly name?: string
  readonly createdAt?: Date
  /** The pipeline that starts it by a bridge. */
  readonly parent?: FakePipeline
  readonly suites?: readonly FakeTestSuite[]
  /** False: it is one of those without a time of change. Default true. */
  readonly hasUpdatedAt?: boolean
}

/** Starts a pipeline, whose jobs run at once. */
export function startPipeline(world: World, project: FakeProject, options: PipelineOptions = {}): FakePipeline {
  const createdAt = options.createdAt ?? world.now()
  const sha = options.sha ?? project.graph.branches.get(project.defaultBranch) ?? '0'.repeat(40)
  const pipeline: FakePipeline = {
    ...{ id: world.newId(), iid: project.nextIid.pipeline++, sha, status: 'running', createdAt },
    ref: options.ref ?? project.defaultBranch,
    source: options.parent ? 'parent_pipeline' : (options.source ?? 'push'),
    user: options.user === undefined ? someAccount(world) : options.user,
    name: options.name ?? null,
    parentId: options.parent?.id ?? null,
    jobs: (options.jobs ?? ['build', 'test']).map((name) => newJob(world, name, createdAt)),
    suites: [...(options.suites ?? [])],
    updatedAt: options.hasUpdatedAt === false ? null : createdAt,
    startedAt: createdAt,
    ...{ finishedAt: null, duration: null, queuedSeconds: 2 },
  }
  project.pipelines.set(pipeline.id, pipeline)
  if (options.parent) {
    const bridge = { ...newJob(world, `trigger ${pipeline.iid}`, createdAt), isBridge: true }
    options.parent.jobs.push({ ...bridge, downstreamId: pipeline.id, status: 'running' })
    if (options.parent.updatedAt) options.parent.updatedAt = later(world, options.parent.updatedAt)
  }
  return pipeline
}

function newJob(world: World, name: string, createdAt: Date): FakeJob {
  return {
    ...{ id: world.newId(), name, stage: name, status: 'running', createdAt, startedAt: createdAt },
    ...{ allowFailure: name === 'lint', isBridge: false, downstreamId: null, isRetried: false },
    ...{ finishedAt: null, queuedSeconds: 1.5 },
  }
}

/** Ends a pipeline and all jobs that run. */
export function finishPipeline(
  world: World,
  pipeline: FakePipeline,
  status: PipelineStatus = 'success',
  finishedAt: Date = later(world, pipeline.updatedAt),
): void {
  for (const job of pipeline.jobs) {
    if (job.status !== 'running') continue
    job.status = status === 'canceled' ? 'canceled' : status === 'failed' ? 'failed' : 'success'
    job.finishedAt = finishedAt
  }
  pipeline.status = status
  pipeline.finishedAt = finishedAt
  pipeline.updatedAt = finishedAt
  pipeline.duration = Math.floor((finishedAt.getTime() - (pipeline.startedAt ?? finishedAt).getTime()) / 1_000)
}

/** Runs a job again: a new one takes its place, and the pipeline runs. */
export function retryJob(world: World, pipeline: FakePipeline, name: string): FakeJob {
  const before = pipeline.jobs.findLast((job) => job.name === name && !job.isRetried && !job.isBridge)
  if (!before) throw new Error(`there is no job ${name}`)
  before.isRetried = true
  const now = later(world, pipeline.updatedAt)
  const job = { ...newJob(world, name, now), stage: before.stage }
  pipeline.jobs.push(job)
  pipeline.status = 'running'
  pipeline.finishedAt = null
  pipeline.duration = null
  pipeline.updatedAt = now
  return job
}

/** A job that waits for somebody. */
export function addManualJob(world: World, pipeline: FakePipeline, name: string): FakeJob {
  const job: FakeJob = {
    ...newJob(world, name, pipeline.createdAt),
    status: 'manual',
    startedAt: null,
    queuedSeconds: null,
  }
  pipeline.jobs.push(job)
  return job
}
