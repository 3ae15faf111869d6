import type { TableDefinition } from '@data-import/core/provider'

/** Rows that a script gave away to be stored. */
export interface WriteRecord {
  resource: string
  table: TableDefinition
  rows: readonly Readonly<Record<string, unknown>>[]
  /** Start of the window that they belong to: the partition's, else the run's. */
  startDate: Date
}

/** What the scripts of one pass did with their contexts. */
export interface PassRecord {
  writes: WriteRecord[]
  /** Tables whose rows were read back. */
  reads: { resource: string; table: TableDefinition }[]
  /** Resources whose partitions were asked for. */
  consulted: { resource: string; of: string }[]
  /** Values that were given to `saveSetting`. */
  savedSecrets: string[]
  /** Keys read from `env`. */
  keys: Set<string>
  /** Saves, checkpoints and ends of walks. */
  steps: number
}

export function createPassRecord(): PassRecord {
  return { writes: [], reads: [], consulted: [], savedSecrets: [], keys: new Set(), steps: 0 }
}

/** How many rows were given, of one table or of all. */
export function rowsGiven({ writes }: Pick<PassRecord, 'writes'>, table?: string): number {
  const counted = writes.filter((write) => table === undefined || write.table.name === table)
  return counted.reduce((sum, { rows }) => sum + rows.length, 0)
}
