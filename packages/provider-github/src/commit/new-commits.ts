import { createPageSize } from '@data-import/http'
import type { CommitRow } from '@data-import/model'
import { hasAnswer, statusOf } from '../client/answer-of-error.js'
import type { Answer } from '../client/github.js'
import { listIn } from '../client/list-in.js'
import type { People } from '../people/people.js'
import { readAhead } from '../walk/read-ahead.js'
import type { CommitWalk } from './commit.js'
import { commitsById, historyPages } from './commit-pages.js'
import type { GraphqlCommit } from './commit-queries.js'
import { commitRow, type RestCommit, restCommitRow } from './commit-row.js'
import { createFrontier } from './frontier.js'
import { lostCommits } from './lost-commits.js'
import { storedCommits } from './stored-commits.js'

/** Where a walk stands. */
export interface CommitPosition {
  /** The commit that is walked to, whatever is pushed meanwhile. */
  head: string
  /** Whether the head before is no ancestor of it, so that commits may have fallen out of the history. */
  isRewritten: boolean
  /** Null before the first page. */
  next: NextPage | null
}

type NextPage =
  /** Of the history, newest first. `open` are parents that were not met yet: the walk may end when all are stored. */
  | { in: 'history'; after: string | null; open: string[] | null }
  /** Of the comparison of two heads. */
  | { in: 'comparison'; url: string }
  /** From the start, of a walk that could not continue where it stood. */
  | { in: 'start' }
  /** Of the REST list, without a token. */
  | { in: 'list'; url: string }

/** What a completed walk leaves. */
export interface CommitState {
  head: string
  /** Commits without line counts. */
  uncounted: number
  /** Start of the first import; null: everything. */
  since: string | null
  /** Without a token, so that the next walk with one reads everything again. */
  isAnonymous?: boolean
}

/** One page of new commits. */
export interface NewCommits {
  rowsWith(people: People): CommitRow[]
  position: CommitPosition
}

/** A comparison: https://docs.github.com/en/rest/commits/commits#compare-two-commits */
interface Comparison {
  status: 'ahead' | 'behind' | 'diverged' | 'identical'
  total_commits: number
  commits: RestCommit[]
}

/** From so many new commits on, the history costs less: it has the line counts in the same answer. */
const longestComparison = 500

/** The commits that `head` has and the last walk's head had not, page by page. */
export async function* newCommits(walk: CommitWalk, head: string): AsyncGenerator<NewCommits> {
  const { hasGraphql, repository, state, position, context } = walk
  const before = context.isBackfill || isToCountAnew(walk) ? null : (state?.own?.head ?? null)
  if (position && position.next === null) return
  const start = position?.next && position.next.in !== 'start' ? position.next : null
  if (start?.in === 'comparison' || (start === null && before !== null)) {
    const url = start?.url ?? `${repository.path}/compare/${before}...${head}?per_page=100`
    if (yield* comparedCommits(walk, head, url)) return
  }
  if (hasGraphql) yield* historyCommits(walk, head, before)
  else yield* listedCommits(walk, head, before)
}

/** Whether what was read without a token can have its line counts now. */
export function isToCountAnew({ hasGraphql, state }: Pick<CommitWalk, 'hasGraphql' | 'state'>): boolean {
  return hasGraphql && state?.own?.isAnonymous === true
}

