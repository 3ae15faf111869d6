import type { PrismaClient } from '@data-import/reference-database'
import { useTestDatabase } from '@data-import/test-kit'
import { expect, it } from 'vitest'
import { createOrchestrator, type DataSourceScript, type ExecutionContext, postgresLock } from '../index.js'
import type { DatabaseWith } from '../provider.js'

const database = useTestDatabase()

/** Not annotated, as in the specification. */
const repositoryScript = {
  dataSourceName: 'GITHUB',
  resource: 'repository',
  dependsOn: [],
  importWindowDays: 365,
  async run(context: ExecutionContext) {
    const names = [context.env.GITHUB_ORG]
    await Promise.all(
      names.map((name) =>
        context.db.repository.upsert({
          where: { dataSourceId_externalId: { dataSourceId: context.dataSourceId, externalId: '1' } },
          create: {
            dataSourceId: context.dataSourceId,
            externalId: '1',
            name,
            fullName: `${name}/x`,
            provider: 'GITHUB',
          },
          update: { name },
        }),
      ),
    )
    await context.db.importLog.create({
      data: { dataSourceRunId: context.runId, level: 'INFO', message: 'Imported 1 repository' },
    })
    await context.db.dataSourceRun.update({ where: { id: context.runId }, data: { recordsImported: 1 } })
  },
}
/** Typed by the host's client. */
const commitScript = {
  dataSourceName: 'GITHUB',
  resource: 'commit',
  dependsOn: ['repository'],
  importWindowDays: 90,
  async run(context: ExecutionContext<PrismaClient>) {
    const [repository] = await context.db.repository.findMany({ where: { provider: 'GITHUB' } })
    const [owner] = repository?.fullName.split('/') ?? []
    await context.db.importLog.create({
      data: { dataSourceRunId: context.runId, level: 'WARN', message: `of ${owner}` },
    })
  },
}

it("the specification's scripts compile and run, with the host's client, extended or not", async () => {
  await database.db.dataSource.create({
    data: {
      organizationId: 'o',
      name: 'one',
      provider: 'GITHUB',
      configs: { create: { key: 'GITHUB_ORG', value: 'acme' } },
    },
  })
  const lock = postgresLock({ connectionString: database.url })
  const scripts = [repositoryScript, commitScript]
  const result = await createOrchestrator({ db: database.db, providers: [{ scripts }], lock }).run()
  expect(result.runs).toMatchObject([
    { status: 'COMPLETED', recordsImported: 1 },
    { status: 'COMPLETED', recordsImported: 0 },
  ])
  const logs = await database.db.importLog.findMany({ orderBy: { createdAt: 'asc' } })
  expect(logs.map(({ message }) => message)).toEqual(['Imported 1 repository', 'of acme'])

  const extended = database.db.$extends({ name: 'nothing' })
  const again = await createOrchestrator({ db: extended, providers: [{ scripts: [repositoryScript] }], lock }).run()
  expect(again.status).toBe('completed')
})

it('a host without a model that a provider needs does not compile', () => {
  const needsSprint: DataSourceScript<DatabaseWith<'sprint'>> = {
    dataSourceName: 'ACME',
    resource: 'sprint',
    dependsOn: [],
    importWindowDays: 1,
    run: async () => {},
  }
  const lock = postgresLock({ connectionString: database.url })
  // @ts-expect-error the reference schema has no model `sprint`
  expect(createOrchestrator({ db: database.db, providers: [{ scripts: [needsSprint] }], lock })).toBeDefined()
  const needsCommit: DataSourceScript<DatabaseWith<'commit'>> = { ...needsSprint, run: async () => {} }
  expect(createOrchestrator({ db: database.db, providers: [{ scripts: [needsCommit] }], lock })).toBeDefined()
})
