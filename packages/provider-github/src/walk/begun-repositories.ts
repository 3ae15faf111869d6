import type { PartitionRecord } from '@data-import/core/provider'
import type { BegunRepository } from './first-pages.js'
import { isEmptySince } from './repository-state.js'
import type { WalkedRepository } from './repository-walk.js'
import { beginWalk, readResourceState } from './resource-state.js'
import type { ResourceWalk } from './resource-walk.js'
import type { Upstream } from './upstream.js'

/** What is known of all repositories before the walks. */
export interface BeforeWalks<Position, Own> {
  repositories: ReadonlyMap<string, WalkedRepository>
  records: readonly PartitionRecord[]
  resource: ResourceWalk<Position, Own>
  upstream: Upstream
  /** Of the configuration. */
  since: Date | null
}

/** Start of what resources with first pages read at first: everything. */
const always = new Date(0)

/** The repositories whose list this pass reads from its start. One too many only makes a query longer. */
export function begunRepositories<Position, Own>(
  { repositories, records, resource, upstream, since }: BeforeWalks<Position, Own>,
  isUnchanged: (record: PartitionRecord) => boolean,
): BegunRepository[] {
  const recordOf = new Map(records.map((record) => [record.key, record]))
  return [...repositories.values()].flatMap((repository) => {
    const { key } = repository
    const record = recordOf.get(key)
    const { resource: name, after = [] } = resource
    if (repository.unavailable[name] !== undefined || repository.nothing?.[name] !== undefined) return []
    if (!after.every((upper) => upstream.recordOf(upper, key)?.isCurrent)) return []
    if (record?.status === 'COMPLETE' && isUnchanged(record)) return []
    const state = readResourceState<Own>(record?.state ?? null)
    const mark = resource.markOf({ repository, own: state?.own ?? null, upstreamState: upstream.stateOf(key) }) ?? null
    const head = beginWalk({ key, startDate: always }, state, mark, repository, since)
    const isEmpty = isEmptySince(mark, head.since === null ? null : new Date(head.since))
    return isEmpty ? [] : [{ repository, head, isFirst: state === null }]
  })
}
