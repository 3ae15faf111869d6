import type { RawClient } from '../database/client.js'
import { databaseMessage, isRefusal } from '../errors/sql-state.js'
import type { DescribedTable } from './describe-table.js'
import { findSwallowed } from './find-swallowed.js'
import { type BadRecord, type EncodedRow, parametersOf, type RowGroup } from './group-rows.js'
import { updateStatement, upsertStatement, type WriteAnswer } from './write-statements.js'

export interface WriteTarget {
  transaction: RawClient
  schema: string
  dataSourceId: string
  described: DescribedTable
}

/** Rows written by one statement or several. */
export interface Written {
  inserted: number
  updated: number
}

/**
 * Writes a group in one statement.
 *
 * @param onBad told of rows that the database took without an error and didn't store
 */
export async function writeGroup(
  { transaction, schema, dataSourceId, described }: WriteTarget,
  group: RowGroup,
  onBad: (bad: BadRecord) => void,
  rows = group.rows,
): Promise<Written> {
  const { table, mode, fields } = group
  // An id alone has nothing to change.
  if (mode === 'update' && fields.length === 1) return { inserted: 0, updated: 0 }
  const shape = { schema, table, fields, ...described }
  const parameters = rows === group.rows ? group.parameters : parametersOf(dataSourceId, fields, rows)
  const [answer] = await transaction.$queryRawUnsafe<WriteAnswer[]>(
    mode === 'upsert' ? upsertStatement(shape) : updateStatement(shape),
    ...parameters,
  )
  if (answer && answer.missed !== null) {
    // Made by the statement itself.
    const missed = new Set(JSON.parse(answer.missed) as string[])
    const ofMissed = parametersOf(
      dataSourceId,
      fields,
      rows.filter(({ externalId }) => missed.has(externalId)),
    )
    const ask = <Row>(statement: string) => transaction.$queryRawUnsafe<Row[]>(statement, ...ofMissed)
    for (const bad of await findSwallowed({ transaction, shape, mode, ask })) onBad(bad)
  }
  return { inserted: Number(answer?.inserted ?? 0), updated: Number(answer?.updated ?? 0) }
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
      const swallowed: BadRecord[] = []
      const written = await writeGroup(target, group, (bad) => swallowed.push(bad), rows)
      await target.transaction.$executeRawUnsafe('RELEASE SAVEPOINT data_import_rows')
      swallowed.forEach(onBad)
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
