import type { PartitionRecord } from '@data-import/core/provider'
import type { OpenGithub } from '../client/open-github.js'
import { describeUsage } from '../client/usage.js'
import type { GithubContext } from '../database.js'
import { isListUnchanged } from './list-unchanged.js'
import type { WalkedRepository } from './repository-walk.js'
import { readResourceState } from './resource-state.js'
import type { ResourceWalk } from './resource-walk.js'
import { type Upstream, upstreamOf } from './upstream.js'
import { walkRepository } from './walk-repository.js'
import { walkedRepositories } from './walked-repositories.js'

/** Walks the repositories of this pass, but for those of which the probe says that nothing has changed. */
export async function eachRepository<Position, Own>(
  context: GithubContext,
  open: OpenGithub,
  resource: ResourceWalk<Position, Own>,
): Promise<void> {
  const { github, settings } = await open(context)
  const repositories = await walkedRepositories(context)
  const upstream = await upstreamOf(context, resource.after ?? [])
  const partitions = [...repositories.values()].map(({ key, fullName }) => ({ key, name: fullName }))
  const scope = { context, github, settings, resource, upstream }
  try {
    if (resource.prepare && !context.isBackfill && settings.credentials.kind !== 'anonymous') {
      const records = await context.partitionsOf(resource.resource)
      const left = records.flatMap(
        ({ key, state }) => (repositories.has(key) && readResourceState<Own>(state)?.own) || [],
      )
      await resource.prepare(github, left)
    }
    await context.partitions(
      partitions,
      (partition) => walkRepository(scope, repositories.get(partition.key), partition),
      { isUnchanged: (record) => isUnchanged(resource, record, repositories.get(record.key), upstream) },
    )
  } finally {
    context.log.info(`Asked GitHub for ${resource.resource}: ${describeUsage(github.usage)}.`)
  }
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
