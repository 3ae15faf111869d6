import type { Json } from '@data-import/core/provider'
import { objectOf } from '../pipeline-run/run-state.js'

/** What a walk over a project's jobs leaves. */
export interface JobState {
  /** `changedAt` of the workflows that it has read the jobs of. */
  upstream: string | null
  /** Ended workflows that have no jobs, or whose jobs CircleCI no longer keeps. */
  empty: ReadonlySet<string>
  /** End of the last pass in which a job was new, or had not ended: tests go by it. */
  changedAt: string | null
}

export function readJobState(state: Json): JobState {
  const { upstream, empty, changedAt } = objectOf(state)
  return {
    upstream: typeof upstream === 'string' ? upstream : null,
    empty: new Set(Array.isArray(empty) ? empty.filter((id) => typeof id === 'string') : []),
    changedAt: typeof changedAt === 'string' ? changedAt : null,
  }
}

/** Where an interrupted walk stands. */
export interface JobCursor {
  phase: number
  after: string | null
  isChanged: boolean
}

export function readJobCursor(cursor: Json): JobCursor {
  const { phase, after, isChanged } = objectOf(cursor)
  return {
    phase: typeof phase === 'number' ? phase : 0,
    after: typeof after === 'string' ? after : null,
    isChanged: isChanged === true,
  }
}
