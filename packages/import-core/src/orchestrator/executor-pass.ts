import type { ExecutorPass } from '../contract/executor.js'
import type { DatabaseClient } from '../database/client.js'
import { ConfigurationError } from '../errors/import-error.js'
import { type GraphNode, nodeId } from './build-graph.js'
import { executeRun } from './execute-run.js'
import type { RunnerScope } from './pass-scope.js'

/** What an executor gets of a pass. */
export function executorPass<Db extends DatabaseClient>(
  pass: RunnerScope<Db>,
  nodes: readonly GraphNode<Db>[],
): ExecutorPass {
  const byId = new Map(nodes.map((node) => [node.id, node]))
  return {
    passId: pass.passId,
    schema: pass.schema,
    fencingToken: pass.fencingToken,
    db: pass.db,
    now: () => pass.clock.now(),
    emit: pass.emit,
    signal: pass.stop.signal,
    drainSignal: pass.stop.drainSignal,
    endRun({ runId: id, dataSourceId, resource, startDate, endDate }, end, which) {
      const at = pass.clock.now()
      const run = { id, dataSourceId, resource, startDate, endDate, startedAt: at, completedAt: at, ...end }
      return pass.store.endOf(run, which)
    },
    async runHere(request) {
      const node = byId.get(nodeId(request.dataSourceId, request.resource))
      if (!node) throw new ConfigurationError('The executor was given a run that is not of its pass.')
      return executeRun(pass, node, request)
    },
  }
}
