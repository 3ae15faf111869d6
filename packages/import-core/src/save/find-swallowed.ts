import type { RawClient } from '../database/client.js'
import { isRefusal } from '../errors/sql-state.js'
import type { BadRecord, RowGroup } from './group-rows.js'
import { type MissedRow, missedStatement, probeStatement, type WriteShape } from './write-statements.js'

interface MissedRows {
  transaction: RawClient
  shape: WriteShape
  mode: RowGroup['mode']
  /** Asks a statement of {@link WriteShape} about the rows that were missed. */
  ask<Row>(statement: string): PromiseLike<Row[]>
}

/** Which of the rows that a write missed are not stored, or not as they were given, although the database reported no error. */
export async function findSwallowed({ transaction, shape, mode, ask }: MissedRows): Promise<BadRecord[]> {
  const table = shape.table.name
  const missed = await ask<MissedRow>(missedStatement(shape))
  // Ids of `changesOf` that aren't there are none of ours.
  const absent = mode === 'upsert' ? missed.filter(({ isThere }) => !isThere) : []
  const different = missed.filter(
    ({ isThere, isSuppressing, hasUpdateTrigger }) => isThere && !isSuppressing && hasUpdateTrigger,
  )
  // A trigger on inserts may have made the row what was stored already: then it was no change, which an update shows.
  const isEqualized = mode === 'upsert' && different.length > 0 ? await probe() : () => false

  async function probe(): Promise<(externalId: string) => boolean> {
    await transaction.$executeRawUnsafe('SAVEPOINT data_import_probe')
    try {
      const written = new Set(
        (await ask<{ externalId: string }>(probeStatement(shape))).map(({ externalId }) => externalId),
      )
      return (externalId) => written.has(externalId)
    } catch (error) {
      if (!isRefusal(error)) throw error
      return () => true
    } finally {
      // A connection that broke has rolled back already, and what broke it is thrown.
      await transaction.$executeRawUnsafe('ROLLBACK TO SAVEPOINT data_import_probe').then(undefined, () => undefined)
    }
  }
  const advice = 'A trigger of the table, or of its partition, discards it: look at those that return NULL.'
  return [
    ...absent.map(({ externalId }) => ({
      recordId: externalId,
      reason: `${table}: the database reported no error and stored no row. ${advice}`,
    })),
    ...different.flatMap(({ externalId }) =>
      isEqualized(externalId)
        ? []
        : [
            {
              recordId: externalId,
              reason: `${table}: the database reported no error and left the stored row as it was. ${advice}`,
            },
          ],
    ),
  ]
}
