import type { Json, WalkEnd } from '@data-import/core/provider'
import type { Github } from '../client/github.js'
import type { GithubContext } from '../database.js'
import type { Settings } from '../settings.js'
import type { BegunRepository, FirstPagesQuery } from './first-pages.js'
import type { RepositoryState } from './repository-state.js'
import type { RepositoryWalk } from './repository-walk.js'

/** What is known before a walk. */
export interface Known<Own> {
  repository: RepositoryState
  /** What the last completed walk left. */
  own: Own | null
  /** State of the same repository's partition of a resource in `after`. */
  upstreamState(resource: string): Json
}

/** What is known of a run before its walks. */
export interface BeforeScope {
  context: GithubContext
  github: Github
  settings: Settings
  /** The repositories that are read from the start of their list, in the order of their walks; none in a backfill. */
  begun: readonly BegunRepository[]
}

/** How a resource is walked, repository by repository. */
export interface ResourceWalk<Position, Own> {
  resource: string
  /** The mark of what is walked, equal while nothing changes; undefined where nothing tells, so that each pass looks. */
  markOf(known: Known<Own>): string | null | undefined
  /** Resources of the same repository that must be complete first, because rows refer to theirs. */
  after?: readonly string[]
  /** Called once before the walks, with what their last ones left: for a question about many repositories at once. */
  prepare?(github: Github, left: readonly Own[]): Promise<void>
  /** Called once before the walks of a pass: for questions that several repositories share. */
  beforeWalks?(scope: BeforeScope): void
  /** How the first pages of several repositories' lists are asked for at once, where they are small. */
  firstPages?: FirstPagesQuery
  /** Whether the last walk left something that has not ended and that no probe sees. */
  hasUnfinished?(own: Own): boolean
  walk(walk: RepositoryWalk<Position, Own>): Promise<WalkEnd>
}
