import { TransientError } from '@data-import/core/provider'
import { isPartialClone } from '../git/commit-objects.js'
import { type CommitRange, commitStream } from '../git/commit-stream.js'
import { UnreadableError } from '../git/git-failure.js'
import { createLineCounters } from '../git/line-counters.js'
import type { NumstatOptions } from '../git/numstat.js'
import { createPersonReader } from '../git/parse-person.js'
import { countCommits, type RepositoryHandle } from '../git/repository-handle.js'
import { type CommitPage, commitPages, type PageOptions } from './commit-pages.js'
import { type CountedPage, countRun } from './count-run.js'
import { createHistory, type History } from './history.js'

/** How counts are made. */
export interface CountOptions extends Pick<PageOptions, 'filter' | 'bytesPerPage'>, NumstatOptions {
  /** Commits without parents in this clone. */
  boundary: ReadonlySet<string>
  /** Comparisons at once. */
  parallelism: number
  /** Where the range may be read from, with others. Default: it is read for this walk alone. */
  history?: History
}

/**
 * Neighbouring commits share trees and files, which one git keeps unpacked: comparing 1,000 in a row costs a sixth less
 * than 4 times 250 here and there. Runs are short while nobody knows how many commits there are, so that git compares while the rest
 * is still listed; towards the end they get shorter again, so that all comparisons end together.
 */
const longestRun = 2000
const shortestRun = 250
const firstRun = 100
const longestPage = 500
const bytesPerRun = 8 * 1024 * 1024

/**
 * Walks a range with line counts. While the caller saves a page, git compares the next ones; how many wait is bounded.
 * Abandoning it stops git.
 *
 * @throws {ConfigurationError} if objects to compare are absent that nobody left out: only a partial clone has commits without counts.
 */
export async function* countedPages(
  repository: RepositoryHandle,
  range: CommitRange,
  { boundary, parallelism, keepsFiles = false, history, ...options }: CountOptions,
): AsyncGenerator<CountedPage> {
  const { commits, counting } = listed(repository, range, history ?? createHistory(repository, range, { boundary }))
  let total: number | undefined
  counting.then(
    (counted) => {
      total = counted
    },
    () => undefined,
  )
  let done = range.after?.count ?? 0
  const runLength = (at: number) => {
    if (total === undefined) return at === done ? firstRun : shortestRun
    return Math.min(longestRun, Math.max(shortestRun, Math.ceil((total - at) / (2 * parallelism))))
  }
  const commitsPerPage = (done: number) => Math.min(longestPage, runLength(done))
  const pages = commitPages(commits, done, { ...options, commitsPerPage })
  const counters = createLineCounters(repository, parallelism, { keepsFiles })
  const readPerson = createPersonReader()
  const ahead: Run[] = []
  let isEnded = false
  let stopping: Promise<void> | undefined
  const mayListMore = () => {
    if (isEnded || ahead.length <= parallelism) return !isEnded
    const commitsAhead = ahead.reduce((sum, { commits }) => sum + commits, 0)
    const bytesAhead = ahead.reduce((sum, { bytes }) => sum + bytes, 0)
    return total === undefined && commitsAhead < longestRun && bytesAhead < (parallelism + 1) * bytesPerRun
  }
  try {
    while (true) {
      while (mayListMore()) {
        const { run, commits, bytes } = await nextRun(pages, runLength)
        const counted = () => watched(countRun(run, { counting, boundary, counters, readPerson }))
        if (run.length > 0) ahead.push({ commits, bytes, counted: counted() })
        else isEnded = true
      }
      const first = ahead.shift()
      if (!first) break
      const counted = await first.counted
      // The gits end while the last pages are saved.
      if (isEnded && ahead.length === 0) stopping = watched(counters.stop())
      for (const page of counted) {
        repository.signal.throwIfAborted()
        if (page.uncounted && !(await isPartialClone(repository))) throw damage(repository, page.uncounted)
        done = page.done
        yield page
      }
    }
    const all = await counting
    if (done !== all) throw new TransientError(`${done} of ${all} commits of ${repository.folder} could be read.`)
  } finally {
    await Promise.all([stopping ?? counters.stop(), pages.return(undefined)])
    await Promise.allSettled([counting, ...ahead.map(({ counted }) => counted)])
  }
}

/** Commits that are compared together. */
interface Run {
  commits: number
  bytes: number
  counted: Promise<CountedPage[]>
}

/** The commits of a range, and how many they are. Where the list doesn't prove that it is whole, another git is asked for the number. */
function listed(repository: RepositoryHandle, range: CommitRange, history: History) {
  const { head, bases, after, isOldestFirst } = range
  if (after || isOldestFirst) {
    return { commits: commitStream(repository, range), counting: watched(countCommits(repository, head, bases)) }
  }
  const counting = async () => (await history.length(repository.signal)) ?? countCommits(repository, head, bases)
  return { commits: history.commits(repository.signal), counting: watched(counting()) }
}

async function nextRun(pages: AsyncGenerator<CommitPage>, runLength: (done: number) => number) {
  const run: CommitPage[] = []
  let commits = 0
  let bytes = 0
  let length = 1
  while (commits < length && bytes < bytesPerRun) {
    const next = await pages.next()
    if (next.done) break
    const page = next.value
    if (run.length === 0) length = runLength(page.done - page.commits.length)
    run.push(page)
    commits += page.commits.length
    for (const { content } of page.commits) bytes += content.length
  }
  return { run, commits, bytes }
}

function damage({ folder }: RepositoryHandle, { sha, missing }: { sha: string; missing: string }): UnreadableError {
  return new UnreadableError(`git could not compare the commit ${sha} of ${folder} with its parent: ${missing}`)
}

/** A run that fails while nobody waits for it yet fails again when somebody does. */
function watched<T>(promise: Promise<T>): Promise<T> {
  promise.catch(() => {})
  return promise
}
