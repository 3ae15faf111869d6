import { createRunContext } from '../context/create-run-context.js'
import { type ContextShare, createContextShare } from '../context/share.js'
import type { RunRequest } from '../contract/executor.js'
import type { RunOutcome } from '../contract/pass-result.js'
import type { RunStatus } from '../contract/run-status.js'
import type { DatabaseClient } from '../database/client.js'
import { databaseError } from '../errors/database-error.js'
import { LockLostError, PassStoppedError } from '../errors/import-error.js'
import { messageOf } from '../errors/message-of.js'
import type { ResourceLock } from '../locks/pass-lock.js'
import { recordHeard } from '../rings/record-heard.js'
import type { FinishedRun, RecordCounts } from '../runs/run-store.js'
import type { Redactor } from '../secrets/create-redactor.js'
import { bindSecrets } from './bind-secrets.js'
import type { GraphNode } from './build-graph.js'
import { callAround } from './call-around.js'
import { configurationError } from './configuration-error.js'
import { completeUpTo, countPartitions, judgeRun, type RunEnd } from './judge-run.js'
import type { RunnerScope } from './pass-scope.js'
import { createRunStop } from './run-stop.js'
import { settleWithin } from './settle-within.js'
import { tellEnd, tellMisuse } from './tell.js'
import { abortGraceMs } from './time-limits.js'
import { identityOf, recordUnstartedAs, unstartedOutcome } from './unstarted-run.js'
import { warnOfPlainAddresses, warnOfPlainSecrets } from './warn-of-settings.js'

/** Runs one script for one data source under its lock and records it, inside of what the host has around it. Never throws. */
export function executeRun<Db extends DatabaseClient>(
  pass: RunnerScope<Db>,
  node: GraphNode<Db>,
  request: RunRequest,
): Promise<RunOutcome> {
  const { aroundRun, passId } = pass
  const identity = identityOf(request)
  return callAround(
    aroundRun && ((next) => aroundRun({ ...identity, passId }, next)),
    () => runAndTell(pass, node, request),
    (what, error) => tellMisuse(pass, `aroundRun of ${identity.resource} of ${identity.dataSource} ${what}`, error),
  )
}

async function runAndTell<Db extends DatabaseClient>(
  pass: RunnerScope<Db>,
  node: GraphNode<Db>,
  request: RunRequest,
): Promise<RunOutcome> {
  const outcome = await runUnderItsLock(pass, node, request)
  tellEnd(pass, outcome)
  return outcome
}

async function runUnderItsLock<Db extends DatabaseClient>(
  pass: RunnerScope<Db>,
  node: GraphNode<Db>,
  request: RunRequest,
): Promise<RunOutcome> {
  const { dataSource, script } = node
  const unstarted = (status: RunStatus, errorMessage: string, error?: Error) =>
    recordUnstartedAs(pass, identity, { status, errorMessage, ...(error ? { error } : {}) })
  const identity = identityOf(request)
  if (pass.unsettled.has(node.id)) {
    return unstarted('SKIPPED', 'an earlier run that ignored its cancellation is still continuing')
  }
  let lock: ResourceLock | null
  try {
    lock = await pass.lease.acquireResource(dataSource.id, script.resource)
  } catch (error) {
    if (error instanceof LockLostError || pass.lease.signal.aborted)
      return unstarted('CANCELLED', pass.stop.reason() ?? 'the lock was lost')
    const failure = error instanceof Error ? error : new Error(String(error))
    return unstarted('FAILED', `its lock could not be taken: ${messageOf(failure)}`, failure)
  }
  if (lock === null) return unstarted('SKIPPED', 'another process is importing this resource')
  const { current, redactor } = pass.configurationOf(dataSource)
  const unusable = await configurationError(dataSource.name, current(), pass)
  if (unusable) {
    await lock.release()
    return unstarted('FAILED', messageOf(unusable), unusable)
  }
  let stillRunning: Promise<void> | undefined
  const keepLockFor = (work: Promise<void>) => {
    stillRunning = work
  }
  try {
    return await runLocked(pass, node, request, redactor, keepLockFor)
  } catch (error) {
    // Only the bookkeeping itself can fail here.
    const safe = redactor.error(databaseError(error, 'recording a run'))
    const status = error instanceof LockLostError || pass.lease.signal.aborted ? 'CANCELLED' : 'FAILED'
    return unstartedOutcome(identity, { status, error: safe, errorMessage: messageOf(safe) })
  } finally {
    if (stillRunning && lock.outlivePass) {
      lock.outlivePass()
      stillRunning.then(lock.release, lock.release)
    } else await lock.release()
  }
}

