import { setImmediate } from 'node:timers/promises'
import type { ExecutionContext, SaveResult } from '../contract/execution-context.js'
import type { HeardChanges } from '../partitions/heard.js'
import type { PartitionOutcome } from '../partitions/walk-partition.js'
import type { WritableRunLog } from '../runs/create-run-log.js'
import { createContextLog } from './log.js'
import { createContextPartitions } from './partitions.js'
import { createContextRows } from './rows.js'
import type { RunScope } from './run-scope.js'
import { createContextSave } from './save.js'
import { createSurroundings } from './surroundings.js'
import { createTimeAnswers } from './time-answers.js'

/** A run in progress: the script's context and what core learns from its use. */
export interface RunInProgress<Db> {
  context: ExecutionContext<Db>
  log: WritableRunLog
  saved: Readonly<SaveResult>
  outcomes: ReadonlyMap<string, PartitionOutcome>
  heard: Readonly<HeardChanges>
  isSaveUsed(): boolean
  /** Whether the script was answered that no time is left, and has no partitions that say what it has read. */
  mayHaveEndedEarly(): boolean
  /** Waits for rows and partitions that the script didn't await. @throws what they threw. */
  workEnded(): Promise<void>
  /** From now on the script can save nothing any more, and the log has what is said once a run. */
  end(): void
}

/** Makes a run's context from its parts, each of which returns what it adds. */
export function createRunContext<Db>(given: Omit<RunScope<Db>, 'ended' | 'time'>): RunInProgress<Db> {
  const ended = new AbortController()
  const time = createTimeAnswers(given.stop.timeLeftMs)
  const run: RunScope<Db> = { ...given, time, ended: ended.signal }
  const log = createContextLog(run)
  const saves = createContextSave(run, log)
  run.share?.writeWith(saves)
  const walks = createContextPartitions(run, log, saves)
  // Into the surroundings, because their `db` is a getter that a spread would call.
  const context = Object.assign(
    createSurroundings(run, log, saves),
    saves.context,
    createContextRows(run),
    walks.context,
  )
  return {
    context,
    log,
    saved: saves.saved,
    outcomes: walks.outcomes,
    heard: walks.heard,
    isSaveUsed: saves.isUsed,
    mayHaveEndedEarly: () => time.zeros() > 0 && walks.outcomes.size === 0,
    async workEnded() {
      while (saves.pending.isOpen() || walks.isOpen()) {
        await saves.pending.ended()
        await walks.ended()
        // What the script has left behind continues first: it may begin more.
        await setImmediate()
      }
      await walks.recordUnlisted()
    },
    end() {
      ended.abort(new Error('The run has ended: nothing can be saved any more.'))
      saves.reportRepairs()
    },
  }
}
