import { createOrchestrator, postgresLock } from '@data-import/core'
import type { DataSourceScript } from '@data-import/core/provider'
import type { PrismaClient } from '@data-import/reference-database'
import { type Measurement, sampled } from './measurement.js'

const runCount = 2_000
const rounds = 5
const sourceCount = 1_000

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
  const rates: number[] = []
  for (let round = 0; round < rounds; round++) {
    const start = performance.now()
    await orchestrator.run({ dataSources: [source.id] })
    rates.push((runCount / (performance.now() - start)) * 1000)
  }
  await db.dataSource.delete({ where: { id: source.id } })
  const what = 'no-op script runs, locked and tracked'
  return [sampled({ what, samples: rates, unit: '/s', atLeast: 800 }), await benchNothingDue(db, connectionString)]
}

/** A pass that finds that none of many data sources is due. */
async function benchNothingDue(db: PrismaClient, connectionString: string): Promise<Measurement> {
  const names = Array.from({ length: sourceCount }, (_, index) => `bench due ${index}`)
  const rest = { organizationId: 'acme', provider: 'BENCH', syncIntervalMinutes: 60, lastSyncAt: new Date() }
  await db.dataSource.createMany({ data: names.map((name) => ({ id: name, name, ...rest })) })
  const script: DataSourceScript = {
    dataSourceName: 'BENCH',
    resource: 'nothing',
    dependsOn: [],
    importWindowDays: 1,
    run: async () => {},
  }
  const lock = postgresLock({ connectionString })
  const orchestrator = createOrchestrator({ db, providers: [{ scripts: [script] }], lock })
  const samples: number[] = []
  for (let round = 0; round <= rounds; round++) {
    const start = performance.now()
    const { notDue } = await orchestrator.run()
    // The first one warms up.
    if (round > 0) samples.push(performance.now() - start)
    if (notDue.length !== sourceCount) throw new Error(`${notDue.length} of ${sourceCount} are not due`)
  }
  await db.dataSource.deleteMany({ where: { id: { in: names } } })
  return sampled({ what: `a pass over ${sourceCount} data sources, none due`, samples, unit: 'ms', atMost: 50 })
}
