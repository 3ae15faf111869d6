import { ConfigurationError, type RunLog } from '@data-import/core/provider'
import type { Github } from '../client/github.js'
import { graphqlErrorsOf, partialDataOf } from '../client/github-error.js'
import { createPageSize, type PageSize } from '../client/page-size.js'
import { queryPage } from '../client/query-page.js'
import { type ProbeAnswer, probeQuery } from './probe-query.js'
import { probedRepository } from './probed-repository.js'
import type { ListPage } from './seen-repository.js'

const repositoriesPerPage = 100

/** Lists an owner's repositories with what tells whether anything in them has changed. */
export async function* probeRepositories(github: Github, owner: string, log: RunLog): AsyncGenerator<ListPage> {
  const size = createPageSize(repositoriesPerPage)
  for (let after: string | null = null, hasNext = true; hasNext; ) {
    const before = github.now()
    const answer: ProbeAnswer = await probePage(github, { owner, after }, size, log)
    const list = answer.repositoryOwner?.repositories
    if (!list) {
      throw new ConfigurationError(`GitHub has no account ${owner}, or the token may not see it: is GITHUB_ORG right?`)
    }
    // By the clock before the question: what changes while it is answered counts as later.
    const probedAt = (before ?? github.now() ?? new Date(0)).toISOString()
    const repositories = list.nodes.flatMap((node) => (node && probedRepository(node, probedAt)) ?? [])
    yield { repositories, total: list.totalCount }
    after = list.pageInfo.endCursor
    hasNext = list.pageInfo.hasNextPage
  }
}

/** Parts that the token may not see come as nulls with errors beside; the rest is good. */
async function probePage(
  github: Github,
  variables: { owner: string; after: string | null },
  size: PageSize,
  log: RunLog,
): Promise<ProbeAnswer> {
  try {
    return await queryPage<ProbeAnswer>(github, probeQuery, (first) => ({ ...variables, first }), size)
  } catch (error) {
    const partial = partialDataOf<ProbeAnswer>(error)
    if (!partial?.repositoryOwner?.repositories) throw error
    const errors = graphqlErrorsOf(error)
    log.warn(`The token may not see everything of ${variables.owner}: ${errors[0]?.message}`, {
      details: { errors: errors.length, paths: errors.slice(0, 20).map(({ path }) => path?.join('.') ?? '') },
    })
    return partial
  }
}
