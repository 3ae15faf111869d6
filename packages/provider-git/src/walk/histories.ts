import type { GitContext } from '../context/database.js'
import type { CommitRange } from '../git/commit-stream.js'
import type { RepositoryHandle } from '../git/repository-handle.js'
import type { Shallow } from '../git/shallow.js'
import { createHistory, type History } from './history.js'

/** The histories that a pass reads in this process: each is read by git once, and serves both people and commits. */
export interface Histories {
  /** The history of a range, newest first. */
  of(repository: RepositoryHandle, range: CommitRange, shallow: Shallow): History
}

/** The histories of this pass. */
export function passHistories(context: Pick<GitContext, 'shared'>): Histories {
  return context.shared('git histories', () => createHistories())
}

/** What a history takes beside its commits: a generator, an environment for git. */
const overheadBytes = 16 * 1024

/**
 * Creates histories of which none is read yet.
 * @param mostHeldBytes bytes that may be held when another one begins; the newest is kept in any case. Default: 8 MiB.
 */
export function createHistories(mostHeldBytes = 8 * 1024 * 1024): Histories {
  const histories = new Map<string, History>()

  /** Those that wait longest may wait for a reader that never comes: another worker may have it. */
  function dropOldest(): void {
    let heldBytes = 0
    for (const history of histories.values()) heldBytes += overheadBytes + history.heldBytes()
    for (const [key, history] of histories) {
      if (heldBytes <= mostHeldBytes || histories.size === 1) return
      heldBytes -= overheadBytes + history.heldBytes()
      histories.delete(key)
    }
  }

  return {
    of(repository, { head, bases }, shallow) {
      for (const [key, history] of histories) if (!history.isOfUse()) histories.delete(key)
      // A clone that is deepened between two readers has another history.
      const key = JSON.stringify([repository.folder, shallow.fingerprint, head, ...bases])
      const known = histories.get(key)
      if (known) return known
      const history = createHistory(repository, { head, bases }, { boundary: shallow.boundary })
      histories.set(key, history)
      dropOldest()
      return history
    },
  }
}
