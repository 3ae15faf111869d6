import type { RunLog } from '@data-import/core/provider'
import type { CountedCommit } from './count-run.js'

/** Says of single commits what could not be read, each at most so many times. */
export interface CommitWarnings {
  look(commits: readonly CountedCommit[], cutCommits: readonly string[]): void
  /** Commits whose changes could not be compared. */
  readonly uncounted: number
}

/** A damaged history would fill the log; the note of the walk has the number. */
const warningsOfAKind = 20

/** Creates the warnings of one walk. */
export function createCommitWarnings(log: RunLog): CommitWarnings {
  let uncounted = 0
  let undated = 0
  return {
    get uncounted() {
      return uncounted
    },
    look(commits, cutCommits) {
      for (const { commit, counts } of commits) {
        const { sha, author, committer } = commit
        if (counts && 'missing' in counts && ++uncounted <= warningsOfAKind) {
          log.warn('The lines of a commit could not be counted.', { recordId: sha, details: { git: counts.missing } })
        }
        if ((author.at === null || committer.at === null) && ++undated <= warningsOfAKind) {
          log.warn('A commit has no date that can be stored (years 1 to 9999).', { recordId: sha })
        }
      }
      for (const sha of cutCommits) log.warn('A commit is so big that its message was cut.', { recordId: sha })
    },
  }
}
