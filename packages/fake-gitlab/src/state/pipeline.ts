import type { FakeAccount } from './account.js'

/** Words of pipelines and jobs. */
export type PipelineStatus =
  | 'created'
  | 'pending'
  | 'running'
  | 'success'
  | 'failed'
  | 'canceled'
  | 'skipped'
  | 'manual'
  | 'scheduled'

/** A job, or a bridge to another pipeline. */
export interface FakeJob {
  readonly id: number
  readonly name: string
  readonly stage: string
  status: PipelineStatus
  readonly allowFailure: boolean
  readonly isBridge: boolean
  /** The pipeline that a bridge started. */
  downstreamId: number | null
  isRetried: boolean
  readonly createdAt: Date
  startedAt: Date | null
  finishedAt: Date | null
  queuedSeconds: number | null
}

/** Tests of one suite. */
export interface FakeTestSuite {
  readonly name: string
  readonly success: number
  readonly failed: number
  readonly skipped: number
  readonly error: number
  readonly seconds: number
  readonly jobIds: readonly number[]
}

/** A pipeline. */
export interface FakePipeline {
  readonly id: number
  readonly iid: number
  readonly sha: string
  readonly ref: string
  status: PipelineStatus
  readonly source: string
  readonly user: FakeAccount | null
  name: string | null
  /** The pipeline that started it. */
  readonly parentId: number | null
  readonly jobs: FakeJob[]
  suites: FakeTestSuite[]
  readonly createdAt: Date
  /** GitLab has a few without one. */
  updatedAt: Date | null
  startedAt: Date | null
  finishedAt: Date | null
  /** Seconds that it ran. */
  duration: number | null
  queuedSeconds: number | null
}
