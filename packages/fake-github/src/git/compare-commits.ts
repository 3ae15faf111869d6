import type { CommitRecord } from './commit-record.js'
import type { GitStore } from './git-store.js'

/** How two commits lie to each other. */
export interface ComparedCommits {
  readonly status: 'identical' | 'ahead' | 'behind' | 'diverged'
  /** What only the head reaches, oldest first. */
  readonly ahead: readonly CommitRecord[]
  readonly behindBy: number
  /** Undefined where the histories have nothing in common. */
  readonly mergeBase: CommitRecord | undefined
}

/** Compares as `git rev-list base..head` and `head..base` do. */
export async function compareCommits(git: GitStore, base: string, head: string): Promise<ComparedCommits> {
  const baseHistory = await git.history(base)
  const headHistory = base === head ? baseHistory : await git.history(head)
  const ofBase = new Set(baseHistory.map((commit) => commit.sha))
  const ahead = headHistory.filter((commit) => !ofBase.has(commit.sha)).reverse()
  const common = headHistory.length - ahead.length
  const behindBy = baseHistory.length - common
  return { status: statusOf(ahead.length, behindBy), ahead, behindBy, mergeBase: mergeBaseOf(headHistory, ofBase) }
}

function statusOf(aheadBy: number, behindBy: number): ComparedCommits['status'] {
  if (aheadBy === 0) return behindBy === 0 ? 'identical' : 'behind'
  return behindBy === 0 ? 'ahead' : 'diverged'
}

/** A common commit that no other common one descends from; of several the newest, as `git merge-base` chooses. */
function mergeBaseOf(headHistory: readonly CommitRecord[], ofBase: ReadonlySet<string>): CommitRecord | undefined {
  const common = headHistory.filter(({ sha }) => ofBase.has(sha))
  const ancestors = new Set(common.flatMap(({ parents }) => parents))
  return common.find(({ sha }) => !ancestors.has(sha))
}
