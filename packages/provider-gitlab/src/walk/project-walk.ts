import type { PartitionContext, RowWrite, SaveResult, WalkEnd } from '@data-import/core/provider'
import type { Gitlab } from '../client/gitlab.js'
import type { GitlabContext } from '../database.js'
import type { ProjectMarks, ProjectState } from './project-state.js'
import type { WalkHead, WalkState } from './walk-head.js'

/** A project as the `repository` script saw it in this pass. */
export interface WalkedProject extends ProjectState {
  /** GitLab's id, which stays when the project is renamed or moved. */
  key: string
  /** Id of its row. */
  id: string
  /** `/projects/ID`: the address below `/api/v4` that stays. */
  path: string
}

/** One walk over one project's part of a resource. */
export interface ProjectWalk<Position, Own> {
  context: GitlabContext
  gitlab: Gitlab
  project: WalkedProject
  /** What is read: what changed since; null is everything. */
  since: Date | null
  /** End of a backfill; null otherwise, when everything up to now is read. */
  until: Date | null
  head: WalkHead
  /** Where an interrupted walk stopped; null at the start. */
  position: Position | null
  /** What the last completed walk left; null if there was none. */
  state: WalkState<Own> | null
  log: PartitionContext['log']
  skip: PartitionContext['skip']
  restart: PartitionContext['restart']
  postpone: PartitionContext['postpone']
  /** Saves rows and the position after them in one transaction. */
  checkpoint(rows: readonly RowWrite[], position: Position): Promise<SaveResult>
  /** Ends the walk; `own` is what the next one finds in its state. */
  end(end?: { rows?: readonly RowWrite[]; own?: Own; note?: string }): WalkEnd
}

/** How a resource is walked, project by project. */
export interface ProjectResource<Position, Own> {
  resource: string
  dependsOn: readonly string[]
  importWindowDays: number
  /** Resources of the same project that must be complete first, because rows refer to theirs. */
  after?: readonly string[]
  /** The mark of what is walked, equal while nothing changes; undefined where nothing tells, so that each pass looks. */
  markOf(marks: ProjectMarks, project: Pick<ProjectState, 'fullPath'>): string | undefined
  /** Whether the last walk left something that changes without being seen by the probe. */
  hasUnfinished?(own: Own, now: Date): boolean
  walk(walk: ProjectWalk<Position, Own>): Promise<WalkEnd>
}
