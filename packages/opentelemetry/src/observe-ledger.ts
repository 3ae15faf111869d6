import { type LedgerDatabase, type Metric, readMetrics } from '@data-import/ledger'
import { type Attributes, type Meter, metrics, type Observable } from '@opentelemetry/api'
import { instrumentationName } from './names.js'

/** Which tables, and where the gauges go. */
export interface ObserveLedgerOptions {
  /** Postgres schema of the tables. Default: `'data'`. */
  schema?: string
  /** Default: that of the provider that is registered by now. */
  meter?: Meter
}

/** The gauges by the ledger's names for them. */
const gauges: Readonly<Record<string, { name: string; unit: string }>> = {
  data_import_partitions: { name: 'data_import.partitions', unit: '{partition}' },
  data_import_complete: { name: 'data_import.complete', unit: '1' },
  data_import_freshness_seconds: { name: 'data_import.freshness', unit: 's' },
  data_import_failing_seconds: { name: 'data_import.failing', unit: 's' },
  data_import_refused_rows: { name: 'data_import.refused', unit: '{row}' },
}

/**
 * Gauges of the state of the import, read from its tables at each collection: every process that reaches the database can have
 * them, also one that never imports. One is enough: each would report the same.
 *
 * @example
 * ```ts
 * import { observeLedger } from '@data-import/opentelemetry'
 * import { PrismaPg } from '@prisma/adapter-pg'
 * import { PrismaClient } from './generated/client.js'
 *
 * const connectionString = process.env.DATABASE_URL ?? ''
 * const db = new PrismaClient({ adapter: new PrismaPg({ connectionString }) })
 * const stop = observeLedger(db)
 * ```
 *
 * @returns ends it.
 */
export function observeLedger(db: LedgerDatabase, options: ObserveLedgerOptions = {}): () => void {
  const { meter = metrics.getMeter(instrumentationName), schema = 'data' } = options
  const observed = new Map(
    Object.entries(gauges).map(([known, { name, unit }]) => [known, meter.createObservableGauge(name, { unit })]),
  )
  const observables: Observable[] = [...observed.values()]
  const read = async (result: { observe(one: Observable, value: number, attributes: Attributes): void }) => {
    for (const { name, samples } of await readMetrics(db, { schema })) {
      const gauge = observed.get(name)
      if (gauge) for (const { labels, value } of samples) result.observe(gauge, value, attributesOfLabels(labels))
    }
  }
  meter.addBatchObservableCallback(read, observables)
  return () => meter.removeBatchObservableCallback(read, observables)
}

function attributesOfLabels(labels: Metric['samples'][number]['labels']): Attributes {
  return Object.fromEntries(Object.entries(labels).map(([label, value]) => [`data_import.${label}`, value]))
}
