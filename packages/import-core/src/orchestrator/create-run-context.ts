import { setImmediate } from 'node:timers/promises'
import type { ExecutionContext, SaveResult } from '../contract/execution-context.js'
import { rowsOf, type TableDefinition } from '../contract/tables/table-definition.js'
import type { DatabaseClient, RawClient } from '../database/client.js'
import { inTransaction } from '../database/transaction.js'
import { databaseError } from '../errors/database-error.js'
import { messageOf } from '../errors/message-of.js'
import { lockFence } from '../locks/fence.js'
import { createPartitions } from '../partitions/create-partitions.js'
import { createLedger, loadPartitions, toRecord } from '../partitions/ledger.js'
import type { PartitionOutcome } from '../partitions/walk-partition.js'
import { credibleUntil } from '../runs/calculate-date-range.js'
import { createRunLog, type WritableRunLog } from '../runs/create-run-log.js'
import { wrongTimeMessage } from '../runs/look-through-client.js'
import { createRepairNotes } from '../save/create-repair-notes.js'
import { createSaver } from '../save/create-saver.js'
import { createPendingSaves } from '../save/pending-saves.js'
import type { Redactor } from '../secrets/create-redactor.js'
import { copyWrite } from '../tables/copy-writes.js'
import { countRows, readRows } from '../tables/read-rows.js'
import { rowId } from '../tables/row-id.js'
import { addressDigest } from './address-digest.js'
import type { GraphNode } from './build-graph.js'
import { lastCredible } from './data-source.js'
import type { RunIdentity } from './events.js'
import type { PassScope } from './pass-scope.js'
import type { RunStop } from './run-stop.js'

/** A run in progress: the script's context and what core learns from its use. */
export interface RunInProgress<Db> {
  context: ExecutionContext<Db>
  log: WritableRunLog
  saved: Readonly<SaveResult>
  outcomes: ReadonlyMap<string, PartitionOutcome>
  isSaveUsed(): boolean
  /** Waits for rows and partitions that the script didn't await. @throws what they threw. */
  workEnded(): Promise<void>
  /** From now on the script can save nothing any more, and the log has what is said once a run. */
  end(): void
}

