import type { RepositoryWalk } from '../walk/repository-walk.js'

/** What a completed walk leaves. */
export interface PullRequestState {
  /** Whether rows may lack their line counts. */
  hasUncounted: boolean
  /** Without a token, so that the next walk with one reads everything again. */
  isAnonymous: boolean
}

/** A walk over the pull requests of one repository. */
export type PullRequestWalk = RepositoryWalk<string | null, PullRequestState>
