import type { CountResult, LineCounter } from '../git/line-counter.js'
import { firstParentOf, type ParsedCommit, parseCommit } from '../git/parse-commit.js'
import type { ReadPerson } from '../git/parse-person.js'
import type { RawObject } from '../git/raw-objects.js'
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
  /** Commits of the whole list. */
  total: number
  /** Commits whose object is so big that the end of its message was left out. */
  cutCommits: string[]
  /** The first commit whose objects to compare are absent or damaged, and git's words. */
  uncounted?: { sha: string; missing: string }
}

/** What the runs of a walk have in common. */
export interface Counting {
  /** How many commits the whole list has. */
  counting: Promise<number>
  /** Commits without parents in this clone. */
  boundary: ReadonlySet<string>
  counters: Pick<LineCounter, 'count'>
  readPerson: ReadPerson
}

/** Counts the lines of neighbouring pages with one git. */
export async function countRun(
  run: readonly CommitPage[],
  { counting, boundary, counters, readPerson }: Counting,
): Promise<CountedPage[]> {
  const compared = run.flatMap(({ commits }) => commits).filter(({ sha }) => !boundary.has(sha))
  const results = await counters.count(
    compared.map(({ sha, content }) => ({ sha, firstParent: firstParentOf(content) })),
  )
  const total = await counting
  const countsOf = new Map(compared.map(({ sha }, index) => [sha, results[index] ?? null]))
  return run.map(({ commits, done, last }) => countedPage(commits, countsOf, { done, last, total }, readPerson))
}

/** Commits are parsed when the page is asked for, not while it waits. */
function countedPage(
  raw: readonly RawObject[],
  countsOf: ReadonlyMap<string, CountResult | null>,
  position: { done: number; last: string; total: number },
  readPerson: ReadPerson,
): CountedPage {
  const uncounted = firstUncounted(raw, countsOf)
  return {
    ...position,
    ...(uncounted && { uncounted }),
    get commits() {
      return raw.map(({ sha, content }) => ({
        commit: parseCommit(sha, content, readPerson),
        counts: countsOf.get(sha) ?? null,
      }))
    },
    cutCommits: raw.filter(({ omittedBytes }) => omittedBytes > 0).map(({ sha }) => sha),
  }
}

function firstUncounted(raw: readonly RawObject[], countsOf: ReadonlyMap<string, CountResult | null>) {
  for (const { sha } of raw) {
    const counts = countsOf.get(sha)
    if (counts && 'missing' in counts) return { sha, missing: counts.missing }
  }
  return undefined
}
