import type { FakeJob, FakePipeline, FakeProjectRecord, FakeStatus, FakeTest, FakeWorkflow } from '../state/records.js'
import { wholeSecond } from '../state/whole-second.js'
import { userOf, type World } from '../state/world.js'

/** A job as a pipeline is made with it. */
export interface JobOptions {
  readonly name?: string
  /** Default `build`. */
  readonly type?: 'build' | 'approval'
  /** Default `success`; of an approval `on_hold`. */
  readonly status?: FakeStatus
  readonly tests?: readonly FakeTest[]
}

/** A workflow as a pipeline is made with it. */
export interface WorkflowOptions {
  readonly name?: string
  /** Default `success`. */
  readonly status?: FakeStatus
  /** Default: one job. */
  readonly jobs?: readonly JobOptions[]
  /** Default: when the pipeline was created. */
  readonly createdAt?: Date | '' | null
  /** Default: five minutes later, where the status is an end. */
  readonly stoppedAt?: Date | '' | null
  /** Login; null leaves it out. Default: who triggered the pipeline. */
  readonly startedBy?: string | null
  readonly autoRerunNumber?: number
}

/** A pipeline as it is made. */
export interface PipelineOptions {
  /** Default: now. */
  readonly createdAt?: Date
  /** Default: one that succeeded. */
  readonly workflows?: readonly WorkflowOptions[]
  readonly state?: string
  readonly triggerType?: string
  /** Login. */
  readonly actor?: string | null
  readonly branch?: string | null
  readonly tag?: string | null
  readonly sha?: string | null
  /** Address of a fork. Default: the project's repository. */
  readonly fork?: string
  /** Whether the answer has no word of its code. Default: false. */
  readonly hasNoVcs?: boolean
}

/** A project that can be changed. */
export interface FakeProject {
  readonly record: FakeProjectRecord
  readonly slug: string
  run(options?: PipelineOptions): FakePipeline
  /** Ends what runs or waits in a workflow. */
  finish(workflow: FakeWorkflow, status?: FakeStatus, options?: { at?: Date; tests?: readonly FakeTest[] }): void
  /** Approves what is on hold: what comes after it runs and ends. */
  approve(workflow: FakeWorkflow, options?: { at?: Date; status?: FakeStatus }): void
  /** Adds a workflow to the pipeline, however old: what succeeded keeps its id and number when it is rerun from failed. */
  rerun(
    pipeline: FakePipeline,
    options?: { at?: Date; by?: string; isFromFailed?: boolean; status?: FakeStatus },
  ): FakeWorkflow
  /** Its workflows and jobs are no longer kept. */
  expire(pipeline: FakePipeline): void
  /** It is in no list any more. */
  remove(pipeline: FakePipeline): void
  hide(): void
  show(): void
}

const minuteMs = 60_000
const ends: ReadonlySet<string> = new Set(
  'success failed error canceled unauthorized not_run infrastructure_fail timedout terminated-unknown retried'.split(
    ' ',
  ),
)

/** Whether CircleCI says of what has this status that it stopped. */
export function isEnd(status: FakeStatus): boolean {
  return ends.has(status)
}

