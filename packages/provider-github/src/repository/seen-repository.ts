import type { RepositoryRow } from '@data-import/model'
import type { RepositoryState } from '../walk/repository-state.js'

/** A repository in the owner's list. */
export interface SeenRepository {
  key: string
  name: string
  row: RepositoryRow
  state: RepositoryState
}

/** A page of the list. */
export interface ListPage {
  repositories: readonly SeenRepository[]
  /** How many GitHub says there are in all; null where it doesn't say. */
  total: number | null
}
