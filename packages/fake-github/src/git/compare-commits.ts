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
  return { status: statusOf(ahead.length, behindBy), ahead, behindBy, mergeBase: await mergeBase(git, base, head) }
}

function statusOf(aheadBy: number, behindBy: number): ComparedCommits['status'] {
  if (aheadBy === 0) return behindBy === 0 ? 'identical' : 'behind'
  return behindBy === 0 ? 'ahead' : 'diverged'
}

async function mergeBase(git: GitStore, base: string, head: string): Promise<CommitRecord | undefined> {
  try {
    return await git.commit((await git.git(['merge-base', base, head])).trim())
  } catch {
    return undefined
  }
}