/** The verbs of one project. */
export function createProject(world: World, record: FakeProjectRecord): FakeProject {
  const later = (date: Date, minutes: number) => wholeSecond(new Date(date.getTime() + minutes * minuteMs))
  const numbered = () => {
    record.lastJobNumber += 1
    return record.lastJobNumber
  }

  function makeJob(options: JobOptions, startedAt: Date, index: number): FakeJob {
    const { type = 'build', status = type === 'approval' ? 'on_hold' : 'success' } = options
    const hasBegun = !['blocked', 'not_run', 'unauthorized', 'queued', 'not_running'].includes(status)
    return {
      id: world.uuid(),
      name: options.name ?? (type === 'approval' ? 'hold' : `job-${index + 1}`),
      type,
      number: type === 'build' && status !== 'blocked' ? numbered() : null,
      status,
      startedAt: type === 'build' && hasBegun ? later(startedAt, 1) : null,
      stoppedAt: isEnd(status) ? later(startedAt, 4) : null,
      tests: [...(options.tests ?? [])],
    }
  }

  function makeWorkflow(options: WorkflowOptions, created: Date, actor: string | null): FakeWorkflow {
    const { name = 'build-and-test', status = 'success', jobs = [{}] } = options
    const begun = wholeSecond(created)
    const by = options.startedBy === undefined ? actor : options.startedBy
    return {
      id: world.uuid(),
      name,
      status,
      createdAt: options.createdAt === undefined ? begun : options.createdAt,
      stoppedAt: options.stoppedAt === undefined ? (isEnd(status) ? later(begun, 5) : null) : options.stoppedAt,
      startedBy: by === null ? null : userOf(world, by).id,
      autoRerunNumber: options.autoRerunNumber ?? null,
      jobs: jobs.map((job, index) => makeJob(job, begun, index)),
    }
  }

  return {
    record,
    get slug() {
      return record.slug
    },
    run(options = {}) {
      const createdAt = options.createdAt ?? world.now()
      const actor = options.actor === undefined ? 'ana' : options.actor
      const tag = options.tag ?? null
      const pipeline: FakePipeline = {
        id: world.uuid(),
        number: (record.pipelines.at(-1)?.number ?? 0) + 1,
        state: options.state ?? 'created',
        createdAt,
        triggerType: options.triggerType ?? 'webhook',
        actorLogin: actor,
        vcs: options.hasNoVcs
          ? null
          : {
              revision: options.sha === undefined ? world.sha() : options.sha,
              branch: tag === null ? (options.branch === undefined ? 'main' : options.branch) : null,
              tag,
              target: record.repositoryUrl,
              origin: options.fork ?? record.repositoryUrl,
            },
        hasGitParameters: record.provider === 'CircleCI',
        workflows: (options.workflows ?? [{}]).map((workflow) => makeWorkflow(workflow, createdAt, actor)),
        isExpired: false,
      }
      record.pipelines.push(pipeline)
      return pipeline
    },
    finish(workflow, status = 'success', { at = world.now(), tests = [] } = {}) {
      workflow.status = status
      workflow.stoppedAt = wholeSecond(at)
      for (const job of workflow.jobs) {
        if (isEnd(job.status)) continue
        const isCanceled = job.type === 'approval' || job.startedAt === null
        job.status = isCanceled ? 'canceled' : status === 'failed' || status === 'success' ? status : 'canceled'
        job.stoppedAt = wholeSecond(at)
        if (!isCanceled) job.tests = [...tests]
      }
    },
    approve(workflow, { at = world.now(), status = 'success' } = {}) {
      workflow.status = status
      if (isEnd(status)) workflow.stoppedAt = later(at, 3)
      for (const job of workflow.jobs) {
        if (isEnd(job.status)) continue
        if (job.type === 'approval') {
          job.status = 'success'
          job.stoppedAt = wholeSecond(at)
        } else {
          job.number ??= numbered()
          job.startedAt = wholeSecond(at)
          job.status = status
          job.stoppedAt = isEnd(status) ? later(at, 3) : null
        }
      }
    },
    rerun(pipeline, { at = world.now(), by = 'bo', isFromFailed = false, status = 'success' } = {}) {
      const last = pipeline.workflows.at(-1)
      const workflow = makeWorkflow({ name: last?.name ?? 'build-and-test', status, jobs: [] }, at, by)
      for (const [index, job] of (last?.jobs ?? []).entries()) {
        const isKept = isFromFailed && job.status === 'success'
        const { name, type, tests } = job
        workflow.jobs.push(
          isKept
            ? job
            : makeJob({ name, type, tests, status: type === 'approval' ? 'success' : status }, wholeSecond(at), index),
        )
      }
      pipeline.workflows.push(workflow)
      return workflow
    },
    expire(pipeline) {
      pipeline.isExpired = true
    },
    remove(pipeline) {
      const at = record.pipelines.indexOf(pipeline)
      if (at >= 0) record.pipelines.splice(at, 1)
    },
    hide() {
      record.isVisible = false
    },
    show() {
      record.isVisible = true
    },
  }
}
