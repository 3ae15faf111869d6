import { ConfigurationError, type PartitionContext, type WalkEnd } from '@data-import/core/provider'
import type { Github } from '../client/github.js'
import { githubError } from '../client/github-error.js'
import { nothingReasonOf, unavailableReasonOf } from '../client/refusal.js'
import type { GithubContext } from '../database.js'
import type { Settings } from '../settings.js'
import type { Connection } from './changed-pages.js'
import type { FirstPages } from './first-pages.js'
import { json } from './json.js'
import { isListUnchanged } from './list-unchanged.js'
import { asPassing, positionRefusalOf } from './no-longer-there.js'
import { isEmptySince } from './repository-state.js'
import type { RepositoryWalk, WalkedRepository } from './repository-walk.js'
import { beginWalk, readCursor, readResourceState } from './resource-state.js'
import type { ResourceWalk } from './resource-walk.js'
import type { Upstream } from './upstream.js'

/** What all walks of one run share. */
export interface WalkScope<Position, Own> {
  context: GithubContext
  github: Github
  settings: Settings
  resource: ResourceWalk<Position, Own>
  upstream: Upstream
  firstPages: FirstPages
}

/** Walks one repository, once what its rows refer to is complete. An answer that is about it alone ends its walk, and no other. */
export async function walkRepository<Position, Own>(
  scope: WalkScope<Position, Own>,
  repository: WalkedRepository | undefined,
  partition: PartitionContext,
): Promise<WalkEnd> {
  if (!repository) throw new ConfigurationError('The repository was not seen in this pass.')
  const { resource } = scope
  const nothing = repository.nothing?.[resource.resource]
  if (nothing !== undefined) return partition.skip(nothing)
  const unavailable = repository.unavailable[resource.resource]
  if (unavailable !== undefined) return partition.unavailable(unavailable)
  waitForUpstream(scope, partition)
  const isResumed = partition.cursor !== null
  let hasSaved = false
  const checkpoint: PartitionContext['checkpoint'] = (page) => {
    hasSaved = true
    return partition.checkpoint(page)
  }
  try {
    return await resource.walk(beginRepositoryWalk(scope, repository, { ...partition, checkpoint }))
  } catch (error) {
    const hasBegun = isResumed || hasSaved
    const refusal = hasBegun ? positionRefusalOf(error, isResumed && !hasSaved) : undefined
    if (refusal !== undefined) return partition.restart(refusal)
    // Once there was something, an answer that there is nothing is about the rest of it.
    const nothing = nothingReasonOf(error)
    if (nothing !== undefined && !hasBegun) return partition.skip(nothing)
    const reason = nothing ?? unavailableReasonOf(error)
    if (reason !== undefined) return partition.unavailable(hasBegun ? `${reason}, in the middle of its walk` : reason)
    throw githubError(asPassing(error), `${resource.resource} of ${repository.fullName}`)
  }
}

function waitForUpstream<Position, Own>(
  { context, resource, upstream }: WalkScope<Position, Own>,
  partition: PartitionContext,
): void {
  if (context.isBackfill) return
  for (const name of resource.after ?? []) {
    const record = upstream.recordOf(name, partition.key)
    if (record?.isCurrent) continue
    if (record?.status === 'SKIPPED') partition.skip(record.reason ?? `its ${name}s were skipped`)
    if (record?.status === 'UNAVAILABLE') partition.unavailable(record.reason ?? `its ${name}s are not available`)
    partition.postpone(`Its ${name}s are not complete yet.`)
  }
}

function beginRepositoryWalk<Position, Own>(
  { context, github, settings, resource, upstream, firstPages }: WalkScope<Position, Own>,
  repository: WalkedRepository,
  partition: PartitionContext,
): RepositoryWalk<Position, Own> {
  const state = context.isBackfill ? null : readResourceState<Own>(partition.state)
  const upstreamState = upstream.stateOf(partition.key)
  const mark = resource.markOf({ repository, own: state?.own ?? null, upstreamState }) ?? null
  const cursor = readCursor<Position>(partition.cursor)
  const since = context.isBackfill ? null : settings.since
  const head = cursor?.head ?? beginWalk(partition, state, mark, repository, since)
  return {
    context,
    github,
    repository,
    hasGraphql: settings.credentials.kind !== 'anonymous',
    since: head.since === null ? null : new Date(head.since),
    until: context.isBackfill ? partition.endDate : null,
    head,
    position: cursor?.position ?? null,
    state,
    isListUnchanged: state !== null && !cursor && isListUnchanged(mark, state, repository),
    // A backfill has the marks of an earlier pass.
    isEmptySince: (start) => !context.isBackfill && isEmptySince(head.mark, start),
    firstPage: async <Node>() =>
      // Of the query that the resource itself gave for it.
      cursor ? null : ((await firstPages.take(partition.key, head)) as Connection<Node> | null),
    log: partition.log,
    skip: partition.skip,
    restart: partition.restart,
    checkpoint: (rows, position) => partition.checkpoint({ rows, cursor: json({ head, position }) }),
    end: ({ rows, own, mark: ownMark, note } = {}) => ({
      ...(rows && { rows }),
      ...(note !== undefined && { note }),
      state: json({ ...head, ...(ownMark !== undefined && { mark: ownMark }), own: own ?? null }),
    }),
  }
}
