import type { RawClient } from '../contract/database.js'
import type { SaveResult } from '../contract/execution-context.js'
import { inTransaction, isTransactional } from '../database/transaction.js'
import { databaseError } from '../errors/database-error.js'
import type { RowWrite } from '../tables/table-definition.js'
import type { DescribeTable } from './describe-table.js'
import { type BadRecord, groupRows, type RowGroup } from './group-rows.js'
import { isRefusal, writeGroup, writeGroupAround } from './write-group.js'

export interface SaverOptions {
  db: RawClient
  schema: string
  dataSourceId: string
  describeTable: DescribeTable
  /** Called for each record that was left out, after its transaction has ended. */
  onBadRecord(bad: BadRecord): void
  /** Called with the records in which text was replaced that Postgres can't hold. */
  onRepaired(table: string, recordIds: readonly string[]): void
}

/** Statements to run in the transaction of the rows, before and after them: the fence, the cursor. */
export interface AroundRows {
  before?(transaction: RawClient): Promise<void>
  after?(transaction: RawClient, saved: SaveResult): Promise<void>
}

/** Saves rows of one or several tables in one transaction. */
export type SaveRows = (writes: readonly RowWrite[], around?: AroundRows) => Promise<SaveResult>

/** The saver of one run. */
export function createSaver(options: SaverOptions): SaveRows {
  const { db, schema, dataSourceId } = options

  async function write(groups: readonly RowGroup[], around: AroundRows, given: SaveResult, isCareful: boolean) {
    const bad: BadRecord[] = []
    const saved = { ...given }
    await inTransaction(db, async (transaction) => {
      bad.length = 0
      Object.assign(saved, given)
      await around.before?.(transaction)
      for (const group of groups) {
        const types = await options.describeTable(db, group.table)
        const target = { transaction, schema, dataSourceId, types }
        const refused = bad.length
        const { inserted, updated } = isCareful
          ? await writeGroupAround(target, group, (record) => bad.push(record))
          : await writeGroup(target, group)
        const failed = bad.length - refused
        saved.inserted += inserted
        saved.updated += updated
        saved.failed += failed
        saved.unchanged += group.rows.length - inserted - updated - failed
      }
      await around.after?.(transaction, saved)
    })
    return { saved, bad }
  }

  return async function save(writes, around = {}) {
    const groups: RowGroup[] = []
    const unencodable: BadRecord[] = []
    const given: SaveResult = { inserted: 0, updated: 0, unchanged: 0, failed: 0 }
    for (const write of writes) {
      if (write.rows.length === 0) continue
      // Before the transaction: a look-up on another connection inside it could wait for itself.
      await options.describeTable(db, write.table)
      const grouped = groupRows(dataSourceId, write)
      groups.push(...grouped.groups)
      unencodable.push(...grouped.bad)
      if (grouped.repaired.length > 0) options.onRepaired(write.table.name, grouped.repaired)
    }
    given.failed = unencodable.length
    try {
      // Savepoints cost two round trips a group, so they are set only where a record was refused. A host's own
      // transaction can't be run again, so there they are set at once.
      const { saved, bad } = await write(groups, around, given, !isTransactional(db)).catch((error: unknown) => {
        if (!isRefusal(error) || !isTransactional(db)) throw error
        return write(groups, around, given, true)
      })
      for (const record of [...unencodable, ...bad]) options.onBadRecord(record)
      return saved
    } catch (error) {
      throw databaseError(error, 'saving rows')
    }
  }
}
