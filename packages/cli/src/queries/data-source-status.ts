import { chooseResources, type RawClient, type ResourceKey, type RingReport, readRings } from '@data-import/core'
import type { ProviderDescription } from '../providers/describe-providers.js'
import { dataSourceRows } from '../rows/data-sources.js'
import { readableDataSource } from '../secrets/read-configurations.js'
import type { SecretKeys } from '../secrets/secret-keys.js'
import { type LatestRun, latestRuns } from './latest-runs.js'
import { type PartitionCounts, partitionCounts } from './partition-counts.js'
import { type RefusedRecords, refusedRecords } from './refused-records.js'
import type { RunSign } from './run-signs.js'
import { sortPartitions } from './sort-partitions.js'
import { storedConfigurations } from './stored-configurations.js'
import { unfinishedPartitions } from './unfinished-partitions.js'

/** How far one resource of a data source is imported. */
export interface ResourceStatus {
  resource: string
  lastRun: (Omit<LatestRun, 'dataSourceId' | 'resource' | 'fetchedUpTo'> & Omit<RunSign, 'runId'>) | null
  /** Up to when it is known complete. */
  watermark: Date | null
  /** Null if the script has no partitions. */
  partitions: Pick<
    PartitionCounts,
    'complete' | 'skipped' | 'unavailable' | 'failed' | 'incomplete' | 'unlisted'
  > | null
  /** Partitions that are FAILED, not accessible, or not finished, and why; the most serious first. */
  notComplete: StatusPartition[]
  /** Partitions in which nothing is there, and why; no action is needed. */
  skipped: StatusPartition[]
  /** Records that the database refused and that were not read again since; null if there are none. */
  refused: Pick<RefusedRecords, 'records' | 'lastRunId' | 'from'> | null
  /** The setting by which the operator left it out: it isn't imported, and its rows age. Null: it is imported. */
  leftOutBy: ResourceKey | null
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
  /** Whether webhooks tell of changes; null where none has ever come. */
  webhooks: Omit<RingReport, 'dataSourceId' | 'dataSource'> | null
  resources: ResourceStatus[]
}

/** A partition that is not COMPLETE. */
export interface StatusPartition {
  key: string
  name: string
  status: string
  reason: string | null
  /** Since when the source no longer lists it; null while it does. */
  unlistedSince: Date | null
}

/** Reads what is complete and what is not, for every data source. */
export async function dataSourceStatus(
  db: RawClient,
  providers: readonly ProviderDescription[],
  secretKeys: SecretKeys | undefined,
  signs: ReadonlyMap<string, RunSign>,
): Promise<DataSourceStatus[]> {
  // One after the other: further connections take longer than all of them.
  const sources = await dataSourceRows(db)
  const configs = await storedConfigurations(db)
  const runs = await latestRuns(db)
  const counts = await partitionCounts(db)
  const refused = await refusedRecords(db)
  const unfinished = await unfinishedPartitions(db)
  const rings = await readRings(db)
  const configsOf = (id: string) => configs.filter(({ dataSourceId }) => dataSourceId === id)
  const enabled = sources
    .filter(({ isEnabled }) => isEnabled)
    .map((source) => ({ ...source, configs: configsOf(source.id) }))
  const choices = chooseResources(enabled, (provider) => providers.find(({ name }) => name === provider)?.resources)
  return sources.map((source) => {
    const { id, name, organizationId, provider, isEnabled, lastSyncAt } = source
    const { plainSecretKeys, problems } = readableDataSource(
      { ...source, configs: configsOf(id) },
      providers,
      secretKeys,
    )
    const registered = providers.find((one) => one.name === provider)
    const ownRuns = runs.filter((run) => run.dataSourceId === id)
    const names = new Set([
      ...(registered?.resources.map(({ resource }) => resource) ?? []),
      ...ownRuns.map(({ resource }) => resource),
    ])
    const resources = [...names].map((resource) => {
      const run = ownRuns.find((one) => one.resource === resource)
      return resourceStatus(
        resource,
        run,
        counts.find((one) => one.dataSourceId === id && one.resource === resource),
        refused.find((one) => one.dataSourceId === id && one.resource === resource),
        unfinished.filter((one) => one.dataSourceId === id && one.resource === resource),
        run && signs.get(run.id),
        choices.get(id)?.leftOut.get(resource) ?? null,
      )
    })
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
      webhooks: reportOf(rings, id),
      resources,
    }
  })
}

function resourceStatus(
  resource: string,
  run: LatestRun | undefined,
  counts: PartitionCounts | undefined,
  refused: RefusedRecords | undefined,
  unfinished: readonly (Omit<StatusPartition, 'name'> & { name: string | null })[],
  sign: RunSign | undefined,
  leftOutBy: ResourceKey | null,
): ResourceStatus {
  const partitions = counts && {
    complete: counts.complete,
    skipped: counts.skipped,
    unavailable: counts.unavailable,
    failed: counts.failed,
    incomplete: counts.incomplete,
    unlisted: counts.unlisted,
  }
  const { notComplete, skipped } = sortPartitions(unfinished.map((one) => ({ ...one, name: one.name ?? one.key })))
  return {
    resource,
    lastRun: run ? lastRunOf(run, sign) : null,
    watermark: counts ? counts.watermark : (run?.fetchedUpTo ?? null),
    partitions: partitions ?? null,
    notComplete: notComplete.map(plainPartition),
    skipped: skipped.map(plainPartition),
    refused: refused ? { records: refused.records, lastRunId: refused.lastRunId, from: refused.from } : null,
    leftOutBy,
    isComplete:
      leftOutBy === null &&
      run?.status === 'COMPLETED' &&
      !partitions?.failed &&
      !partitions?.unavailable &&
      !partitions?.incomplete,
  }
}

function plainPartition({ key, name, status, reason, unlistedSince }: StatusPartition): StatusPartition {
  return { key, name, status, reason, unlistedSince }
}

function lastRunOf(
  { dataSourceId: _source, resource: _resource, fetchedUpTo: _fetched, ...run }: LatestRun,
  sign: RunSign | undefined,
) {
  const { isDead = false, worker = null } = sign ?? {}
  return { ...run, isDead, worker, lastSignAt: sign?.lastSignAt ?? run.completedAt ?? run.startedAt }
}

function reportOf(rings: readonly RingReport[], id: string): DataSourceStatus['webhooks'] {
  const report = rings.find(({ dataSourceId }) => dataSourceId === id)
  if (!report) return null
  const { dataSourceId: _id, dataSource: _name, ...webhooks } = report
  return webhooks
}