export function createRunContext<Db extends DatabaseClient>(
  pass: PassScope<Db>,
  { dataSource, script }: GraphNode<Db>,
  identity: RunIdentity,
  redactor: Redactor,
  window: { startDate: Date; endDate: Date },
  stop: RunStop,
): RunInProgress<Db> {
  const { db, schema, clock, lease } = pass
  const saved: SaveResult = { inserted: 0, updated: 0, unchanged: 0, failed: 0 }
  const ended = new AbortController()
  let isSaveUsed = false
  const at = () => clock.now()

  const log = createRunLog({
    db,
    schema,
    runId: identity.runId,
    fencingToken: lease.fencingToken,
    redactor,
    now: at,
    onEntry: (level, message, recordId) =>
      pass.emit({
        type: 'logged',
        at: at(),
        level,
        message,
        ...(recordId === undefined ? {} : { recordId }),
        ...identity,
      }),
  })
  const repairs = createRepairNotes(log)
  const tellOfBreak = (error: unknown) =>
    log.warn(
      `The connection to the database broke before rows were committed, so they are written again: ${messageOf(redactor.error(error))}`,
    )
  const saveRows = createSaver({
    db,
    schema,
    dataSourceId: dataSource.id,
    describeTable: pass.describeTable,
    onBadRecord: ({ recordId, reason }) => log.error(`A record was left out: ${reason}`, recordId ? { recordId } : {}),
    onRepaired: repairs.add,
    onAgain: tellOfBreak,
  })
  const fence = (transaction: RawClient) => lockFence(transaction, schema, lease.fencingToken, pass.canNoticeDeadClient)
  const inFencedTransaction = async (work: (transaction: RawClient) => Promise<void>) => {
    try {
      await inTransaction(
        db,
        async (transaction) => {
          await fence(transaction)
          await work(transaction)
        },
        tellOfBreak,
      )
    } catch (error) {
      throw databaseError(error, 'recording partitions')
    }
  }
  const save: typeof saveRows = async (writes, around) => {
    ended.signal.throwIfAborted()
    stop.signal.throwIfAborted()
    isSaveUsed = true
    const result = await saveRows(writes, { before: fence, ...around })
    for (const name of Object.keys(saved) as (keyof SaveResult)[]) saved[name] += result[name]
    return result
  }
  const saveAndTell = async (
    writes: Parameters<typeof save>[0],
    around?: Parameters<typeof save>[1],
    partition?: string,
  ) => {
    const result = await save(writes, around)
    pass.emit({
      type: 'rows-saved',
      at: at(),
      saved: result,
      ...(partition === undefined ? {} : { partition }),
      ...identity,
    })
    return result
  }

  const saves = createPendingSaves(log)
  const configuration = pass.configurationOf(dataSource)
  const ledger = createLedger(schema, dataSource.id, script.resource, identity.runId, lease.fencingToken)
  const walks = createPartitions(
    db,
    ledger,
    {
      ...window,
      importWindowDays: script.importWindowDays,
      overlapMinutes: script.overlapMinutes,
      isBackfill: pass.window !== undefined,
      addressDigest: addressDigest(configuration.settings, pass.addressKeys),
      credibleBefore: (future) => lastCredible(db, schema, dataSource.id, script.resource, credibleUntil(at(), future)),
      signal: stop.signal,
      log,
      isStopped: stop.isStopped,
      throwIfStopped: stop.throwIfStopped,
      save: saveAndTell,
      savesOfWalk: saves.ofWalk,
      async record(change, transaction) {
        if (transaction) return ledger.record(transaction, change)
        ended.signal.throwIfAborted()
        await inFencedTransaction((own) => ledger.record(own, change))
      },
      async recordUnlisted(keys) {
        ended.signal.throwIfAborted()
        await inFencedTransaction((own) => ledger.recordUnlisted(own, keys))
      },
      async recordUnchanged(partitions) {
        ended.signal.throwIfAborted()
        await inFencedTransaction((own) => ledger.recordUnchanged(own, partitions, window.endDate))
      },
      redact: redactor.text,
      holdsSecret: redactor.holdsSecret,
      redactError: redactor.error,
    },
    {
      onStart: (partition) => pass.emit({ type: 'partition-started', at: at(), ...partition, ...identity }),
      onFinish: ({ key, name, status, reason }) =>
        pass.emit({
          type: 'partition-finished',
          at: at(),
          key,
          name,
          status,
          ...(reason ? { reason } : {}),
          ...identity,
        }),
    },
  )

  const rowsScope = async (table: TableDefinition) => {
    const { types } = await pass.describeTable(db, table)
    return { db, schema, dataSourceId: dataSource.id, types }
  }
  let isTold = pass.isTimeRight
  const tellOfWrongTime = () => {
    if (!isTold) log.warn(wrongTimeMessage)
    isTold = true
  }
  const context: ExecutionContext<Db> = {
    dataSourceId: dataSource.id,
    dataSourceName: dataSource.provider,
    env: Object.fromEntries(configuration.settings.map(({ key, value }) => [key, value])),
    get db() {
      tellOfWrongTime()
      return pass.hostDb
    },
    // Its own: what a script does to them must not move the window of anything else.
    startDate: new Date(window.startDate),
    endDate: new Date(window.endDate),
    runId: identity.runId,
    isBackfill: pass.window !== undefined,
    signal: stop.signal,
    log,
    // A copy: the script may change what it gave while it waits for the database.
    save: (table, rows) => saves.add(saveAndTell([copyWrite(rowsOf(table, rows))])),
    stored: async (table, fields, options) => readRows(await rowsScope(table), table, fields, options),
    count: async (table, options) => countRows(await rowsScope(table), table, options?.where),
    idOf: (table, externalId) => rowId(dataSource.id, table, externalId),
    async partitions(...given) {
      ended.signal.throwIfAborted()
      return walks.partitions(...given)
    },
    async partitionsOf(resource) {
      const records = await loadPartitions(db, schema, dataSource.id, resource)
      return records.map((record) => toRecord(record, window.endDate))
    },
    shared: <Value>(name: string, create: () => Value) => sharedValue(pass.shared, [dataSource.provider, name], create),
    timeLeftMs: stop.timeLeftMs,
    ...(pass.isAllowedAddress && { isAllowedAddress: pass.isAllowedAddress }),
  }
  return {
    context,
    log,
    saved,
    outcomes: walks.outcomes,
    async workEnded() {
      while (saves.isOpen() || walks.isOpen()) {
        await saves.ended()
        await walks.ended()
        // What the script has left behind goes on first: it may begin more.
        await setImmediate()
      }
      await walks.recordUnlisted()
    },
    isSaveUsed: () => isSaveUsed,
    end() {
      ended.abort(new Error('The run has ended: nothing can be saved any more.'))
      repairs.tell()
    },
  }
}

function sharedValue<Value>(values: Map<string, unknown>, path: readonly string[], create: () => Value): Value {
  const key = JSON.stringify(path)
  if (!values.has(key)) values.set(key, create())
  // Whoever asks for a name knows what it holds: one provider's own scripts.
  return values.get(key) as Value
}
