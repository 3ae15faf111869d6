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
      await settleWithin(Promise.race([work, share.nothingLeft]), stop.signal, abortGraceMs)
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
