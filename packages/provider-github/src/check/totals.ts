import { createPageSize, type PageSize } from '@data-import/http'
import { nextCursor } from '../client/next-cursor.js'
import { queryVisible, type VisibleAnswer } from '../client/query-visible.js'
import { listsOf, type RepositoryList, type RepositoryTotals } from '../resource.js'
import { resources } from '../resources.js'
import type { Settings } from '../settings.js'
import { runDays } from '../walk/import-windows.js'
import type { Look } from './look.js'
import { type TotalsAnswer, type TotalsRepository, totalIn, totalsQuery } from './totals-query.js'

/** What the owner's repositories have. */
export interface Totals {
  /** Repositories in all, wanted or not. */
  count: number
  /** How many of them were looked at: those that were pushed to last. */
  lookedAt: number
  privateCount: number
  /** Those that the patterns want. */
  wanted: readonly RepositoryTotals[]
  /** Start of the workflow runs that a first import reads. */
  runsSince: Date
}

const repositoriesPerPage = 100
const mostRequests = 4
const dayMs = 86_400_000

/** Counts what there is to import, in about four queries at most. */
export async function readTotals(given: Look, now: Date): Promise<Totals> {
  const { settings, usage } = given
  const lists = listsOf(resources)
  const runsSince = settings.since ?? new Date(now.getTime() - runDays * dayMs)
  const size = createPageSize(repositoriesPerPage)
  const seen: TotalsRepository[] = []
  let count = 0
  const startedWith = usage.requests
  for (let after: string | null = null, hasNext = true; hasNext && usage.requests - startedWith < mostRequests; ) {
    const answer: TotalsPage = await ask(given, lists, { after, runsSince }, size)
    const list = answer.data.repositoryOwner?.repositories
    if (!list) break
    count = list.totalCount
    seen.push(...answer.nodes)
    after = nextCursor(list.pageInfo, after)
    hasNext = after !== null
  }
  return {
    count,
    lookedAt: seen.length,
    privateCount: seen.filter(({ isPrivate }) => isPrivate).length,
    wanted: seen
      .filter((repository) => isWanted(repository, settings))
      .map((repository) => totalsOf(repository, lists)),
    runsSince,
  }
}

function isWanted({ databaseId, name }: TotalsRepository, settings: Settings): boolean {
  return databaseId !== null && settings.isWanted(name)
}

type TotalsPage = VisibleAnswer<TotalsAnswer, TotalsRepository>

function ask(
  { github, settings: { owner, since } }: Look,
  lists: readonly RepositoryList[],
  { after, runsSince }: { after: string | null; runsSince: Date },
  size: PageSize,
): Promise<TotalsPage> {
  return queryVisible<TotalsAnswer, TotalsRepository>(
    github,
    {
      query: totalsQuery(lists),
      optional: lists.map(({ field }) => field),
      nodesOf: ({ repositoryOwner }) => (repositoryOwner ? repositoryOwner.repositories.nodes : undefined),
      keyOf: ({ databaseId }) => databaseId,
    },
    (first) => ({ owner, first, after, since, recent: runsSince }),
    size,
  )
}

function totalsOf(repository: TotalsRepository, lists: readonly RepositoryList[]): RepositoryTotals {
  const history = repository.defaultBranchRef?.target
  return {
    path: `/repositories/${repository.databaseId}`,
    fullName: repository.nameWithOwner,
    isPrivate: repository.isPrivate,
    isEmpty: repository.isEmpty || !repository.defaultBranchRef,
    isDisabled: repository.isDisabled,
    hasIssues: repository.hasIssuesEnabled,
    commits: repository.defaultBranchRef ? (history?.all?.totalCount ?? null) : 0,
    recentCommits: history?.recent?.totalCount ?? 0,
    items: Object.fromEntries(lists.map((list) => [list.field, totalIn(repository, list)])),
  }
}
