import type { PartitionRecord } from '@data-import/core/provider'
import type { OpenGithub } from '../client/open-github.js'
import { describeUsage } from '../client/usage.js'
import type { GithubContext } from '../database.js'
import { begunRepositories } from './begun-repositories.js'
import { type BegunRepository, createFirstPages, type FirstPages, noFirstPages } from './first-pages.js'
import { isListUnchanged } from './list-unchanged.js'
import type { WalkedRepository } from './repository-walk.js'
import { readResourceState } from './resource-state.js'
import type { ResourceWalk } from './resource-walk.js'
import { type Upstream, upstreamOf } from './upstream.js'
import { walkRepository } from './walk-repository.js'
import { walkedRepositories } from './walked-repositories.js'

/** Repositories that are walked at once: each keeps a page or two in memory. */
const concurrency = 8

/** Walks the repositories of this pass, but for those of which the probe says that nothing has changed. */
export async function eachRepository<Position, Own>(
  context: GithubContext,
  open: OpenGithub,
  resource: ResourceWalk<Position, Own>,
): Promise<void> {
  const { github, settings } = await open(context)
  const repositories = await walkedRepositories(context)
  const upstream = await upstreamOf(context, resource.after ?? [])
  try {
    let firstPages = noFirstPages
    let begun: readonly BegunRepository[] = []
    if (!context.isBackfill && settings.credentials.kind !== 'anonymous') {
      const records = await context.partitionsOf(resource.resource)
      const left = records.flatMap(
        ({ key, state }) => (repositories.has(key) && readResourceState<Own>(state)?.own) || [],
      )
      await resource.prepare?.(github, left)
      begun = begunRepositories({ repositories, records, resource, upstream, since: settings.since }, (record) =>
        isUnchanged(resource, record, repositories.get(record.key), upstream),
      )
      if (resource.firstPages) firstPages = await createFirstPages(github, resource.firstPages, begun, context.log)
    }
    resource.beforeWalks?.({ context, github, settings, begun })
    const scope = { context, github, settings, resource, upstream, firstPages }
    await context.partitions(
      partitionsOf(repositories, firstPages),
      (partition) => walkRepository(scope, repositories.get(partition.key), partition),
      { concurrency, isUnchanged: (record) => isUnchanged(resource, record, repositories.get(record.key), upstream) },
    )
  } finally {
    context.log.info(`Asked GitHub for ${resource.resource}: ${describeUsage(github.usage)}.`)
  }
}

/** Those whose lists are asked for alone come first, for they may be long; the others in the order of their queries. */
function partitionsOf(repositories: ReadonlyMap<string, WalkedRepository>, { keys }: FirstPages) {
  const together = new Set(keys)
  const alone = [...repositories.keys()].filter((key) => !together.has(key))
  return [...alone, ...keys].map((key) => ({ key, name: repositories.get(key)?.fullName ?? key }))
}

function isUnchanged<Position, Own>(
  resource: ResourceWalk<Position, Own>,
  record: PartitionRecord,
  repository: WalkedRepository | undefined,
  upstream: Upstream,
): boolean {
  const state = readResourceState<Own>(record.state)
  if (!repository || !state) return false
  if (repository.nothing?.[resource.resource] !== undefined) return false
  if (repository.unavailable[resource.resource] !== undefined) return false
  const known = { repository, own: state.own, upstreamState: upstream.stateOf(record.key) }
  const isUnfinished = state.own !== null && resource.hasUnfinished?.(state.own) === true
  const isReady = (resource.after ?? []).every((name) => upstream.recordOf(name, record.key)?.isCurrent)
  return isReady && !isUnfinished && isListUnchanged(resource.markOf(known), state, repository)
}
