import type { ImportPartition } from '@/generated/client'
import { db } from '@/lib/db'

/** How a partition stands. */
export type PartitionStatus = 'COMPLETE' | 'INCOMPLETE' | 'FAILED' | 'SKIPPED' | 'UNAVAILABLE'

/** How much of one resource is imported. */
export interface ResourceCompleteness {
  resource: string
  /** Numbers of partitions. */
  counts: Record<PartitionStatus, number>
  /** Instant up to which every partition is complete; null while one never was. */
  completeUpTo: Date | null
}

/** How much of a data source is imported. */
export interface Completeness {
  dataSource: string
  resources: ResourceCompleteness[]
  /** Partitions that are not complete, and why: those that failed most often first. */
  reasons: Reason[]
}

/** Why a partition is not complete: once, for all resources of which this holds. */
export interface Reason {
  partition: string
  status: PartitionStatus
  reason: string
  resources: string[]
}

/** What is complete and what is not, and why, by data source: the ledger of partitions. */
export async function readCompleteness(): Promise<Completeness[]> {
  const [groups, sources, unfinished] = await Promise.all([
    groupPartitions(),
    db.dataSource.findMany({ select: { id: true, name: true }, orderBy: { name: 'asc' } }),
    db.importPartition.findMany({
      // Where nothing is, as in an empty repository, nothing is missing.
      where: { status: { notIn: ['COMPLETE', 'SKIPPED'] } },
      orderBy: [{ failures: 'desc' }, { key: 'asc' }, { scriptName: 'asc' }],
      take: 1_000,
    }),
  ])
  return sources
    .map(({ id, name: dataSource }) => {
      const own = groups.filter(({ dataSourceId }) => dataSourceId === id)
      const resources = [...new Set(own.map(({ scriptName }) => scriptName))]
      return {
        dataSource,
        resources: resources.map((resource) =>
          resourceCompleteness(
            resource,
            own.filter(({ scriptName }) => scriptName === resource),
          ),
        ),
        reasons: groupReasons(unfinished.filter(({ dataSourceId }) => dataSourceId === id)),
      }
    })
    .filter(({ resources }) => resources.length > 0)
}

type Group = Awaited<ReturnType<typeof groupPartitions>>[number]

function groupPartitions() {
  return db.importPartition.groupBy({
    by: ['dataSourceId', 'scriptName', 'status'],
    _count: { _all: true, watermark: true },
    _min: { watermark: true },
    orderBy: [{ dataSourceId: 'asc' }, { scriptName: 'asc' }],
  })
}

function resourceCompleteness(resource: string, groups: readonly Group[]): ResourceCompleteness {
  const count = (status: PartitionStatus) => groups.find((group) => group.status === status)?._count._all ?? 0
  // A skipped partition has nothing to import, so it holds back none of the others.
  const walked = groups.filter(({ status }) => status !== 'SKIPPED')
  const isKnown = walked.length > 0 && walked.every(({ _count }) => _count.watermark === _count._all)
  const watermarks = walked.flatMap(({ _min }) => _min.watermark?.getTime() ?? [])
  return {
    resource,
    counts: {
      COMPLETE: count('COMPLETE'),
      INCOMPLETE: count('INCOMPLETE'),
      FAILED: count('FAILED'),
      SKIPPED: count('SKIPPED'),
      UNAVAILABLE: count('UNAVAILABLE'),
    },
    completeUpTo: isKnown ? new Date(Math.min(...watermarks)) : null,
  }
}

type Unfinished = Pick<ImportPartition, 'key' | 'name' | 'status' | 'reason' | 'scriptName'>

function groupReasons(partitions: readonly Unfinished[]): Reason[] {
  const reasons = new Map<string, Reason>()
  for (const { key, name, status, reason, scriptName } of partitions) {
    const id = JSON.stringify([key, status, reason])
    const known = reasons.get(id)
    if (known) known.resources.push(scriptName)
    else reasons.set(id, { partition: name ?? key, status, reason: reason ?? 'was cut short', resources: [scriptName] })
  }
  return [...reasons.values()]
}
