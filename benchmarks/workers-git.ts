import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createOrchestrator, postgresLock } from '@data-import/core'
import { graphileWorkerExecutor, migrateWorkers } from '@data-import/executor-graphile-worker'
import * as git from '@data-import/provider-git'
import type { PrismaClient } from '@data-import/reference-database'
import { type Measurement, median, sampled } from './measurement.js'
import { createSyntheticRepository } from './synthetic-repository.js'
import { ownCores, withWorkers } from './with-workers.js'

const repositories = 40
const rounds = 3

/** One data source of git repositories of different sizes, whose commits one worker imports, and two. */
export async function benchWorkersGit(db: PrismaClient, connectionString: string): Promise<Measurement[]> {
  await migrateWorkers({ connectionString })
  const folder = await mkdtemp(join(tmpdir(), 'data-import-workers-git-'))
  try {
    const paths = Array.from({ length: repositories }, (_, index) => join(folder, `acme-${index}`))
    // From 25 commits to 1,000, most of them small.
    for (const [index, path] of paths.entries()) {
      await mkdir(path)
      const commits = Math.round(25 * 40 ** (index / (repositories - 1)))
      await createSyntheticRepository(path, { commits, files: 60, seed: index + 1 })
    }
    const orchestrator = createOrchestrator({
      db,
      providers: [git],
      lock: postgresLock({ connectionString }),
      executor: graphileWorkerExecutor({ connectionString }),
    })
    /** @returns milliseconds of the run of commits. */
    const importOnce = async () => {
      const source = await db.dataSource.create({
        data: {
          name: 'bench workers git',
          organizationId: 'acme',
          provider: 'GIT',
          configs: { create: { key: 'GIT_PATH', value: paths.join('\n') } },
        },
      })
      const { status, runs } = await orchestrator.run({ dataSources: [source.id] })
      const failed = runs.find((run) => run.status !== 'COMPLETED')
      if (status !== 'completed') throw new Error(`The pass is ${status}: ${failed?.errorMessage}`)
      await db.dataSource.delete({ where: { id: source.id } })
      return runs.find(({ resource }) => resource === 'commit')?.durationMs ?? Number.NaN
    }
    const what = `git commits (${repositories} repositories of one data source)`
    const compared: Measurement[] = []
    const isPinnable = (await ownCores()).length >= 2
    for (const isPinned of isPinnable ? [true, false] : [false]) {
      const ratios: number[] = []
      const seconds: number[][] = [[], []]
      for (let round = 0; round < rounds; round++) {
        const taken: number[] = []
        for (const [index, workers] of [1, 2].entries()) {
          const warmed = async () => {
            await importOnce()
            return (await importOnce()) / 1_000
          }
          taken[index] = await withWorkers(connectionString, workers, warmed, { isPinned })
          seconds[index]?.push(taken[index] ?? Number.NaN)
        }
        const [one = Number.NaN, two = Number.NaN] = taken
        ratios.push(one / two)
      }
      const [one, two] = seconds.map((samples) => `${median(samples).toFixed(1)} s`)
      const cores = isPinned ? 'a core each' : 'all cores for each'
      const target = isPinned ? { atLeast: 1.6 } : {}
      compared.push(
        sampled({
          what: `${what}: 2 workers against 1, ${cores} (${one}, ${two})`,
          ...{ samples: ratios, unit: '×', digits: 2, ...target },
        }),
      )
    }
    return compared
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
