import { createOrchestrator, type PassResult, postgresLock } from '@data-import/core'
import { graphileWorkerExecutor, migrateWorkers } from '@data-import/executor-graphile-worker'
import type { PrismaClient } from '@data-import/reference-database'
import type { Measurement } from './measurement.js'
import { withWorkers } from './with-workers.js'
import { chainLength, noOpCount, workerScripts } from './worker-scripts.js'

const slowSources = 64

/** Script runs on workers, which are processes of their own on this machine. */
export async function benchWorkers(db: PrismaClient, connectionString: string): Promise<Measurement[]> {
  await migrateWorkers({ connectionString })
  const finishedAt: number[] = []
  const orchestrator = createOrchestrator({
    db,
    providers: [{ scripts: workerScripts }],
    lock: postgresLock({ connectionString }),
    executor: graphileWorkerExecutor({ connectionString }),
    onEvent: ({ type }) => type === 'run-finished' && finishedAt.push(performance.now()),
  })
  const pass = async (dataSources: readonly string[]) => {
    finishedAt.length = 0
    const start = performance.now()
    const result = await orchestrator.run({ dataSources, force: true })
    requireCompleted(result)
    return performance.now() - start
  }
  const chain = await addSources(db, 'CHAIN', 1)
  const noOps = await addSources(db, 'NOOP', 40)
  const slow = await addSources(db, 'SLOW', slowSources)
  const latency = await withWorkers(connectionString, 1, async () => {
    await pass(chain)
    await pass(chain)
    const steps = finishedAt.slice(1).map((at, index) => at - (finishedAt[index] ?? at))
    return steps.sort((a, b) => a - b)[Math.floor(chainLength / 2)] ?? Number.NaN
  })
  // A worker's first pass loads what it needs; what counts is how it goes on.
  const warmed = (workers: number) =>
    withWorkers(connectionString, workers, async () => {
      await pass(noOps)
      return pass(slow)
    })
  const oneMs = await warmed(1)
  const perSecond = await withWorkers(connectionString, 4, async () => {
    await pass(noOps)
    return (noOps.length * noOpCount * 1_000) / (await pass(noOps))
  })
  const eightMs = await warmed(8)
  await db.dataSource.deleteMany({ where: { id: { in: [...chain, ...noOps, ...slow] } } })
  return [
    {
      what: 'on a worker: from handing a run out to its result (p50)',
      measured: `${latency.toFixed(1)} ms`,
      target: '≤ 25 ms',
      isMet: latency <= 25,
    },
    {
      what: 'no-op script runs on 4 workers, locked and tracked',
      measured: `${Math.round(perSecond)}/s`,
      target: '≥ 300/s',
      isMet: perSecond >= 300,
    },
    {
      what: `${slowSources} data sources that wait for a vendor: 8 workers against one`,
      measured: `${(oneMs / eightMs).toFixed(1)}× (${(oneMs / 1_000).toFixed(1)} s, ${(eightMs / 1_000).toFixed(1)} s)`,
      target: '≥ 7×',
      isMet: oneMs / eightMs >= 7,
    },
  ]
}

async function addSources(db: PrismaClient, provider: string, count: number): Promise<string[]> {
  const names = Array.from({ length: count }, (_, index) => `bench ${provider} ${index}`)
  const data = names.map((name) => ({ id: name, name, organizationId: 'acme', provider }))
  await db.dataSource.createMany({ data })
  return names
}

function requireCompleted({ status, runs }: PassResult): void {
  if (status === 'completed') return
  throw new Error(`The pass is ${status}: ${runs.find((run) => run.status !== 'COMPLETED')?.errorMessage}`)
}
