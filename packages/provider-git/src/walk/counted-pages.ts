import type { CountResult } from '../git/line-counter.js'
import { createLineCounters } from '../git/line-counters.js'
import type { ParsedCommit } from '../git/parse-commit.js'
import type { RepositoryHandle } from '../git/repository-handle.js'
import type { CommitPage } from './commit-pages.js'

/** A commit with what it changes. */
export interface CountedCommit {
  commit: ParsedCommit
  /** Null where the parents are absent, at the boundary of a shallow clone. */
  counts: CountResult | null
}

/** A page whose commits have their counts. */
export interface CountedPage extends Omit<CommitPage, 'commits'> {
  commits: CountedCommit[]
}

/** How counts are made. */
export interface CountOptions {
  /** Commits without parents in this clone. */
  boundary: ReadonlySet<string>
  /** Comparisons at once. */
  parallelism: number
}

/**
 * Adds line counts to pages. While the caller saves a page, git compares the next ones; how many wait is bounded.
 * Abandoning it stops git and the pages' source.
 */
export async function* countedPages(
  repository: RepositoryHandle,
  pages: AsyncGenerator<CommitPage>,
  { boundary, parallelism }: CountOptions,
): AsyncGenerator<CountedPage> {
  const counters = createLineCounters(repository, parallelism)
  const ahead: Promise<CountedPage>[] = []
  let isEnded = false
  try {
    while (true) {
      while (!isEnded && ahead.length <= parallelism) {
        const next = await pages.next()
        if (next.done) isEnded = true
        else ahead.push(watched(countPage(next.value, boundary, counters.count)))
      }
      const first = ahead.shift()
      if (!first) return
      yield await first
    }
  } finally {
    await Promise.all([counters.stop(), pages.return(undefined)])
    await Promise.allSettled(ahead)
  }
}

async function countPage(
  page: CommitPage,
  boundary: ReadonlySet<string>,
  count: (comparisons: { sha: string; firstParent: string | undefined }[]) => Promise<CountResult[]>,
): Promise<CountedPage> {
  const compared = page.commits.filter(({ sha }) => !boundary.has(sha))
  const results = await count(compared.map(({ sha, parents }) => ({ sha, firstParent: parents[0] })))
  const resultOf = new Map(compared.map(({ sha }, index) => [sha, results[index]]))
  return { ...page, commits: page.commits.map((commit) => ({ commit, counts: resultOf.get(commit.sha) ?? null })) }
}

/** A page that fails while nobody waits for it yet fails again when somebody does. */
function watched<T>(promise: Promise<T>): Promise<T> {
  promise.catch(() => {})
  return promise
}
