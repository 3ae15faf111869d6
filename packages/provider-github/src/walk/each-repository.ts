import {
  ConfigurationError,
  type Json,
  type PartitionContext,
  type PartitionRecord,
  type WalkEnd,
} from '@data-import/core/provider'
import { repositoryTable } from '@data-import/model'
import type { Github } from '../client/github.js'
import { githubError, skipReasonOf } from '../client/github-error.js'
import type { OpenGithub } from '../client/open-github.js'
import { describeUsage } from '../client/usage.js'
import type { GithubContext } from '../database.js'
import type { Settings } from '../settings.js'
import { json } from './json.js'
import { isSettled, type RepositoryState, readRepositoryState } from './repository-state.js'
import type { RepositoryWalk, WalkedRepository } from './repository-walk.js'
import { beginWalk, isFullLookDue, type ResourceState, readCursor, readResourceState } from './resource-state.js'

/** What is known before a walk. */
export interface Known<Own> {
  repository: RepositoryState
  /** What the last completed walk left. */
  own: Own | null
  /** State of the same repository's partition of a resource in `after`. */
  upstreamState(resource: string): Json
}

/** How a resource is walked, repository by repository. */
export interface ResourceWalk<Position, Own> {
  resource: string
  /** The mark of what is walked, equal while nothing changes; undefined where nothing tells, so that each pass looks. */
  markOf(known: Known<Own>): string | null | undefined
  /** Resources of the same repository that must be complete first, because rows refer to theirs. */
  after?: readonly string[]
  /** Called once before the walks, with what their last ones left: for a question about many repositories at once. */
  prepare?(github: Github, left: readonly Own[]): Promise<void>
  /** Whether the last walk left something that has not ended and that no probe sees. */
  hasUnfinished?(own: Own): boolean
  walk(walk: RepositoryWalk<Position, Own>): Promise<WalkEnd>
}

/** Walks the repositories of this pass, but for those of which the probe says that nothing has changed. */
export async function eachRepository<Position, Own>(
  context: GithubContext,
  open: OpenGithub,
  resource: ResourceWalk<Position, Own>,
): Promise<void> {
  const { github, settings } = await open(context)
  const repositories = await repositoriesOf(context)
  const upstream = await upstreamOf(context, resource.after ?? [])
  const partitions = [...repositories.values()].map(({ key, fullName }) => ({ key, name: fullName }))
  try {
    if (resource.prepare && !context.isBackfill) {
      const records = await context.partitionsOf(resource.resource)
      const left = records.flatMap(({ state }) => readResourceState<Own>(state)?.own ?? [])
      await resource.prepare(github, left)
    }
    await context.partitions(
      partitions,
      (partition) => walkOne(context, github, settings, resource, repositories.get(partition.key), upstream, partition),
      { isUnchanged: (record) => isUnchanged(resource, record, repositories.get(record.key), upstream) },
    )
  } finally {
    context.log.info(`Asked GitHub for ${resource.resource}: ${describeUsage(github.usage)}.`)
  }
}

async function walkOne<Position, Own>(
  context: GithubContext,
  github: Github,
  settings: Settings,
  resource: ResourceWalk<Position, Own>,
  repository: WalkedRepository | undefined,
  upstream: ReadonlyMap<string, PartitionRecord>,
  partition: PartitionContext,
): Promise<WalkEnd> {
  if (!repository) throw new ConfigurationError('The repository was not seen in this pass.')
  const unavailable = repository.unavailable[resource.resource]
  if (unavailable !== undefined) return partition.skip(unavailable)
  for (const name of resource.after ?? []) {
    const record = upstream.get(`${name} ${partition.key}`)
    if (context.isBackfill || record?.isCurrent) continue
    if (record?.status === 'SKIPPED') return partition.skip(record.reason ?? `its ${name}s were skipped`)
    return partition.postpone(`Its ${name}s are not complete yet.`)
  }
  const state = context.isBackfill ? null : readResourceState<Own>(partition.state)
  const mark = resource.markOf(known(repository, state, upstream)) ?? null
  const cursor = readCursor<Position>(partition.cursor)
  const since = context.isBackfill ? null : settings.since
  const head = cursor?.head ?? beginWalk(partition, state, mark, repository, since)
  try {
    return await resource.walk({
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
      log: partition.log,
      skip: partition.skip,
      checkpoint: (rows, position) => partition.checkpoint({ rows, cursor: json({ head, position }) }),
      end: ({ rows, own, mark: ownMark, note } = {}) => ({
        ...(rows && { rows }),
        ...(note !== undefined && { note }),
        state: json({ ...head, ...(ownMark !== undefined && { mark: ownMark }), own: own ?? null }),
      }),
    })
  } catch (error) {
    const reason = skipReasonOf(error)
    if (reason !== undefined) return partition.skip(reason)
    throw githubError(error, `${resource.resource} of ${repository.fullName}`)
  }
}

/** Repositories that this pass has seen. A backfill writes no ledger, so it takes those of the last pass. */
async function repositoriesOf(context: GithubContext): Promise<ReadonlyMap<string, WalkedRepository>> {
  const records = await context.partitionsOf('repository')
  const seen = records.flatMap((record) => {
    const state = readRepositoryState(record.state)
    if (!state || record.status !== 'COMPLETE' || !(record.isCurrent || context.isBackfill)) return []
    const { key } = record
    return [{ ...state, key, id: context.idOf(repositoryTable, key), path: `/repositories/${key}` }]
  })
  if (context.isBackfill && seen.length === 0) {
    throw new ConfigurationError('No repository is known yet: import once without a window, then backfill.')
  }
  return new Map(seen.map((repository) => [repository.key, repository]))
}

async function upstreamOf(context: GithubContext, names: readonly string[]): Promise<Map<string, PartitionRecord>> {
  const records = new Map<string, PartitionRecord>()
  for (const name of names) {
    for (const record of await context.partitionsOf(name)) records.set(`${name} ${record.key}`, record)
  }
  return records
}

function isUnchanged<Position, Own>(
  resource: ResourceWalk<Position, Own>,
  record: PartitionRecord,
  repository: WalkedRepository | undefined,
  upstream: ReadonlyMap<string, PartitionRecord>,
): boolean {
  const state = readResourceState<Own>(record.state)
  if (!repository || !state || repository.unavailable[resource.resource] !== undefined) return false
  const mark = resource.markOf(known(repository, state, upstream))
  const isReady = (resource.after ?? []).every((name) => upstream.get(`${name} ${record.key}`)?.isCurrent)
  return isReady && isListUnchanged(mark, state, repository) && !isUnfinished(resource, state)
}

function isListUnchanged<Own>(
  mark: string | null | undefined,
  state: ResourceState<Own>,
  { key, probedAt }: WalkedRepository,
): boolean {
  const isSame = mark !== undefined && mark === state.mark && isSettled(mark, state.probedAt)
  return isSame && !isFullLookDue(key, state, probedAt)
}

function isUnfinished<Position, Own>(resource: ResourceWalk<Position, Own>, state: ResourceState<Own>): boolean {
  return state.own !== null && resource.hasUnfinished?.(state.own) === true
}

function known<Own>(
  repository: WalkedRepository,
  state: ResourceState<Own> | null,
  upstream: ReadonlyMap<string, PartitionRecord>,
): Known<Own> {
  const upstreamState = (name: string) => upstream.get(`${name} ${repository.key}`)?.state ?? null
  return { repository, own: state?.own ?? null, upstreamState }
}
