import type { FakeAccount } from './account.js'

/** What a deployment's status says, in REST's words. */
export type DeploymentStatusState =
  | 'error'
  | 'failure'
  | 'inactive'
  | 'in_progress'
  | 'pending'
  | 'queued'
  | 'success'
  | 'waiting'

/** One status of a deployment; statuses are only ever added. */
export interface FakeDeploymentStatus {
  readonly id: number
  readonly nodeId: string
  state: DeploymentStatusState
  description: string
  logUrl: string
  environmentUrl: string
  creator: FakeAccount | null
  createdAt: Date
  updatedAt: Date
}

/** One deployment with its statuses, oldest first. */
export interface FakeDeployment {
  readonly id: number
  readonly nodeId: string
  sha: string
  /** The branch, tag or commit that was asked for. */
  ref: string
  task: string
  environment: string
  description: string | null
  creator: FakeAccount | null
  createdAt: Date
  updatedAt: Date
  statuses: FakeDeploymentStatus[]
}
