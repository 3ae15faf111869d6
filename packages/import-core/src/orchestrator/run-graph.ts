import { PGraph } from 'p-graph'
import type { RunOutcome } from '../contract/pass-result.js'
import type { DatabaseClient } from '../database/client.js'
import { loadPastRuns } from '../runs/past-runs.js'
import type { GraphNode } from './build-graph.js'
import { handOutRun } from './hand-out-run.js'
import type { PassScope } from './pass-scope.js'
import { recordUnstarted } from './unstarted-run.js'

/** Runs the nodes in dependency order, the longest path first. A failed node stops only its descendants. */
export async function runGraph<Db extends DatabaseClient>(
  pass: PassScope<Db>,
  nodes: readonly GraphNode<Db>[],
  concurrency: number,
): Promise<RunOutcome[]> {
  const past = await loadPastRuns(
    pass.db,
    pass.schema,
    nodes.map(({ dataSource, script }) => ({ dataSourceId: dataSource.id, resource: script.resource })),
  )
  const outcomes = new Map<string, RunOutcome>()

  async function runNode(node: GraphNode<Db>): Promise<RunOutcome> {
    if (pass.stop.isStopped())
      return recordUnstarted(pass, node, 'CANCELLED', pass.stop.reason() ?? 'the pass was stopped')
    if (node.problem) return recordUnstarted(pass, node, 'FAILED', node.problem, node.error)
    const blocking = node.upstream.map((id) => outcomes.get(id)).find((outcome) => outcome && !isUsable(outcome))
    if (blocking) {
      const status = blocking.status === 'CANCELLED' ? 'CANCELLED' : 'SKIPPED'
      const { dataSource, resource } = blocking
      const reason = `${resource} of ${dataSource} is ${blocking.status}`
      const outcome = await recordUnstarted(pass, node, status, reason)
      return { ...outcome, blockedBy: blocking.blockedBy ?? { dataSource, resource } }
    }
    return handOutRun(pass, node, past.get(node.id)?.fetched ?? null)
  }

  const tasks = new Map(
    nodes.map((node) => [
      node.id,
      {
        priority: past.get(node.id)?.durationMs ?? 0,
        // p-graph can lose the failure of a task that rejects, so none does; it is not asked for a verdict either.
        run: async () => {
          const outcome = await runNode(node)
          outcomes.set(node.id, outcome)
          pass.emit({ type: 'run-finished', at: pass.clock.now(), ...outcome })
        },
      },
    ]),
  )
  const edges = nodes.flatMap(({ id, upstream }) =>
    upstream.filter((one) => tasks.has(one)).map((one): [string, string] => [one, id]),
  )
  await new PGraph(tasks, edges).run({ concurrency })
  return nodes.flatMap(({ id }) => outcomes.get(id) ?? [])
}

/** A PARTIAL run has imported what it could; its descendants continue with that. */
function isUsable({ status }: RunOutcome): boolean {
  return status === 'COMPLETED' || status === 'PARTIAL'
}