async function runLocked<Db extends DatabaseClient>(
  pass: RunnerScope<Db>,
  node: GraphNode<Db>,
  request: RunRequest,
  redactor: Redactor,
  keepLockFor: (work: Promise<void>) => void,
): Promise<RunOutcome> {
  const { script } = node
  const startedAt = pass.clock.now()
  const identity = identityOf(request)
  const { startDate, endDate, isOnlyRung, minimumLookMs } = request
  const { runId: id, dataSourceId, resource } = identity
  // A look at some partitions covers no window: refused records of the others don't count as read again.
  const coveredUntil = isOnlyRung ? startDate : endDate
  await pass.store.begin({ id, dataSourceId, resource, startDate, endDate: coveredUntil, startedAt })
  const window = { startDate, endDate }
  const rings = { isOnlyRung, minimumLookMs }
  pass.emit({ type: 'run-started', at: pass.clock.now(), ...copyWindow(window), ...identity })

  const stop = createRunStop(pass.stop, resource, script.timeoutMs ?? pass.scriptTimeoutMs)
  const { current, keeper } = pass.configurationOf(node.dataSource)
  const { settings } = current()
  const { db, schema, lease } = pass
  const share =
    pass.mayBeReplaced && request.isShared
      ? await createContextShare({ db, schema, identity, lease, isLeader: true })
      : undefined
  const run = createRunContext({ pass, identity, script, window, rings, settings, keeper, redactor, stop, share })
  warnOfPlainSecrets(pass, node, run.log)
  if (request.windowWarning) run.log.warn(request.windowWarning)
  warnOfPlainAddresses(pass, node, run.log)
  let failure: RunEnd['failure']
  const work = (async () => {
    // It may have been asked to end while this run was being recorded.
    pass.stop.throwIfStopped()
    await script.run(run.context)
    await run.workEnded()
  })()
  pass.unsettled.add(node.id)
  work.then(
    () => pass.unsettled.delete(node.id),
    () => pass.unsettled.delete(node.id),
  )
  try {
    await settleWithin(work, stop.signal, abortGraceMs)
  } catch (error) {
    failure = { thrown: error, isStillRunning: pass.unsettled.has(node.id) }
  }
  stop.dispose()
  // What ignores the end of its time may keep writing through the host's own client.
  const isOutOfTime = stop.timeout() !== undefined || stop.signal.reason instanceof PassStoppedError
  if (failure?.isStillRunning && isOutOfTime) keepLockFor(work)
  const outcomes = [...run.outcomes.values()]
  let verdict = judgeRun({ stop, redactor, failure, outcomes, mayHaveEndedEarly: run.mayHaveEndedEarly() })
  run.end()
  if (verdict.status === 'COMPLETED' || verdict.status === 'PARTIAL') await bindSecrets(pass, node, run.log)
  if (verdict.status === 'FAILED' && verdict.errorMessage) run.log.error(verdict.errorMessage)
  await run.log.flush()
  const unlogged = run.log.discarded()
  if (unlogged && (verdict.status === 'COMPLETED' || verdict.status === 'PARTIAL')) {
    verdict = { status: 'FAILED', errorMessage: unlogged.message, error: unlogged }
  }

  const completedAt = pass.clock.now()
  const durationMs = completedAt.getTime() - startedAt.getTime()
  const isComplete = verdict.status === 'COMPLETED' && !pass.window && !isOnlyRung
  const others = await countOthers(share)
  const written = run.saved.inserted + run.saved.updated + others.imported
  const isSaveUsed = run.isSaveUsed() || others.imported + others.failed > 0
  const counts = await finishSurely(pass, {
    id,
    status: verdict.status,
    completedAt,
    durationMs,
    recordsImported: isSaveUsed ? written : null,
    recordsFailed: isSaveUsed ? run.saved.failed + others.failed : null,
    errorMessage: verdict.errorMessage ?? null,
    fetchedAtMost: isComplete ? completeUpTo(run.outcomes.values(), endDate) : null,
  })
  // What is left of it is forgotten with the pass.
  await share?.forget().catch(() => undefined)
  if (!pass.window && run.heard.told + run.heard.missed > 0) {
    // A count that is missing must not make a run fail.
    await recordHeard(pass.db, pass.schema, dataSourceId, run.heard, pass.fencingToken).catch((error: unknown) =>
      pass.emit({
        type: 'warned',
        at: pass.clock.now(),
        message: uncounted(identity.dataSource, redactor.error(error)),
      }),
    )
  }
  return {
    ...identity,
    ...verdict,
    ...counts,
    durationMs,
    ...(run.outcomes.size > 0 ? { partitions: countPartitions(run.outcomes.values()) } : {}),
  }
}

function uncounted(dataSource: string, error: Error): string {
  return `${dataSource}: whether webhooks tell of changes could not be counted: ${messageOf(error)}`
}

async function countOthers(share: ContextShare | undefined): Promise<{ imported: number; failed: number }> {
  const counts = () => share?.othersCounts()
  // A connection that broke in this moment must not leave the run RUNNING: once more on another one.
  return (await counts()?.catch(counts)) ?? { imported: 0, failed: 0 }
}

/** A connection that broke in this moment must not leave the run RUNNING: once more on another one. */
async function finishSurely<Db extends DatabaseClient>(pass: RunnerScope<Db>, run: FinishedRun): Promise<RecordCounts> {
  try {
    return await pass.store.finish(run)
  } catch (error) {
    if (error instanceof LockLostError) throw error
    return pass.store.finish(run)
  }
}

function copyWindow({ startDate, endDate }: { startDate: Date; endDate: Date }) {
  return { startDate: new Date(startDate), endDate: new Date(endDate) }
}
