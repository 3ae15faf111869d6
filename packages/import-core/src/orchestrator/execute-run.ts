import type { DatabaseClient } from '../contract/database.js'
import { databaseError } from '../errors/database-error.js'
import { LockLostError } from '../errors/import-error.js'
import { createRedactor, type Redactor } from '../secrets/create-redactor.js'
import { dayMs } from '../windows/calculate-date-range.js'
import type { GraphNode } from './build-graph.js'
import { createRunContext } from './create-run-context.js'
import type { RunIdentity } from './events.js'
import { completeUpTo, countPartitions, judgeRun, messageOf, type Verdict } from './judge-run.js'
import type { RunOutcome, RunStatus } from './pass-result.js'
import type { PassScope } from './pass-scope.js'
import { settleWithin } from './settle-within.js'

/** How long an aborted script may take to end before the pass goes on without it. */
const abortGraceMs = 2_000

/** Runs one script for one data source under its lock and records it. Never throws. */
export async function executeRun<Db extends DatabaseClient>(
  pass: PassScope<Db>,
  node: GraphNode<Db>,
  lastFetchedDataAt: Date | null,
): Promise<RunOutcome> {
  const { dataSource, script } = node
  const redactor = createRedactor(dataSource.configs.filter(({ isSecret }) => isSecret).map(({ value }) => value))
  const lock = await pass.lease.acquireResource(dataSource.id, script.resource).catch(() => undefined)
  if (lock === undefined) return recordUnstarted(pass, node, 'CANCELLED', pass.stop.reason() ?? 'the lock was lost')
  if (lock === null) return recordUnstarted(pass, node, 'SKIPPED', 'another process is importing this resource')
  try {
    return await runLocked(pass, node, redactor, lastFetchedDataAt)
  } catch (error) {
    // Only the bookkeeping itself can fail here.
    const safe = redactor.error(databaseError(error, 'recording a run'))
    const status = isLockLost(error, pass) ? 'CANCELLED' : 'FAILED'
    return finishOutcome(identify(pass, node), { status, error: safe, errorMessage: messageOf(safe) })
  } finally {
    await lock.release()
  }
}

function isLockLost<Db extends DatabaseClient>(error: unknown, pass: PassScope<Db>): boolean {
  return error instanceof LockLostError || pass.lease.signal.aborted
}

async function runLocked<Db extends DatabaseClient>(
  pass: PassScope<Db>,
  node: GraphNode<Db>,
  redactor: Redactor,
  lastFetchedDataAt: Date | null,
): Promise<RunOutcome> {
  const identity = identify(pass, node)
  const startedAt = pass.clock.now()
  const endDate = pass.window?.endDate ?? pass.endDate
  const startDate =
    pass.window?.startDate ?? lastFetchedDataAt ?? new Date(endDate.getTime() - node.script.importWindowDays * dayMs)
  await pass.store.begin({
    id: identity.runId,
    dataSourceId: identity.dataSourceId,
    resource: identity.resource,
    startDate,
    endDate,
    startedAt,
  })
  pass.emit({ type: 'run-started', at: startedAt, startDate, endDate, ...identity })

  const run = createRunContext(pass, node, identity, redactor, { startDate, endDate })
  // Wrapped, because a script may throw undefined.
  let failure: { thrown: unknown } | undefined
  try {
    await settleWithin(node.script.run(run.context), pass.stop.signal, abortGraceMs)
  } catch (error) {
    failure = { thrown: error }
  }
  const verdict = judgeRun(pass, redactor, failure, [...run.outcomes.values()])
  run.end()
  if (verdict.status === 'FAILED' && verdict.errorMessage) run.log.error(verdict.errorMessage)
  await run.log.flush()

  const completedAt = pass.clock.now()
  const durationMs = completedAt.getTime() - startedAt.getTime()
  const fetched = verdict.status === 'COMPLETED' && !pass.window ? completeUpTo(run.outcomes.values(), endDate) : null
  await pass.store.finish({
    id: identity.runId,
    status: verdict.status,
    completedAt,
    durationMs,
    recordsImported: run.saved.inserted + run.saved.updated,
    recordsFailed: run.saved.failed,
    errorMessage: verdict.errorMessage ?? null,
    lastFetchedDataAt: fetched,
    fetchedAtMost: fetched,
  })
  const recordsImported =
    run.saved.inserted + run.saved.updated || (run.isSaveUsed() ? 0 : await pass.store.recordsImported(identity.runId))
  return {
    ...identity,
    ...verdict,
    recordsImported,
    recordsFailed: run.saved.failed,
    durationMs,
    ...(run.outcomes.size > 0 ? { partitions: countPartitions(run.outcomes.values()) } : {}),
  }
}

/** Records a run that never began, with the reason. Never throws. */
export async function recordUnstarted<Db extends DatabaseClient>(
  pass: PassScope<Db>,
  node: GraphNode<Db>,
  status: RunStatus,
  errorMessage: string,
): Promise<RunOutcome> {
  const identity = identify(pass, node)
  const at = pass.clock.now()
  const { runId: id, dataSourceId, resource } = identity
  try {
    await pass.store.begin({
      id,
      dataSourceId,
      resource,
      startDate: pass.endDate,
      endDate: pass.endDate,
      startedAt: at,
    })
    await pass.store.finish({
      id,
      status,
      completedAt: at,
      durationMs: 0,
      recordsImported: 0,
      recordsFailed: 0,
      errorMessage,
      lastFetchedDataAt: null,
      fetchedAtMost: null,
    })
  } catch {
    // Without the lock or the database there is nothing to record it in; the result says it.
  }
  return finishOutcome(identity, { status, errorMessage })
}

function identify<Db extends DatabaseClient>(pass: PassScope<Db>, { dataSource, script }: GraphNode<Db>): RunIdentity {
  return {
    runId: pass.store.newId(),
    dataSourceId: dataSource.id,
    dataSource: dataSource.name,
    provider: dataSource.provider,
    resource: script.resource,
  }
}

function finishOutcome(identity: RunIdentity, verdict: Verdict): RunOutcome {
  return { ...identity, ...verdict, recordsImported: 0, recordsFailed: 0, durationMs: 0 }
}
