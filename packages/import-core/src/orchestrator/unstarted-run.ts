import type { RunIdentity } from '../contract/pass-event.js'
import type { RunOutcome } from '../contract/pass-result.js'
import type { RunStatus } from '../contract/run-status.js'
import type { DatabaseClient } from '../database/client.js'
import type { GraphNode } from './build-graph.js'
import type { Verdict } from './judge-run.js'
import type { PassScope } from './pass-scope.js'

/** Records a run that never began, with the reason. Never throws. */
export async function recordUnstarted<Db extends DatabaseClient>(
  pass: PassScope<Db>,
  node: GraphNode<Db>,
  status: RunStatus,
  errorMessage: string,
  error?: Error,
): Promise<RunOutcome> {
  return recordUnstartedAs(pass, identify(pass, node), { status, errorMessage, ...(error ? { error } : {}) })
}

/** The same, of a run that has its id already. Never throws. */
export async function recordUnstartedAs<Db extends DatabaseClient>(
  pass: Pick<PassScope<Db>, 'store' | 'clock' | 'endDate'>,
  identity: RunIdentity,
  verdict: Verdict,
): Promise<RunOutcome> {
  const at = pass.clock.now()
  const { runId: id, dataSourceId, resource } = identity
  const nothing = { durationMs: 0, recordsImported: 0, recordsFailed: 0, fetchedAtMost: null }
  try {
    await pass.store.begin({
      id,
      dataSourceId,
      resource,
      startDate: pass.endDate,
      endDate: pass.endDate,
      startedAt: at,
    })
    const { status, errorMessage = null } = verdict
    await pass.store.finish({ id, status, completedAt: at, errorMessage, ...nothing })
  } catch {
    // Without the lock or the database there is nothing to record it in; the result says it.
  }
  return unstartedOutcome(identity, verdict)
}

/** A new run of a node. */
export function identify<Db extends DatabaseClient>(
  pass: PassScope<Db>,
  { dataSource, script }: GraphNode<Db>,
): RunIdentity {
  return {
    runId: pass.store.newId(),
    dataSourceId: dataSource.id,
    dataSource: dataSource.name,
    provider: dataSource.provider,
    resource: script.resource,
  }
}

/** Which run a request is about. */
export function identityOf({ runId, dataSourceId, dataSource, provider, resource }: RunIdentity): RunIdentity {
  return { runId, dataSourceId, dataSource, provider, resource }
}

/** The outcome of a run whose script was never called. */
export function unstartedOutcome(identity: RunIdentity, verdict: Verdict): RunOutcome {
  return { ...identityOf(identity), ...verdict, recordsImported: 0, recordsFailed: 0, durationMs: 0 }
}
