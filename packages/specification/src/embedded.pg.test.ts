import { type DataSourceScript, postgresLock, runOrchestrator } from '@data-import/core'
import { useTestDatabase } from '@data-import/test-kit'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { adaptSpecificationScript } from './adapter/adapt-specification-script.js'

const database = useTestDatabase()
let stars = 4
beforeEach(() => database.db.dataSource.create({ data: { name: 'acme', provider: 'GITHUB', organizationId: 'acme' } }))
afterEach(() => database.db.dataSource.deleteMany())

/** Written for tables in which a name is unique; it says nothing of how many rows there were. */
const repositoryScript: DataSourceScript = {
  dataSourceName: 'GITHUB',
  resource: 'repository',
  dependsOn: [],
  importWindowDays: 365,
  async run({ db }) {
    const names = ['acme/anvils', 'acme/rockets']
    // biome-ignore lint/suspicious/noExplicitAny: a name alone is no unique key in the reference schema
    const { repository } = db as any
    for (const fullName of names) {
      const row = { name: fullName.split('/')[1], fullName, provider: 'GITHUB', stars, lastSyncAt: new Date() }
      await repository.upsert({ where: { fullName }, create: row, update: { stars, lastSyncAt: new Date() } })
    }
  },
}
const commitScript: DataSourceScript = {
  dataSourceName: 'GITHUB',
  resource: 'commit',
  dependsOn: ['repository'],
  importWindowDays: 90,
  async run({ db, startDate }) {
    // biome-ignore lint/suspicious/noExplicitAny: as above
    const { repository, commit } = db as any
    for (const { id: repositoryId } of await repository.findMany()) {
      const row = { repositoryId, sha: 'a1', message: 'Begin', committedAt: startDate }
      const where = { repositoryId_sha: { repositoryId, sha: 'a1' } }
      await commit.upsert({ where, create: row, update: { message: 'Begin' } })
    }
  },
}

async function pass(scripts: readonly DataSourceScript[]) {
  const lock = postgresLock({ connectionString: database.url })
  const { status, runs } = await runOrchestrator({ db: database.db, providers: [{ scripts }], lock, force: true })
  return { status, counts: runs.map((run) => [run.resource, run.recordsImported]), runs }
}

test('scripts of the specification run embedded, and their rows are counted by what changed', async () => {
  const scripts = [commitScript, repositoryScript].map(adaptSpecificationScript)
  expect(await pass(scripts)).toMatchObject({
    status: 'completed',
    counts: expect.arrayContaining([
      ['repository', 2],
      ['commit', 2],
    ]),
  })
  expect(await database.db.commit.count()).toBe(2)
  expect((await pass(scripts)).counts).toEqual(
    expect.arrayContaining([
      ['repository', 0],
      ['commit', 0],
    ]),
  )
  stars = 5
  expect((await pass(scripts)).counts).toContainEqual(['repository', 2])
})

test('without the adapter the failure names it', async () => {
  const { runs } = await pass([repositoryScript])
  expect(runs).toMatchObject([
    { status: 'FAILED', errorMessage: expect.stringContaining('adaptSpecificationScript(script)') },
  ])
})
