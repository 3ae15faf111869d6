import { createPageSize } from '@data-import/http'
import type { Github } from '../client/github.js'
import { queryPage } from '../client/query-page.js'
import type { Connection } from '../walk/changed-pages.js'
import type { BegunRepository, FirstPagesQuery } from '../walk/first-pages.js'
import { foundNodes } from '../walk/found-nodes.js'
import { type BranchAnswer, commitCountsQuery, firstCommitsQuery, type GraphqlCommit } from './commit-queries.js'

/** As many as a page of one history has: their line counts are what takes time. */
const commitsPerQuery = 100
const repositoriesPerCount = 100
/** From so many on, counting costs less than it saves. */
const worthCounting = 3

/** The newest commits of several repositories that were never imported and have few. */
export const firstCommits: FirstPagesQuery = {
  query: firstCommitsQuery,
  itemsPerQuery: commitsPerQuery,
  countsOf: commitCounts,
  variablesOf: ({ since }) => ({ since }),
  connectionOf(node, { head }) {
    const target = (node as BranchAnswer<Connection<GraphqlCommit>>).defaultBranchRef?.target
    // A push since the probe made another history of it.
    return target?.oid === head ? (target?.history ?? undefined) : undefined
  },
}

/** The probe doesn't count commits, so GitHub is asked, for 100 repositories at once. */
async function commitCounts(github: Github, begun: readonly BegunRepository[]): Promise<Map<string, number>> {
  const counts = new Map<string, number>()
  const first = begun.filter(({ isFirst }) => isFirst)
  if (first.length < worthCounting) return counts
  const since = first[0]?.head.since ?? null
  const size = createPageSize(repositoriesPerCount)
  for (let start = 0; start < first.length; ) {
    let asked: readonly BegunRepository[] = []
    const variables = (count: number) => {
      asked = first.slice(start, start + count)
      return { ids: asked.map(({ repository }) => repository.nodeId), since }
    }
    // What can't be counted is read as if there were many.
    const found = await foundNodes<BranchAnswer<{ totalCount?: number }>>(() =>
      queryPage(github, commitCountsQuery, variables, size),
    ).catch(() => [])
    start += asked.length
    for (const [index, { repository }] of asked.entries()) {
      const one = found[index]
      const count = one && 'node' in one ? one.node.defaultBranchRef?.target?.history?.totalCount : undefined
      if (typeof count === 'number') counts.set(repository.key, count)
    }
  }
  return counts
}
