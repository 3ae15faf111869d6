import type { FakeAccount } from './account.js'
import type { FakeCheckRun } from './check-run.js'

/** How far a run or job is, in GitHub's words. */
export type RunStatus = 'queued' | 'in_progress' | 'completed' | 'waiting' | 'requested' | 'pending'

/** How a run or job ended, in GitHub's words. */
export type RunConclusion =
  | 'success'
  | 'failure'
  | 'cancelled'
  | 'skipped'
  | 'timed_out'
  | 'action_required'
  | 'neutral'
  | 'stale'
  | 'startup_failure'

/** One workflow run; a rerun keeps its id and creation, and raises `attempt`. */
export interface FakeRun {
  readonly id: number
  readonly nodeId: string
  readonly number: number
  readonly workflowId: number
  /** The workflow's file. */
  readonly path: string
  name: string
  displayTitle: string
  event: string
  headBranch: string | null
  headSha: string
  status: RunStatus
  conclusion: RunConclusion | null
  attempt: number
  actor: FakeAccount | null
  createdAt: Date
  updatedAt: Date
  /** When the latest attempt started. */
  runStartedAt: Date
  /** What its suite holds besides its jobs. */
  checkRuns: FakeCheckRun[]
}
