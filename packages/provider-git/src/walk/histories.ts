import type { GitContext } from '../database.js'
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

/**
 * Creates histories of which none is read yet.
 * @param mostHeldBytes bytes of commit objects that may wait for their second reader. Default: 8 MiB.
 */
export function createHistories(mostHeldBytes = 8 * 1024 * 1024): Histories {
  const histories = new Map<string, History>()
  return {
    of(repository, { head, bases }, shallow) {
      for (const [key, history] of histories) if (!history.isOfUse()) histories.delete(key)
      // A clone that is deepened between two readers has another history.
      const key = JSON.stringify([repository.folder, shallow.fingerprint, head, ...bases])
      const known = histories.get(key)
      if (known) return known
      const history = createHistory(repository, { head, bases }, { boundary: shallow.boundary })
      const heldBytes = [...histories.values()].reduce((sum, { heldBytes }) => sum + heldBytes(), 0)
      // Those that came before are needed first; one that isn't kept serves its reader alone.
      if (heldBytes < mostHeldBytes) histories.set(key, history)
      return history
    },
  }
}
