import type { RawClient } from '../contract/database.js'
import { databaseMessage, sqlState } from '../errors/sql-state.js'
import type { ColumnTypes } from './describe-table.js'
import { encodeArray } from './encode-value.js'
import type { BadRecord, EncodedRow, RowGroup } from './group-rows.js'
import { updateStatement, upsertStatement } from './write-statements.js'

export interface WriteTarget {
  transaction: RawClient
  schema: string
  dataSourceId: string
  types: ColumnTypes
}

/** Rows written by one statement or several. */
export interface Written {
  inserted: number
  updated: number
}

/** Writes a group in one statement. */
export async function writeGroup(target: WriteTarget, group: RowGroup, rows = group.rows): Promise<Written> {
  // An id alone has nothing to change.
  if (group.mode === 'update' && group.fields.length === 1) return { inserted: 0, updated: 0 }
  const shape = { schema: target.schema, table: group.table, types: target.types, fields: group.fields }
  const [counted] = await target.transaction.$queryRawUnsafe<Written[]>(
    group.mode === 'upsert' ? upsertStatement(shape) : updateStatement(shape),
    target.dataSourceId,
    encodeArray(rows.map((row) => row.id)),
    ...group.fields.map((_, index) => encodeArray(rows.map((row) => row.values[index] ?? null))),
  )
  return { inserted: Number(counted?.inserted ?? 0), updated: Number(counted?.updated ?? 0) }
}

/**
 * Writes a group of which some records are refused: halves it until each bad record stands alone, behind a savepoint,
 * so that the good ones go in.
 */
export async function writeGroupAround(
  target: WriteTarget,
  group: RowGroup,
  onBad: (bad: BadRecord) => void,
): Promise<Written> {
  const attempt = async (rows: readonly EncodedRow[]): Promise<Written> => {
    await target.transaction.$executeRawUnsafe('SAVEPOINT data_import_rows')
    try {
      const written = await writeGroup(target, group, rows)
      await target.transaction.$executeRawUnsafe('RELEASE SAVEPOINT data_import_rows')
      return written
    } catch (error) {
      if (!isRefusal(error)) throw error
      await target.transaction.$executeRawUnsafe('ROLLBACK TO SAVEPOINT data_import_rows')
      await target.transaction.$executeRawUnsafe('RELEASE SAVEPOINT data_import_rows')
      const [only] = rows
      if (only && rows.length === 1) {
        onBad({ recordId: only.externalId, reason: `${group.table.name}: ${databaseMessage(error)}` })
        return { inserted: 0, updated: 0 }
      }
      const middle = Math.ceil(rows.length / 2)
      const first = await attempt(rows.slice(0, middle))
      const second = await attempt(rows.slice(middle))
      return { inserted: first.inserted + second.inserted, updated: first.updated + second.updated }
    }
  }
  return attempt(group.rows)
}

/**
 * True where the fault lies in a record: data exceptions, broken constraints, values beyond a limit of Postgres (54001: JSON nested too
 * deeply), and
 * two external ids that became one when their text was repaired.
 */
export function isRefusal(error: unknown): boolean {
  const state = sqlState(error)
  return state !== undefined && (/^2[23]/.test(state) || /^5400[01]$/.test(state) || state === '21000')
}
