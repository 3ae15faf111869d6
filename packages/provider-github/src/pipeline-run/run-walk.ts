import type { UnfinishedItem, WindowPosition } from '@data-import/http'
import type { RepositoryWalk } from '../walk/repository-walk.js'

/** Where a walk stands. */
export interface RunPosition {
  newest: NewestRuns
  /** What is left to read; null when that is nothing. */
  window: WindowPosition | null
  /** Runs of this walk that have not ended. */
  open: UnfinishedItem[]
}

/** The page of the newest runs. */
export interface NewestRuns {
  etag: string | null
  /** When its oldest run was created; null where there is none. */
  oldest: string | null
}

/** What a completed walk leaves. */
export interface RunState extends NewestRuns {
  open: UnfinishedItem[]
  /** Start of the first import: older runs are not imported. Null: everything; states of before don't have it. */
  since?: string | null
  /** GitHub's time of the last walk that read anything new: jobs go by it. */
  readAt: string
}

/** A walk over the workflow runs of one repository. */
export type RunWalk = RepositoryWalk<RunPosition, RunState>
