import { rowId } from '@data-import/core/provider'
import { commitTable, repositoryTable } from '@data-import/model'
import { createTestDatabase, type OwnTestDatabase } from '@data-import/test-kit'
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest'
import { createWorkspace, type Workspace } from '../workspace.fixture.js'
import { specificationClient } from './specification-client.js'
import { specificationScripts } from './specification-scripts.fixture.js'

let database: OwnTestDatabase
let workspace: Workspace

const repository = (fullName: string) => ({
  id: 1,
  name: fullName.split('/')[1],
  full_name: fullName,
  description: null,
  html_url: `https://github.test/${fullName}`,
  language: 'Fortran',
  stargazers_count: 4,
  forks_count: 0,
  private: false,
})

beforeAll(async () => {
  database = await createTestDatabase()
  workspace = await createWorkspace({ DATABASE_URL: database.url })
  await workspace.write('data-sources/github/index.ts', specificationScripts)
  vi.stubEnv(
    'SPECIFICATION_PAGES',
    JSON.stringify({
      acme: [repository('acme/anvils'), repository('acme/rockets')],
      globex: [repository('globex/lasers'), repository('acme/anvils')],
    }),
  )
})

afterEach(() => database.db.dataSource.deleteMany())

afterAll(async () => {
  vi.unstubAllEnvs()
  await workspace.remove()
  await database.close()
})

const addSource = async (name: string, organization = 'default') => {
  const argv = [
    'sources',
    'add',
    'github',
    '--name',
    name,
    '--set',
    `GITHUB_ORG=${name}`,
    '--organization',
    organization,
  ]
  return (await workspace.run([...argv, '--json'])).json<{ id: string }>().id
}

test('run unchanged: rows belong to the data source, runs have the counts, logs are there', async () => {
  const id = await addSource('acme')
  const result = await workspace.run(['run', '--json'])
  expect(result).toMatchObject({ code: 0 })
  expect(result.json()).toMatchObject({ runs: [{ recordsImported: 2 }, { recordsImported: 4 }] })
  const repositories = await database.db.repository.findMany({
    orderBy: { fullName: 'asc' },
    include: { commits: true },
  })
  expect(repositories).toMatchObject([
    { fullName: 'acme/anvils', dataSourceId: id, externalId: 'acme/anvils', stars: 4, forks: 0 },
    { fullName: 'acme/rockets', dataSourceId: id, externalId: 'acme/rockets' },
  ])
  const anvils = repositories[0]
  expect(anvils?.id).toBe(rowId(id, repositoryTable, 'acme/anvils'))
  expect(anvils?.commits.map(({ sha }) => sha).sort()).toEqual(['1anvils', '2anvils'])
  const commitId = rowId(id, commitTable, `${anvils?.id}@1anvils`)
  expect(anvils?.commits.find(({ sha }) => sha === '1anvils')?.id).toBe(commitId)
  expect(await database.db.importLog.findMany()).toMatchObject([{ message: 'Imported 2 repositories' }])
  const run = await database.db.dataSourceRun.findFirstOrThrow({ where: { scriptName: 'commit' } })
  expect(run.lastFetchedDataAt).toEqual(run.windowEnd)
})

test('a second pass finds its rows again', async () => {
  await addSource('acme')
  await workspace.run(['run'])
  const before = await database.db.repository.findMany({ orderBy: { id: 'asc' }, select: { id: true } })
  expect((await workspace.run(['run', '--json'])).code).toBe(0)
  expect(await database.db.repository.findMany({ orderBy: { id: 'asc' }, select: { id: true } })).toEqual(before)
  expect(await database.db.commit.count()).toBe(4)
})

test('two data sources with a repository of the same name keep to their own', async () => {
  const [acme, globex] = [await addSource('acme'), await addSource('globex', 'other')]
  expect((await workspace.run(['run', '--json'])).code).toBe(0)
  const names = async (dataSourceId: string) =>
    (await database.db.repository.findMany({ where: { dataSourceId }, orderBy: { fullName: 'asc' } })).map(
      (row) => row.fullName,
    )
  expect(await names(acme)).toEqual(['acme/anvils', 'acme/rockets'])
  expect(await names(globex)).toEqual(['acme/anvils', 'globex/lasers'])
  for (const dataSourceId of [acme, globex]) {
    expect(await database.db.commit.count({ where: { dataSourceId, repository: { dataSourceId } } })).toBe(4)
    expect(await database.db.commit.count({ where: { dataSourceId } })).toBe(4)
  }
})

test('a row that another script saved under a vendor id is found by its name', async () => {
  const id = await addSource('acme')
  const saved = { dataSourceId: id, externalId: '4711', name: 'anvils', fullName: 'acme/anvils', provider: 'GITHUB' }
  const { id: repositoryId } = await database.db.repository.create({ data: saved })
  const db = specificationClient(database.db, id)
  // biome-ignore lint/suspicious/noExplicitAny: a name alone is no unique key in the reference schema
  const scripted = db as any
  await scripted.repository.update({ where: { fullName: 'acme/anvils' }, data: { language: 'Ada' } })
  expect(await scripted.repository.findUnique({ where: { fullName: 'acme/anvils' } })).toMatchObject({
    id: repositoryId,
    language: 'Ada',
  })
  const request = { number: 7, title: 't', state: 'OPEN' }
  const where = { repositoryId_number: { repositoryId, number: 7 } }
  for (const title of ['first', 'second']) {
    await scripted.pullRequest.upsert({ where, create: { ...request, repositoryId }, update: { title } })
  }
  expect(await database.db.pullRequest.findMany()).toMatchObject([{ title: 'second', externalId: `${repositoryId}@7` }])
  await scripted.issue.create({ data: { ...request, repository: { connect: { id: repositoryId } } } })
  expect(await database.db.issue.findMany()).toMatchObject([{ dataSourceId: id, externalId: `${repositoryId}@7` }])
})

test('reads reach the other providers of the organisation, writes only the data source', async () => {
  const own = await addSource('acme')
  const create = (provider: string, organizationId: string) =>
    database.db.dataSource.create({
      data: {
        name: `${provider} of ${organizationId}`,
        provider,
        organizationId,
        repositories: { create: { externalId: '1', name: 'x', fullName: `${provider}/${organizationId}`, provider } },
      },
    })
  await create('JENKINS', 'default')
  await create('JENKINS', 'other')
  await create('GITHUB', 'default')
  const db = specificationClient(database.db, own)
  expect((await db.repository.findMany()).map(({ fullName }) => fullName)).toEqual(['JENKINS/default'])
  expect(await db.repository.count({ where: { provider: 'GITHUB' } })).toBe(0)
  expect(await db.repository.updateMany({ data: { language: 'x' } })).toEqual({ count: 0 })
  expect(await db.repository.deleteMany()).toEqual({ count: 0 })
})
