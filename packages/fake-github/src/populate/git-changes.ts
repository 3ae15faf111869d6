import { wholeNumber } from '@data-import/fake-server'
import type { Change } from './made-up-kind.js'

const dayMs = 86_400_000

/** Changes of commits and of the repository itself. */
export const gitChanges = {
  async push(repository, random) {
    await repository.push({ commits: wholeNumber(random, 1, 4) })
    return true
  },
  async lateMerge(repository, random) {
    if (repository.head() === null) return false
    const newest = await newestCommit(repository)
    await repository.lateMerge({
      commits: wholeNumber(random, 1, 3),
      committedAt: new Date(newest.getTime() - wholeNumber(random, 1, 40) * dayMs),
      mergeCommit: random() < 0.7,
    })
    return true
  },
  async forcePush(repository, random) {
    if (repository.head() === null) return false
    await repository.forcePush({
      drop: wholeNumber(random, 1, 3),
      commits: wholeNumber(random, 1, 3),
      isOldHeadGone: random() < 0.5,
    })
    return true
  },
  async rename(repository, random) {
    repository.rename(`renamed-${wholeNumber(random, 1, 1_000_000)}`)
    return true
  },
  async describe(repository, random) {
    repository.describe(random() < 0.2 ? null : `About ${wholeNumber(random, 1, 1_000)}`)
    return true
  },
  async archive(repository, random) {
    repository.archive(random() < 0.5)
    return true
  },
  async setIssues(repository, random) {
    repository.setIssues(random() < 0.8)
    return true
  },
} satisfies Record<string, Change>

async function newestCommit(repository: Parameters<Change>[0]): Promise<Date> {
  const { commits } = await repository.truth()
  return [...commits.values()][0]?.committer.date ?? new Date(0)
}
