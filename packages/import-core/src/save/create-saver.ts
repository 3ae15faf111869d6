import { setImmediate } from 'node:timers/promises'
import type { SaveResult } from '../contract/execution-context.js'
import type { WalkProgress } from '../contract/partition.js'
import type { RowWrite } from '../contract/tables/table-definition.js'
import type { RawClient } from '../database/client.js'
import { inTransaction, isTransactional } from '../database/transaction.js'
import { databaseError } from '../errors/database-error.js'
import { isRefusal } from '../errors/sql-state.js'
import { deleteOthers } from './delete-others.js'
import type { DescribeTable } from './describe-table.js'
import { type BadRecord, groupRows, type RepairedRecord } from './group-rows.js'
import { requireWrites } from './require-writes.js'
import { writeGroup, writeGroupAround } from './write-group.js'

export interface SaverOptions {
  db: RawClient
  schema: string
  dataSourceId: string
  describeTable: DescribeTable
  /** Called first: throws where nothing may be saved any more. Default: nothing. */
  begin?(): void
  /** The first statement of each transaction. Default: none. */
  fence?(transaction: RawClient): Promise<void>
  /** Called once the rows are committed. */
  onSaved?(saved: SaveResult, of: Pick<SaveOptions, 'partition' | 'progress'>): void
  /** Called when a transaction is run again, because its connection broke. */
  onAgain?(error: unknown): void
  /** Called for each record that was left out, after its transaction has ended. */
  onBadRecord(bad: BadRecord): void
  /** Called with the records in which text was replaced that Postgres can't hold. */
  onRepaired(table: string, records: readonly RepairedRecord[]): void
}

/** What belongs to the rows of one transaction. */
export interface SaveOptions {
  /** Key of the partition that the rows belong to. */
  partition?: string
  /** How far its walk is with them. */
  progress?: WalkProgress
  /** Statements in the same transaction, after the rows: the cursor. */
  after?(transaction: RawClient, saved: SaveResult): Promise<void>
}

/** Saves rows of one or several tables in one transaction. */
export type SaveRows = (writes: readonly RowWrite[], options?: SaveOptions) => Promise<SaveResult>

/** The saver of one run: every row that a script or a walk saves goes through the one function that it returns. */
export function createSaver(options: SaverOptions): SaveRows {
  const { db, schema, dataSourceId, describeTable } = options

  async function writeAll(writes: readonly RowWrite[], after: SaveOptions['after'], isCareful: boolean) {
    const saved: SaveResult = { inserted: 0, updated: 0, unchanged: 0, deleted: 0, failed: 0 }
    const bad: BadRecord[] = []
    const repaired = new Map<string, RepairedRecord[]>()
    await inTransaction(
      db,
      async (transaction) => {
        // A transaction that is run again counts again.
        Object.assign(saved, { inserted: 0, updated: 0, unchanged: 0, deleted: 0, failed: 0 })
        bad.length = 0
        repaired.clear()
        await options.fence?.(transaction)
        for (const write of writes) {
          const repairs: RepairedRecord[] = []
          const groups = groupRows(dataSourceId, write, {
            onBad: (record) => bad.push(record),
            onRepaired: (record) => repairs.push(record),
          })
          const target = { transaction, schema, dataSourceId, described: await describeTable(db, write.table) }
          await eachAhead(groups, async (group) => {
            const refused: BadRecord[] = []
            const onBad = (record: BadRecord) => void refused.push(record)
            const { inserted, updated } = isCareful
              ? await writeGroupAround(target, group, onBad)
              : await writeGroup(target, group, onBad)
            bad.push(...refused)
            if (write.isAlongside === true) return
            saved.inserted += inserted
            saved.updated += updated
            saved.unchanged += group.rows.length - inserted - updated - refused.length
          })
          saved.deleted += await deleteOthers(target, write)
          if (repairs.length > 0) repaired.set(write.table.name, repairs)
        }
        saved.failed = bad.length
        await after?.(transaction, saved)
      },
      options.onAgain,
    )
    return { saved, bad, repaired }
  }

  return async function save(given, { after, ...of } = {}) {
    options.begin?.()
    requireWrites(given)
    const writes = given.filter(({ rows, replaces }) => rows.length > 0 || replaces !== undefined)
    try {
      // Before the transaction: a look-up on another connection inside it could wait for itself.
      for (const { table } of writes) await describeTable(db, table)
      // Savepoints cost two round trips a group, so they are set only where a record was refused. A host's own
      // transaction can't be run again, so there they are set at once.
      const { saved, bad, repaired } = await writeAll(writes, after, !isTransactional(db)).catch((error: unknown) => {
        if (!isRefusal(error) || !isTransactional(db)) throw error
        return writeAll(writes, after, true)
      })
      for (const record of bad) options.onBadRecord(record)
      for (const [table, records] of repaired) options.onRepaired(table, records)
      options.onSaved?.(saved, of)
      return saved
    } catch (error) {
      throw databaseError(error, 'saving rows')
    }
  }
}

/** Works on one item after the other, and makes the next one while the database works on the last. */
async function eachAhead<Item>(items: Iterable<Item>, work: (item: Item) => Promise<void>): Promise<void> {
  const iterator = items[Symbol.iterator]()
  let next = iterator.next()
  while (!next.done) {
    const working = work(next.value)
    working.catch(() => undefined)
    // The statement must have left this process before the next rows are encoded.
    await setImmediate()
    next = iterator.next()
    await working
  }
}
