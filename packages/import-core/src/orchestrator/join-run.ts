import { createRunContext } from '../context/create-run-context.js'
import { createContextShare } from '../context/share.js'
import type { RunRequest } from '../contract/executor.js'
import type { DatabaseClient } from '../database/client.js'
import { messageOf } from '../errors/message-of.js'
import type { GraphNode } from './build-graph.js'
import { configurationError } from './configuration-error.js'
import type { RunnerScope } from './pass-scope.js'
import { createRunStop } from './run-stop.js'
import { settleWithin } from './settle-within.js'
import { abortGraceMs } from './time-limits.js'
import { identityOf } from './unstarted-run.js'

/**
 * Helps with a run that another worker has: walks partitions that nobody else walks, until none is left. It neither begins nor ends
 * the run, and what of it fails is for the other worker to judge. Never throws.
 */
export async function joinRun<Db extends DatabaseClient>(
  pass: RunnerScope<Db>,
  node: GraphNode<Db>,
  request: RunRequest,
): Promise<void> {
  // What a host has around its runs needs their outcome, and scripts may need what is around them: a helper has no outcome to show.
  if (pass.aroundRun) return
  if (pass.unsettled.has(node.id)) return
  const identity = identityOf(request)
  const { db, schema, lease } = pass
  const { startDate, endDate, isOnlyRung, minimumLookMs } = request
  const { current, keeper, redactor } = pass.configurationOf(node.dataSource)
  const stop = createRunStop(pass.stop, identity.resource, node.script.timeoutMs ?? pass.scriptTimeoutMs)
  try {
    const unusable = await configurationError(node.dataSource.name, current(), pass)
    if (unusable) throw unusable
    const share = await createContextShare({ db, schema, identity, lease, isLeader: false })
    const run = createRunContext({
      ...{ pass, identity, script: node.script, window: { startDate, endDate }, share },
      ...{ rings: { isOnlyRung, minimumLookMs }, settings: current().settings, keeper, redactor, stop },
    })
    try {
      const work = (async () => {
        pass.stop.throwIfStopped()
        await node.script.run(run.context)
      })()
      const helped = Promise.race([work, share.nothingLeft])
      await settleWithin(helped, stop.signal, abortGraceMs).finally(() => keepWhile(pass.unsettled, node.id, helped))
    } finally {
      run.end()
      await run.log.flush()
    }
  } catch (error) {
    // The worker that has the run meets the same, or walks what this one has left.
    if (pass.stop.isStopped() || stop.signal.aborted) return
    const message = `${identity.resource} of ${identity.dataSource}: another worker could not help: ${messageOf(redactor.error(error))}`
    pass.emit({ type: 'warned', at: pass.clock.now(), message })
  } finally {
    stop.dispose()
  }
}

/** A script that ignores its signal still uses the host's client: until it ends, this worker runs no other for the same. */
function keepWhile(unsettled: Set<string>, id: string, work: Promise<void>): void {
  unsettled.add(id)
  const forget = () => void unsettled.delete(id)
  work.then(forget, forget)
}
