import type { FakeAccount } from './account.js'

/** A deployment. */
export interface FakeDeployment {
  readonly id: number
  readonly iid: number
  readonly sha: string
  readonly ref: string
  readonly environment: string
  readonly tier: string
  status: 'created' | 'running' | 'success' | 'failed' | 'canceled' | 'blocked' | 'skipped'
  readonly user: FakeAccount | null
  /** The job that deploys, and its pipeline; null where somebody used the API. */
  readonly jobId: number | null
  readonly pipelineId: number | null
  readonly createdAt: Date
  updatedAt: Date
  startedAt: Date | null
  finishedAt: Date | null
}
