import { createOrchestrator, postgresLock } from '@data-import/core'
import type { DataSourceScript } from '@data-import/core/provider'
import type { PrismaClient } from '@data-import/reference-database'
import type { Measurement } from './measurement.js'

const runCount = 3_000

/** Scripts that do nothing, each fully locked and tracked. */
export async function benchNoOpRuns(db: PrismaClient, connectionString: string): Promise<Measurement[]> {
  const source = await db.dataSource.create({ data: { name: 'bench runs', organizationId: 'acme', provider: 'BENCH' } })
  const scripts: DataSourceScript[] = Array.from({ length: runCount }, (_, index) => ({
    dataSourceName: 'BENCH',
    resource: `resource-${index}`,
    dependsOn: [],
    importWindowDays: 1,
    run: async () => {},
  }))
  const orchestrator = createOrchestrator({ db, providers: [{ scripts }], lock: postgresLock({ connectionString }) })
  let best = 0
  for (let round = 0; round < 2; round++) {
    const start = performance.now()
    await orchestrator.run({ dataSources: [source.id] })
    best = Math.max(best, (runCount / (performance.now() - start)) * 1000)
  }
  await db.dataSource.delete({ where: { id: source.id } })
  return [
    {
      what: 'no-op script runs, locked and tracked',
      measured: `${Math.round(best)}/s`,
      target: '≥ 500/s',
      isMet: best >= 500,
    },
  ]
}
