import type { PrismaClient } from '@data-import/reference-database'
import type { ProviderDescription } from '../providers/describe-providers.js'
import { readableDataSource } from '../secrets/read-configurations.js'
import type { SecretKeys } from '../secrets/secret-keys.js'
import { type LatestRun, latestRuns } from './latest-runs.js'
import { type PartitionCounts, partitionCounts } from './partition-counts.js'
import { type RefusedRecords, refusedRecords } from './refused-records.js'
import { storedConfigurations } from './stored-configurations.js'

/** How far one resource of a data source is imported. */
export interface ResourceStatus {
  resource: string
  lastRun: Omit<LatestRun, 'dataSourceId' | 'resource' | 'fetchedUpTo'> | null
  /** Up to when it is known complete. */
  watermark: Date | null
  /** Null where the script has no partitions. */
  partitions: Pick<
    PartitionCounts,
    'complete' | 'skipped' | 'unavailable' | 'failed' | 'incomplete' | 'unlisted'
  > | null
  /** Partitions that are not COMPLETE, and why. */
  notComplete: { key: string; name: string | null; status: string; reason: string | null; unlistedSince: Date | null }[]
  /** Records that the database refused, and that were not read again since; null where there are none. */
  refused: Pick<RefusedRecords, 'records' | 'lastRunId' | 'from'> | null
  isComplete: boolean
}

/** How far a data source is imported. */
export interface DataSourceStatus {
  id: string
  name: string
  organizationId: string
  provider: string
  isEnabled: boolean
  /** False: no loaded provider has this name, so nothing of it is imported. */
  isRegistered: boolean
  lastSyncAt: Date | null
  /** Keys of secrets that are stored unencrypted; empty for a role that may not read configurations. */
  plainSecrets: readonly string[]
  /** Why settings can't be decrypted. */
  secretProblems: readonly string[]
  resources: ResourceStatus[]
}

/** What is complete and what is not, for every data source. */
export async function dataSourceStatus(
  db: PrismaClient,
  providers: readonly ProviderDescription[],
  secretKeys: SecretKeys | undefined,
): Promise<DataSourceStatus[]> {
  const [sources, configs, runs, counts, refused, notComplete] = await Promise.all([
    db.dataSource.findMany({ orderBy: [{ name: 'asc' }, { organizationId: 'asc' }] }),
    storedConfigurations(db),
    latestRuns(db),
    partitionCounts(db),
    refusedRecords(db),
    db.importPartition.findMany({
      where: { status: { not: 'COMPLETE' } },
      orderBy: [{ status: 'asc' }, { key: 'asc' }],
    }),
  ])
  return sources.map((source) => {
    const { id, name, organizationId, provider, isEnabled, lastSyncAt } = source
    const { plainSecretKeys, problems } = readableDataSource(
      { ...source, configs: configs.filter(({ dataSourceId }) => dataSourceId === id) },
      providers,
      secretKeys,
    )
    const registered = providers.find((one) => one.name === provider)
    const ownRuns = runs.filter((run) => run.dataSourceId === id)
    const names = new Set([
      ...(registered?.resources.map(({ resource }) => resource) ?? []),
      ...ownRuns.map(({ resource }) => resource),
    ])
    const resources = [...names].map((resource) =>
      resourceStatus(
        resource,
        ownRuns.find((run) => run.resource === resource),
        counts.find((one) => one.dataSourceId === id && one.resource === resource),
        refused.find((one) => one.dataSourceId === id && one.resource === resource),
        notComplete.filter((one) => one.dataSourceId === id && one.scriptName === resource),
      ),
    )
    return {
      id,
      name,
      organizationId,
      provider,
      isEnabled,
      isRegistered: registered !== undefined,
      lastSyncAt,
      plainSecrets: plainSecretKeys,
      secretProblems: problems,
      resources,
    }
  })
}

function resourceStatus(
  resource: string,
  run: LatestRun | undefined,
  counts: PartitionCounts | undefined,
  refused: RefusedRecords | undefined,
  notComplete: readonly ResourceStatus['notComplete'][number][],
): ResourceStatus {
  const partitions = counts && {
    complete: counts.complete,
    skipped: counts.skipped,
    unavailable: counts.unavailable,
    failed: counts.failed,
    incomplete: counts.incomplete,
    unlisted: counts.unlisted,
  }
  return {
    resource,
    lastRun: run ? lastRunOf(run) : null,
    watermark: counts ? counts.watermark : (run?.fetchedUpTo ?? null),
    partitions: partitions ?? null,
    notComplete: notComplete.map(({ key, name, status, reason, unlistedSince }) => ({
      key,
      name,
      status,
      reason,
      unlistedSince,
    })),
    refused: refused ? { records: refused.records, lastRunId: refused.lastRunId, from: refused.from } : null,
    isComplete:
      run?.status === 'COMPLETED' && !partitions?.failed && !partitions?.unavailable && !partitions?.incomplete,
  }
}

function lastRunOf({ dataSourceId: _source, resource: _resource, fetchedUpTo: _fetched, ...run }: LatestRun) {
  return run
}
