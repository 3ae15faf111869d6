import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createOrchestrator, type Orchestrator, postgresLock } from '@data-import/core'
import { linkAfterPass } from '@data-import/insight'
import { linkRepositories } from '@data-import/model'
import * as git from '@data-import/provider-git'
import type { PrismaClient } from '@data-import/reference-database'
import { type Measurement, sampled } from './measurement.js'
import { createSyntheticRepository } from './synthetic-repository.js'

const commits = 2_000
const rounds = 5

/** Passes that link at their end beside passes that don't: a first import, and one that finds nothing new. */
export async function benchLinkPass(db: PrismaClient, connectionString: string): Promise<Measurement[]> {
  const folder = await mkdtemp(join(tmpdir(), 'data-import-links-'))
  const lock = postgresLock({ connectionString })
  const wired = (afterPass: readonly (typeof linkRepositories | typeof linkAfterPass)[]) =>
    createOrchestrator({ db, providers: [git], lock, afterPass })
  const plain = wired([])
  const linking = wired([linkRepositories, linkAfterPass])
  try {
    const repository = join(folder, 'acme.git')
    await createSyntheticRepository(repository, { commits })
    const first: number[] = []
    const again: number[] = []
    for (let round = 0; round < rounds; round++) {
      const without = await passes(db, plain, repository)
      const withLinks = await passes(db, linking, repository)
      first.push(withLinks.firstMs / without.firstMs)
      again.push(withLinks.againMs / without.againMs)
    }
    return [
      { what: `first import of ${commits} commits that links, against one that doesn't`, samples: first },
      { what: "pass with nothing new that links, against one that doesn't", samples: again },
    ].map((one) => sampled({ ...one, unit: '×', digits: 2, atMost: 1.1 }))
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function passes(db: PrismaClient, orchestrator: Orchestrator, repository: string) {
  const { id } = await db.dataSource.create({
    data: {
      ...{ name: 'bench links', organizationId: 'acme', provider: 'GIT' },
      configs: { create: { key: 'GIT_PATH', value: repository } },
    },
  })
  const timed = async () => {
    const start = performance.now()
    const { status, reason } = await orchestrator.run({ dataSources: [id] })
    if (status !== 'completed') throw new Error(`The pass is ${status}: ${reason}`)
    return performance.now() - start
  }
  const firstMs = await timed()
  // The first one after an import still has something to write down.
  await timed()
  const againMs = await timed()
  await db.dataSource.delete({ where: { id } })
  return { firstMs, againMs }
}
