import { rowId } from '../tables/row-id.js'
import type { RowWrite, TableDefinition } from '../tables/table-definition.js'
import { encodeValue, type Repairs } from './encode-value.js'

/** Rows of one table that set the same fields, encoded, ready for one statement. */
export interface RowGroup {
  table: TableDefinition
  mode: RowWrite['mode']
  /** `externalId` first. */
  fields: readonly string[]
  rows: readonly EncodedRow[]
}

export interface EncodedRow {
  id: string
  externalId: string
  /** In the order of the group's fields. */
  values: readonly (string | null)[]
}

/** A record that can't be written, and why. */
export interface BadRecord {
  recordId: string | undefined
  reason: string
}

/** Bounds of one statement. */
const maximumRows = 2_000
const maximumCharacters = 8_000_000

/**
 * Encodes rows, folds those with the same identity (the last one counts), and groups them by the fields they set.
 * Groups are sorted by identity, so that two transactions that write the same rows don't deadlock.
 */
export function groupRows(
  dataSourceId: string,
  write: RowWrite,
): { groups: RowGroup[]; bad: BadRecord[]; repaired: string[] } {
  const allFields = ['externalId', ...Object.keys(write.table.columns).filter((field) => field !== 'externalId')]
  const bad: BadRecord[] = []
  const repaired: string[] = []
  const folded = new Map<string, Readonly<Record<string, unknown>>>()
  for (const row of write.rows) {
    const externalId = row?.externalId
    if (typeof externalId !== 'string' || externalId === '') {
      bad.push({ recordId: undefined, reason: `a row for ${write.table.name} has no externalId` })
    } else {
      folded.set(externalId, row)
    }
  }

  const byFields = new Map<string, { fields: string[]; rows: EncodedRow[] }>()
  for (const [externalId, row] of folded) {
    const fields = allFields.filter((field) => row[field] !== undefined || isRequired(write, field))
    const repairs: Repairs = { count: 0 }
    try {
      const values = fields.map((field) => encodeField(write.table, field, row[field], repairs))
      const signature = fields.length === allFields.length ? '' : fields.join()
      const group = byFields.get(signature) ?? { fields, rows: [] }
      byFields.set(signature, group)
      const stored = values[0] ?? externalId
      group.rows.push({ id: rowId(dataSourceId, write.table, stored), externalId: stored, values })
      if (repairs.count > 0) repaired.push(stored)
    } catch (error) {
      bad.push({ recordId: externalId, reason: error instanceof Error ? error.message : String(error) })
    }
  }
  const groups = [...byFields.values()].flatMap(({ fields, rows }) =>
    splitRows(rows).map((part) => ({ table: write.table, mode: write.mode, fields, rows: part })),
  )
  return { groups, bad, repaired }
}

function isRequired(write: RowWrite, field: string): boolean {
  return write.mode === 'upsert' && write.table.columns[field]?.isNullable !== true
}

function encodeField(table: TableDefinition, field: string, value: unknown, repairs: Repairs): string | null {
  const type = table.columns[field]?.type ?? 'text'
  try {
    return encodeValue(type, value, repairs)
  } catch (error) {
    throw new TypeError(`${table.name}.${field}: ${error instanceof Error ? error.message : String(error)}`)
  }
}

function splitRows(rows: EncodedRow[]): EncodedRow[][] {
  rows.sort((a, b) => (a.externalId < b.externalId ? -1 : 1))
  const parts: EncodedRow[][] = []
  let part: EncodedRow[] = []
  let characters = 0
  for (const row of rows) {
    const size = row.values.reduce((sum, value) => sum + (value?.length ?? 0), 0)
    if (part.length > 0 && (part.length >= maximumRows || characters + size > maximumCharacters)) {
      parts.push(part)
      part = []
      characters = 0
    }
    part.push(row)
    characters += size
  }
  if (part.length > 0) parts.push(part)
  return parts
}
