import type { GithubContext } from '../database.js'
import { countStored } from './stored-commits.js'

/** Where a walk from a new head meets the stored history: parents of walked commits that were not walked themselves. */
export interface Frontier {
  walked(commits: readonly { sha: string; parents: readonly ({ oid: string } | null)[] }[]): void
  /** For a walk that continues later; null where it doesn't matter. */
  open(): string[] | null
  /** Whether all of it is stored: then so is everything behind it. */
  isClosed(context: Pick<GithubContext, 'count'>, repositoryId: string): Promise<boolean>
}

/** More of them are not worth looking up, nor keeping in a position. */
const widest = 500

/** @param open as it was left; null for a walk that reads to the end anyway */
export function createFrontier(open: readonly string[] | null): Frontier {
  const waiting = new Set(open ?? [])
  const met = new Set<string>()
  let isTooWide = open === null
  return {
    walked(commits) {
      if (isTooWide) return
      for (const { sha, parents } of commits) {
        met.add(sha)
        waiting.delete(sha)
        for (const parent of parents) if (parent && !met.has(parent.oid)) waiting.add(parent.oid)
      }
      isTooWide = waiting.size > widest
    },
    open: () => (isTooWide ? null : [...waiting]),
    async isClosed(context, repositoryId) {
      if (isTooWide) return false
      return (await countStored(context, repositoryId, [...waiting])) === waiting.size
    },
  }
}
