import type { LedgerDatabase, LedgerOptions } from './ledger-database.js'
import { type LedgerRow, partitionStatuses } from './ledger-statements.js'
import type { Metric, MetricSample } from './metric.js'
import { type Ledger, readLedger } from './read-ledger.js'

/**
 * Reads how far each resource of each enabled data source is imported, as figures. They come from the tables, so that any replica
 * can answer, and they outlive the process that imported. Paused data sources and resources that were left out have none.
 *
 * @example
 * ```ts
 * import { prometheusText, readMetrics } from '@data-import/ledger'
 * import { PrismaPg } from '@prisma/adapter-pg'
 * import { PrismaClient } from './generated/client.js'
 *
 * const connectionString = process.env.DATABASE_URL ?? ''
 * const db = new PrismaClient({ adapter: new PrismaPg({ connectionString }) })
 * const text = prometheusText(await readMetrics(db))
 * ```
 */
export async function readMetrics(db: LedgerDatabase, options: LedgerOptions = {}): Promise<Metric[]> {
  return metricsOf(await readLedger(db, options))
}

/** The figures of a ledger. */
export function metricsOf({ now, rows, refused }: Ledger): Metric[] {
  const gauge = (name: string, help: string, figureOf: (row: LedgerRow) => number | null): Metric => ({
    name: `data_import_${name}`,
    help,
    type: 'gauge',
    samples: rows.flatMap((row) => {
      const value = row.resource === null ? null : figureOf(row)
      return value === null ? [] : [{ labels: labelsOf(row), value }]
    }),
  })
  const age = (since: number) => Math.max(0, now - since)
  const refusedOf = (row: LedgerRow) =>
    refused.find((one) => one.dataSourceId === row.dataSourceId && one.resource === row.resource)?.records ?? 0
  return [
    {
      name: 'data_import_partitions',
      help: 'Partitions by what became of them; unlisted ones are not complete and no longer named by the source.',
      type: 'gauge',
      samples: rows.flatMap(partitionSamples),
    },
    gauge('complete', 'Whether all of the resource is imported up to its last run (1) or not (0).', (row) =>
      isComplete(row) ? 1 : 0,
    ),
    gauge(
      'freshness_seconds',
      'Seconds since the instant up to which all of the resource is known complete; absent while a part of it never was.',
      ({ completeUpTo }) => (completeUpTo === null ? null : age(completeUpTo)),
    ),
    gauge(
      'failing_seconds',
      'Seconds since the first run that failed after the last one that imported anything; 0 if none did.',
      ({ failedSince }) => (failedSince === null ? 0 : age(failedSince)),
    ),
    gauge(
      'refused_rows',
      'Records that the database refused and that were not read again since: they are missing.',
      refusedOf,
    ),
  ]
}

/** Whether everything of the resource is there, as of its newest run that ended. */
export function isComplete({ lastStatus, partitions }: LedgerRow): boolean {
  const { failed = 0, unavailable = 0, incomplete = 0 } = partitions ?? {}
  return lastStatus === 'COMPLETED' && failed + unavailable + incomplete === 0
}

function partitionSamples(row: LedgerRow): MetricSample[] {
  const { partitions } = row
  if (partitions === null) return []
  return partitionStatuses.map((status) => ({ labels: { ...labelsOf(row), status }, value: partitions[status] }))
}

/** A data source's name is unique within its organisation only. */
function labelsOf({ organizationId, source, provider, resource }: LedgerRow): Record<string, string> {
  return { organization: organizationId, source, provider, resource: resource ?? '' }
}
