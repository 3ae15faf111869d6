import type { RunRequest } from '../contract/executor.js'
import type { RunOutcome } from '../contract/pass-result.js'
import type { DatabaseClient } from '../database/client.js'
import { databaseError } from '../errors/database-error.js'
import { LockLostError } from '../errors/import-error.js'
import { windowAfter, windowBefore } from '../runs/calculate-date-range.js'
import { coreVersion } from '../version.js'
import type { GraphNode } from './build-graph.js'
import { credibleInstant } from './credible-instant.js'
import type { PassScope } from './pass-scope.js'
import { identify, recordUnstarted, unstartedOutcome } from './unstarted-run.js'

/** How often a run is tried whose worker was lost. */
const mostAttempts = 2

/** How often a run is handed back by workers that are shut down one after the other. */
const mostHandBacks = 50

/** Gives a run to the executor, once more where its worker was lost or handed it back. Never throws. */
export async function handOutRun<Db extends DatabaseClient>(
  pass: PassScope<Db>,
  node: GraphNode<Db>,
  lastFetchedDataAt: Date | null,
): Promise<RunOutcome> {
  const identity = identify(pass, node)
  try {
    let request = await describeRun(pass, node, identity, lastFetchedDataAt)
    for (let handBacks = 0; ; ) {
      const answer = await pass.executor.execute(request)
      if ('outcome' in answer) return answer.outcome
      if (pass.stop.isStopped()) {
        return unstartedOutcome(request, { status: 'CANCELLED', errorMessage: pass.stop.reason() ?? answer.reason })
      }
      const isLost = answer.again === 'lost'
      if (isLost && request.attempt >= mostAttempts) {
        return unstartedOutcome(request, { status: 'FAILED', errorMessage: `${answer.reason} It was the second time.` })
      }
      if (!isLost && ++handBacks >= mostHandBacks) {
        return recordUnstarted(pass, node, 'FAILED', `${mostHandBacks} workers have handed it back: ${answer.reason}`)
      }
      const { dataSource, resource } = request
      const message = `${resource} of ${dataSource} is tried again: ${answer.reason}`
      pass.emit({ type: 'warned', at: pass.clock.now(), message })
      request = { ...request, runId: pass.store.newId(), attempt: request.attempt + (isLost ? 1 : 0) }
    }
  } catch (error) {
    const { redactor } = pass.configurationOf(node.dataSource)
    const safe = redactor.error(databaseError(error, 'handing out a run'))
    const status = error instanceof LockLostError || pass.lease.signal.aborted ? 'CANCELLED' : 'FAILED'
    return recordUnstarted(pass, node, status, safe.message, safe)
  }
}

async function describeRun<Db extends DatabaseClient>(
  pass: PassScope<Db>,
  node: GraphNode<Db>,
  identity: Pick<RunRequest, 'runId' | 'dataSourceId' | 'dataSource' | 'provider' | 'resource'>,
  lastFetchedDataAt: Date | null,
): Promise<RunRequest> {
  const { script } = node
  const endDate = pass.window?.endDate ?? pass.endDate
  const known = await credibleInstant(pass, node, lastFetchedDataAt)
  const nextStart = known.at
    ? windowAfter(known.at, script.overlapMinutes)
    : windowBefore(endDate, script.importWindowDays)
  const leftMs = pass.stop.timeLeftMs()
  return {
    ...identity,
    passId: pass.passId,
    schema: pass.schema,
    fencingToken: pass.fencingToken,
    attempt: 1,
    startDate: pass.window?.startDate ?? nextStart,
    endDate,
    isBackfill: pass.window !== undefined,
    isOnlyRung: node.isOnlyRung === true,
    minimumLookMs: pass.minimumLookMs,
    isShared: script.distribution === 'partitions',
    scriptTimeoutMs: script.timeoutMs ?? pass.scriptTimeoutMs,
    stopAt: Number.isFinite(leftMs) ? new Date(pass.clock.now().getTime() + leftMs) : null,
    windowWarning: known.warning && !pass.window ? known.warning : null,
    coreVersion,
    providerVersion: pass.providerVersions.get(identity.provider) ?? '',
  }
}
