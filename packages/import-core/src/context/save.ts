import type { ExecutionContext, RunLog, SaveResult } from '../contract/execution-context.js'
import { type RowOf, type RowWrite, rowsOf, type TableDefinition } from '../contract/tables/table-definition.js'
import type { RawClient } from '../database/client.js'
import { inTransaction } from '../database/transaction.js'
import { databaseError } from '../errors/database-error.js'
import { messageOf } from '../errors/message-of.js'
import { lockFence, lockRun } from '../locks/fence.js'
import { createRepairNotes } from '../save/create-repair-notes.js'
import { createSaver, type SaveRows } from '../save/create-saver.js'
import { createPendingSaves, type RunSaves } from '../save/pending-saves.js'
import { copyWrite } from '../tables/copy-writes.js'
import type { RunScope } from './run-scope.js'

/** How a run writes: everything behind the fence of its pass. */
export interface ContextSave {
  context: Pick<ExecutionContext, 'save'>
  save: SaveRows
  /** Saves that the script has begun. */
  pending: RunSaves
  /**
   * Runs statements in one transaction.
   * @param what they do, for the message of an error
   * @throws {LockLostError} once a newer pass has begun.
   */
  inFencedTransaction(what: string, work: (transaction: RawClient) => Promise<void>): Promise<void>
  /** Rows saved so far. */
  saved: Readonly<SaveResult>
  isUsed(): boolean
  /** Warns once for each table in which text was replaced that Postgres can't hold. */
  reportRepairs(): void
}

/** The part of a run that writes: what its script saves, and the bookkeeping of its partitions. */
export function createContextSave<Db>(run: RunScope<Db>, log: RunLog): ContextSave {
  const { pass, identity, redactor, stop, ended } = run
  const { db, schema, describeTable, fencingToken, canNoticeDeadClient, clock, emit } = pass
  const saved: SaveResult = { inserted: 0, updated: 0, unchanged: 0, deleted: 0, failed: 0 }
  let isUsed = false
  const repairs = createRepairNotes(log)
  const pending = createPendingSaves(log)
  const fence = async (transaction: RawClient) => {
    await lockFence(transaction, schema, fencingToken, canNoticeDeadClient)
    if (pass.mayBeReplaced) await lockRun(transaction, schema, identity.runId)
    await run.share?.lock(transaction)
  }
  const onAgain = (error: unknown) =>
    log.warn(
      `The connection to the database broke before rows were committed, so they are written again: ${messageOf(redactor.error(error))}`,
    )
  const save = createSaver({
    db,
    schema,
    dataSourceId: identity.dataSourceId,
    describeTable,
    begin() {
      ended.throwIfAborted()
      stop.signal.throwIfAborted()
      isUsed = true
    },
    fence,
    onSaved(result, of) {
      for (const name of Object.keys(saved) as (keyof SaveResult)[]) saved[name] += result[name]
      emit({ type: 'rows-saved', at: clock.now(), saved: result, ...of, ...identity })
    },
    onBadRecord: ({ recordId, reason }) => log.error(`A record was left out: ${reason}`, recordId ? { recordId } : {}),
    onRepaired: repairs.add,
    onAgain,
  })
  return {
    // A copy: the script may change what it gave while it waits for the database.
    context: {
      save: (given: TableDefinition | RowWrite, rows?: readonly RowOf<TableDefinition>[]) =>
        pending.add(save([copyWrite('columns' in given ? rowsOf(given, rows ?? []) : given)])),
    },
    save,
    pending,
    async inFencedTransaction(what, work) {
      ended.throwIfAborted()
      try {
        await inTransaction(
          db,
          async (transaction) => {
            await fence(transaction)
            await work(transaction)
          },
          onAgain,
        )
      } catch (error) {
        throw databaseError(error, what)
      }
    },
    saved,
    isUsed: () => isUsed,
    reportRepairs: repairs.tell,
  }
}
