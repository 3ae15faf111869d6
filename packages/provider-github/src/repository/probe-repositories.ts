import type { RunLog } from '@data-import/core/provider'
import { createPageSize, type PageSize } from '@data-import/http'
import type { Github } from '../client/github.js'
import { nextCursor } from '../client/next-cursor.js'
import { queryVisible } from '../client/query-visible.js'
import { type GithubResource, listsOf, type RepositoryList } from '../resource.js'
import type { Settings } from '../settings.js'
import { noAccount } from './no-account.js'
import { type ProbeAnswer, type ProbedRepository, probeQuery } from './probe-query.js'
import { probedRepository } from './probed-repository.js'
import type { ListPage } from './seen-repository.js'

const repositoriesPerPage = 100
const roomForNew = 10

/**
 * Lists an owner's repositories with what tells whether anything in them has changed.
 * @param known how many there were; null where nothing tells. GitHub charges for as many as are asked for, whether there
 * are or not, so a small owner's list is asked for in one small page
 */
export async function* probeRepositories(
  github: Github,
  account: Pick<Settings, 'owner' | 'ownerKind'>,
  resources: readonly GithubResource[],
  known: number | null,
  log: RunLog,
): AsyncGenerator<ListPage> {
  const { owner } = account
  const lists = listsOf(resources)
  let most = Math.min((known ?? repositoriesPerPage) + roomForNew, repositoriesPerPage)
  let size = createPageSize(most)
  for (let after: string | null = null, hasNext = true; hasNext; ) {
    const before = github.now()
    const { data, nodes } = await probePage(github, lists, { owner, after }, size, log)
    const list = data.repositoryOwner?.repositories
    if (!list) {
      throw noAccount(account)
    }
    // By the clock before the question: what changes while it is answered counts as later.
    const probedAt = (before ?? github.now() ?? new Date(0)).toISOString()
    const repositories = nodes.flatMap((node) => probedRepository(node, resources, probedAt) ?? [])
    yield { repositories, total: list.totalCount }
    after = nextCursor(list.pageInfo, after)
    hasNext = after !== null
    if (!hasNext || most === repositoriesPerPage) continue
    // Many have come: the rest in whole pages.
    most = repositoriesPerPage
    size = createPageSize(most)
  }
}

/** Lists that the token may not see are left out; the rest is good. */
async function probePage(
  github: Github,
  lists: readonly RepositoryList[],
  variables: { owner: string; after: string | null },
  size: PageSize,
  log: RunLog,
) {
  const answer = await queryVisible<ProbeAnswer, ProbedRepository>(
    github,
    {
      query: probeQuery(lists),
      optional: lists.map(({ field }) => field),
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
