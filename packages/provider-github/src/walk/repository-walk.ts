import type { PartitionContext, RowWrite, SaveResult, WalkEnd } from '@data-import/core/provider'
import type { Github } from '../client/github.js'
import type { GithubContext } from '../database.js'
import type { Connection } from './changed-pages.js'
import type { RepositoryState } from './repository-state.js'
import type { ResourceState, WalkHead } from './resource-state.js'

/** A repository as the `repository` script saw it in this pass. */
export interface WalkedRepository extends RepositoryState {
  /** GitHub's id, which stays when the repository is renamed or transferred. */
  key: string
  /** Id of its row. */
  id: string
  /** `/repositories/ID`: the REST address that stays. GitHub's own next links use it. */
  path: string
}

/** One walk over one repository's part of a resource. */
export interface RepositoryWalk<Position, Own> {
  context: GithubContext
  github: Github
  repository: WalkedRepository
  /** Whether line counts and whatever else needs GraphQL can be asked for: not without a token. */
  hasGraphql: boolean
  /** What is read: what changed since; null is everything. */
  since: Date | null
  /** End of a backfill; null otherwise, when everything up to now is read. */
  until: Date | null
  head: WalkHead
  /** Where an interrupted walk stopped; null at the start. */
  position: Position | null
  /** What the last completed walk left; null if there was none. */
  state: ResourceState<Own> | null
  /** Whether the mark says that nothing has changed, so that only what had not ended has to be read. */
  isListUnchanged: boolean
  /** Whether the probe has told already that a list with nothing older than this would be empty. Null: the whole list. */
  isEmptySince(since: Date | null): boolean
  /** The list's first page, where it came together with those of other repositories; null: ask for it. */
  firstPage<Node>(): Promise<Connection<Node> | null>
  log: PartitionContext['log']
  skip: PartitionContext['skip']
  restart: PartitionContext['restart']
  /** Saves rows and the position after them in one transaction. */
  checkpoint(rows: readonly RowWrite[], position: Position): Promise<SaveResult>
  /** Ends the walk; `own` is what the next one finds in its state. */
  end(end?: { rows?: readonly RowWrite[]; own?: Own; mark?: string | null; note?: string | undefined }): WalkEnd
}