/** @returns false when the comparison can't tell: the former head is gone, or there is too much of it. */
async function* comparedCommits(walk: CommitWalk, head: string, first: string): AsyncGenerator<NewCommits, boolean> {
  const { github, hasGraphql, repository } = walk
  const size = createPageSize(100)
  for (let url: string | null = first; url !== null; ) {
    const answer: Answer<Comparison> | null = await github.get<Comparison>(url).catch((error: unknown) => {
      // Gone, or too large for GitHub to compare: the history tells too.
      const status = statusOf(error)
      const isAnswer =
        [400, 404, 409, 410, 422].includes(status ?? 0) || (status !== undefined && status >= 500 && hasAnswer(error))
      if (!isAnswer) throw error
      return null
    })
    if (!answer?.isModified || answer.body.total_commits > longestComparison) return false
    const { status } = answer.body
    const commits = listIn<RestCommit>(answer.body, url, 'commits')
    const isRewritten = status === 'diverged' || status === 'behind'
    url = answer.next
    const next: NextPage | null = url === null ? null : { in: 'comparison', url }
    // Newest first, as everywhere: of two names for one e-mail the newer one stays.
    const listed = [...commits].reverse()
    if (hasGraphql) {
      const counted = await commitsById(
        github,
        listed.map(({ node_id }) => node_id),
        size,
      )
      const rowsWith = (people: People) => counted.map((commit) => commitRow(commit, repository, people))
      yield { rowsWith, position: { head, isRewritten, next } }
    } else {
      const rowsWith = (people: People) => listed.map((commit) => restCommitRow(commit, repository, people))
      yield { rowsWith, position: { head, isRewritten, next } }
    }
  }
  return true
}

/** The first walk reads all; one whose former head is gone ends where it meets what is stored. */
async function* historyCommits(walk: CommitWalk, head: string, before: string | null): AsyncGenerator<NewCommits> {
  const { github, repository, position, until, context } = walk
  const isFirst = before === null
  const start = position?.next?.in === 'history' ? position.next : null
  const firstSince = walk.state?.own?.since ?? null
  // Where nothing older than an instant is stored, a parent that isn't tells nothing: all of it is read again.
  let frontier = createFrontier(start ? start.open : isFirst || firstSince !== null ? null : [])
  const since = isFirst ? walk.since : firstSince === null ? null : new Date(firstSince)
  // Of the head that the probe saw; whoever walks to another one asks for it.
  const firstPage = async () => (isFirst && head === repository.head ? walk.firstPage<GraphqlCommit>() : null)
  const range = { head, after: start?.after ?? null, since, until, firstPage }
  const pages = historyPages(github, repository, range)
  // One that isn't the first may end before its list does.
  for await (const page of isFirst ? readAhead(pages) : pages) {
    frontier.walked(page.commits.map(({ oid, parents }) => ({ sha: oid, parents: parents.nodes ?? [] })))
    const next: NextPage | null =
      page.after === null ? null : { in: 'history', after: page.after, open: frontier.open() }
    const rowsWith = (people: People) => page.commits.map((commit) => commitRow(commit, repository, people))
    yield { rowsWith, position: { head, isRewritten: !isFirst, next } }
    if (!(await frontier.isClosed(context, repository.id))) continue
    if (await isStoredWhole(walk, head)) return
    frontier = createFrontier(null)
  }
}

/** A walk whose position was dropped has left its newest commits without what is behind them: that is no end. */
async function isStoredWhole({ context, repository }: CommitWalk, head: string): Promise<boolean> {
  return (await lostCommits(storedCommits(context, repository.id), head, false)) !== null
}

/** Without a token: the REST list, which has no line counts. */
async function* listedCommits(walk: CommitWalk, head: string, before: string | null): AsyncGenerator<NewCommits> {
  const { github, repository, position, since, until } = walk
  const query = new URLSearchParams({ sha: head, per_page: '100' })
  if (since && before === null) query.set('since', since.toISOString())
  if (until) query.set('until', until.toISOString())
  const start = position?.next?.in === 'list' ? position.next.url : `${repository.path}/commits?${query}`
  for (let url: string | null = start; url !== null; ) {
    const answer: Answer<RestCommit[]> = await github.get<RestCommit[]>(url)
    if (!answer.isModified) return
    url = answer.next
    const next: NextPage | null = url === null ? null : { in: 'list', url }
    const commits = listIn<RestCommit>(answer.body, start)
    const rowsWith = (people: People) => commits.map((commit) => restCommitRow(commit, repository, people))
    yield { rowsWith, position: { head, isRewritten: before !== null, next } }
  }
}
