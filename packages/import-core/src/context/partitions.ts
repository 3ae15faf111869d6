import type { ExecutionContext } from '../contract/execution-context.js'
import { createPartitions, type RunPartitions } from '../partitions/create-partitions.js'
import { createLedger, loadPartitions, toRecord } from '../partitions/ledger.js'
import { credibleUntil } from '../runs/calculate-date-range.js'
import type { WritableRunLog } from '../runs/create-run-log.js'
import { lastCredible } from '../runs/past-runs.js'
import { addressDigest } from './address-digest.js'
import type { RunScope } from './run-scope.js'
import type { ContextSave } from './save.js'

const recording = 'recording partitions'

/** The partitions of a run, and what its script sees of them. */
export interface ContextPartitions extends Omit<RunPartitions, 'partitions'> {
  context: Pick<ExecutionContext, 'partitions' | 'partitionsOf'>
}

/** The part of a run that walks partitions: their rows and positions are committed by its part that writes. */
export function createContextPartitions<Db>(
  { pass, identity, script, window, rings, settings, redactor, stop, time, share, ended }: RunScope<Db>,
  log: WritableRunLog,
  { save, pending, inFencedTransaction }: ContextSave,
): ContextPartitions {
  const { db, schema, clock, emit } = pass
  const { dataSourceId, resource, runId } = identity
  const ledger = createLedger(schema, dataSourceId, resource, runId, pass.fencingToken)
  const { partitions, ...walks } = createPartitions(
    db,
    ledger,
    {
      ...window,
      importWindowDays: script.importWindowDays,
      overlapMinutes: script.overlapMinutes,
      isBackfill: pass.window !== undefined,
      rings,
      rungKeys: () => ledger.rungKeys(db, rings.minimumLookMs),
      now: () => clock.now(),
      addressDigest: addressDigest(settings, pass.addressKeys),
      credibleBefore: (future) => lastCredible(db, schema, dataSourceId, resource, credibleUntil(clock.now(), future)),
      signal: stop.signal,
      share,
      log,
      logOf: log.of,
      isStopped: stop.isStopped,
      throwIfStopped: stop.throwIfStopped,
      zeroTimeAnswers: time.zeros,
      save,
      savesOfWalk: pending.ofWalk,
      record: (change, transaction) =>
        transaction
          ? ledger.record(transaction, change)
          : inFencedTransaction(recording, (own) => ledger.record(own, change)),
      recordUnlisted: (keys) => inFencedTransaction(recording, (own) => ledger.recordUnlisted(own, keys)),
      recordUnchanged: (unchanged) =>
        inFencedTransaction(recording, (own) => ledger.recordUnchanged(own, unchanged, window.endDate)),
      redact: redactor.text,
      holdsSecret: redactor.holdsSecret,
      redactError: redactor.error,
    },
    {
      onStart: (partition) => emit({ type: 'partition-started', at: clock.now(), ...partition, ...identity }),
      onFinish: ({ key, name, status, reason }) => {
        const why = reason ? { reason } : {}
        emit({ type: 'partition-finished', at: clock.now(), key, name, status, ...why, ...identity })
      },
    },
  )
  return {
    ...walks,
    context: {
      async partitions(...given) {
        ended.throwIfAborted()
        return partitions(...given)
      },
      async partitionsOf(other) {
        const records = await loadPartitions(db, schema, dataSourceId, other)
        return records.map((record) => toRecord(record, window.endDate))
      },
    },
  }
}
