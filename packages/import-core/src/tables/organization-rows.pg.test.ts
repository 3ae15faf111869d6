import { repositoryTable } from '@data-import/model'
import { acmeScript, addAcmeSource, useTestDatabase, wireAcme } from '@data-import/test-kit'
import { beforeAll, expect, it } from 'vitest'
import type { ExecutionContext } from '../contract/execution-context.js'
import { postgresLock } from '../locks/postgres-lock.js'
import { createOrchestrator } from '../orchestrator/create-orchestrator.js'

const database = useTestDatabase()
beforeAll(async () => {
  for (const name of ['forge', 'mirror']) await addAcmeSource(database, name)
  await addAcmeSource(database, 'stranger', { organizationId: 'another organisation' })
  const save = acmeScript('repository', [], async (context) => {
    const rows = ['1', '2', '3'].map((externalId) => ({
      externalId,
      provider: 'ACME',
      name: externalId,
      fullName: `${context.dataSourceId}/${externalId}`,
    }))
    await context.save(repositoryTable, rows)
  })
  await wireAcme(database, [save]).run()
  await database.db.dataSource.create({
    data: { organizationId: (await find('forge')).organizationId, name: 'builds', provider: 'BUILDS' },
  })
})

const find = (name: string) => database.db.dataSource.findFirstOrThrow({ where: { name } })

/** What a script of another provider sees, one that depends on what the forge imports. */
async function within<R>(look: (context: ExecutionContext) => Promise<R>): Promise<R> {
  let seen: R | undefined
  const build = {
    dataSourceName: 'BUILDS',
    resource: 'build',
    dependsOn: ['repository'],
    importWindowDays: 1,
    run: async (context: ExecutionContext) => {
      seen = await look(context)
    },
  }
  const { runs } = await createOrchestrator({
    db: database.db,
    lock: postgresLock({ connectionString: database.url }),
    providers: [{ scripts: [build] }, { scripts: [acmeScript('repository', [], async () => {})] }],
  }).run({ dataSources: ['builds'], force: true })
  for (const { error, errorMessage } of runs) if (error ?? errorMessage) throw error ?? new Error(errorMessage)
  return seen as R
}

it('are read by a script that depends on a resource of another data source, and say whose they are', async () => {
  const rows = await within(({ stored }) =>
    stored(repositoryTable, ['externalId', 'fullName'], { from: 'organization', where: { name: { in: ['1', '3'] } } }),
  )
  const owners = [await find('forge'), await find('mirror')].map(({ id }) => id).sort()
  expect(rows).toEqual(
    owners.flatMap((dataSourceId) =>
      ['1', '3'].map((externalId) => ({ dataSourceId, externalId, fullName: `${dataSourceId}/${externalId}` })),
    ),
  )
})

it('are not read without asking for them', async () => {
  const own = await within(async ({ stored, count }) => [
    (await stored(repositoryTable, ['externalId'])).length,
    await count(repositoryTable),
  ])
  expect(own).toEqual([0, 0])
})

it('are counted', async () => {
  const where = { name: '2' }
  expect(await within(({ count }) => count(repositoryTable, { from: 'organization' }))).toBe(6)
  expect(await within(({ count }) => count(repositoryTable, { from: 'organization', where }))).toBe(2)
})

it('are read in pages, over the border between two data sources that have the same ids', async () => {
  const pages = await within(async ({ stored }) => {
    const sizes: number[] = []
    const seen = new Set<string>()
    for (
      let page = await stored(repositoryTable, ['externalId'], { from: 'organization', limit: 2 });
      page.length > 0;
    ) {
      sizes.push(page.length)
      for (const { dataSourceId, externalId } of page) seen.add(`${dataSourceId}/${externalId}`)
      const after = page.at(-1) as { dataSourceId: string; externalId: string }
      page = await stored(repositoryTable, ['externalId'], { from: 'organization', limit: 2, after })
    }
    return { sizes, different: seen.size }
  })
  expect(pages).toEqual({ sizes: [2, 2, 2], different: 6 })
})

it.each([
  [{ from: 'everywhere' }, "from must be 'organization'"],
  [{ from: 'organization', after: '1' }, 'after must be { dataSourceId, externalId }'],
])('are not read by %j', async (options, message) => {
  const look = within(({ stored }) => stored(repositoryTable, ['externalId'], options as never))
  await expect(look).rejects.toThrow(message)
})
