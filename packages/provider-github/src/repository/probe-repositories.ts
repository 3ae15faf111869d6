import { ConfigurationError, type RunLog } from '@data-import/core/provider'
import type { Github } from '../client/github.js'
import { createPageSize, type PageSize } from '../client/page-size.js'
import { queryVisible } from '../client/query-visible.js'
import { type ProbeAnswer, type ProbedRepository, probeQuery } from './probe-query.js'
import { probedLists, probedRepository } from './probed-repository.js'
import type { ListPage } from './seen-repository.js'

const repositoriesPerPage = 100

/** Lists an owner's repositories with what tells whether anything in them has changed. */
export async function* probeRepositories(github: Github, owner: string, log: RunLog): AsyncGenerator<ListPage> {
  const size = createPageSize(repositoriesPerPage)
  for (let after: string | null = null, hasNext = true; hasNext; ) {
    const before = github.now()
    const { data, nodes } = await probePage(github, { owner, after }, size, log)
    const list = data.repositoryOwner?.repositories
    if (!list) {
      throw new ConfigurationError(`GitHub has no account ${owner}, or the token may not see it: is GITHUB_ORG right?`)
    }
    // By the clock before the question: what changes while it is answered counts as later.
    const probedAt = (before ?? github.now() ?? new Date(0)).toISOString()
    const repositories = nodes.flatMap((node) => probedRepository(node, probedAt) ?? [])
    yield { repositories, total: list.totalCount }
    after = list.pageInfo.endCursor
    hasNext = list.pageInfo.hasNextPage
  }
}

/** Lists that the token may not see are left out; the rest is good. */
async function probePage(
  github: Github,
  variables: { owner: string; after: string | null },
  size: PageSize,
  log: RunLog,
) {
  const answer = await queryVisible<ProbeAnswer, ProbedRepository>(
    github,
    {
      query: probeQuery,
      optional: probedLists,
      nodesOf: ({ repositoryOwner }) => (repositoryOwner ? repositoryOwner.repositories.nodes : undefined),
      keyOf: ({ id }) => id,
    },
    (first) => ({ ...variables, first }),
    size,
  )
  const { errors } = answer
  if (errors.length > 0) {
    log.warn(`The token may not see everything of ${variables.owner}: ${errors[0]?.message}`, {
      details: { errors: errors.length, paths: errors.slice(0, 20).map(({ path }) => path?.join('.') ?? '') },
    })
  }
  return answer
}
