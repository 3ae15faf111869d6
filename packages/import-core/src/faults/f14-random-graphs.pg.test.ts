import { setTimeout as sleep } from 'node:timers/promises'
import {
  acmeScript,
  addAcmeSource,
  recordFault,
  statusesOf,
  times,
  useTestDatabase,
  wireAcme,
} from '@data-import/test-kit'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { ExecutionContext } from '../contract/execution-context.js'
import { type Behaviour, expectedStatuses, type RandomGraph, randomGraph } from './random-graph.fixture.js'

const database = useTestDatabase()

const conduct: Record<Behaviour, (context: ExecutionContext) => Promise<void>> = {
  completes: async () => {},
  throws: async () => {
    throw new Error('injected')
  },
  'throws undefined': async () => {
    throw undefined
  },
  'half fails': (context) =>
    context.partitions([{ key: 'a' }, { key: 'b' }], async ({ key }) => {
      if (key === 'a') throw new Error('injected')
    }),
  'wholly fails': (context) =>
    context.partitions([{ key: 'a' }], async () => {
      throw new Error('injected')
    }),
}

/** Runs one pass over the graph, and checks the order and the bound as it goes. */
async function runGraph({ sources, concurrency, drainAfter }: RandomGraph) {
  await database.db.dataSource.deleteMany()
  const names = sources.map((_, index) => `s${index}`)
  const ids = new Map<string, number>()
  for (const [index, name] of names.entries()) ids.set((await addAcmeSource(database, name)).id, index)
  const drain = new AbortController()
  const ended = new Set<string>()
  let running = 0
  let started = 0
  const faults: string[] = []
  const scripts = (sources[0] ?? []).map(({ resource, dependsOn }, position) =>
    acmeScript(resource, [...dependsOn], async (context) => {
      const node = sources[ids.get(context.dataSourceId) ?? 0]?.[position]
      if (!node) throw new Error('there is no such node')
      if (drain.signal.aborted) faults.push(`${resource} started after the pass was asked to end`)
      for (const upstream of dependsOn) {
        if (!ended.has(`${context.dataSourceId}:${upstream}`))
          faults.push(`${resource} started before ${upstream} ended`)
      }
      if (++running > concurrency) faults.push(`${running} scripts at once`)
      if (++started === drainAfter) drain.abort()
      try {
        if (node.delayMs > 0) await sleep(node.delayMs)
        await conduct[node.behaviour](context)
      } finally {
        running--
        ended.add(`${context.dataSourceId}:${resource}`)
      }
    }),
  )
  const result = await wireAcme(database, scripts, { concurrency }).run({ drainSignal: drain.signal })
  return { result, names, faults }
}

async function rowsOfPass() {
  const rows = await database.db.dataSourceRun.findMany({ include: { dataSource: true } })
  return Object.fromEntries(rows.map((row) => [`${row.dataSource.name}/${row.scriptName}`, row.status]))
}

it('F14: of random graphs with random failures, every outcome is that of the model, and no failure is lost', async () => {
  let graphs = 0
  let failures = 0
  await fc.assert(
    fc.asyncProperty(randomGraph, async (graph) => {
      const { result, names, faults } = await runGraph(graph)
      expect(faults).toEqual([])
      const found = statusesOf(result)
      const expected = Object.fromEntries(
        graph.sources.flatMap((nodes, index) =>
          [...expectedStatuses(nodes)].map(([resource, status]) => [`${names[index]}/${resource}`, status]),
        ),
      )
      // What was not reached when the pass was asked to end is CANCELLED, and nothing else is otherwise.
      const reached = Object.entries(expected).map(([node, status]) => [
        node,
        graph.drainAfter !== undefined && found[node] === 'CANCELLED' ? 'CANCELLED' : status,
      ])
      expect(found).toEqual(Object.fromEntries(reached))
      expect(await rowsOfPass()).toEqual(found)
      const statuses = Object.values(found)
      const isCancelled = statuses.includes('CANCELLED')
      const isAllWell = statuses.every((status) => status === 'COMPLETED')
      expect(result.status).toBe(isCancelled ? 'cancelled' : isAllWell ? 'completed' : 'partial')
      const synced = await database.db.dataSource.findMany({ where: { lastSyncAt: { not: null } } })
      const whole = names.filter((name) =>
        Object.entries(found).every(([node, status]) => !node.startsWith(`${name}/`) || status === 'COMPLETED'),
      )
      expect(synced.map(({ name }) => name).sort()).toEqual(whole.sort())
      graphs++
      failures += statuses.filter((status) => status === 'FAILED' || status === 'PARTIAL').length
    }),
    { numRuns: times(40, 1_000), seed: Number(process.env.DATA_IMPORT_FAULT_SEED ?? 1), endOnFailure: !process.env.CI },
  )
  await recordFault({
    fault: 'F14',
    title: 'random graphs against the model',
    injected: graphs,
    ...{ lost: 0, doubled: 0, stuck: 0 },
    recoveryMs: [],
    note: `${failures} failures in ${graphs} graphs, none lost`,
  })
}, 1_800_000)
