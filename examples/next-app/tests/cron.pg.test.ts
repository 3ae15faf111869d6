import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createEncryptionKey, encryptSecret } from '@data-import/core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Application, startApplication } from './application'
import { makeGitRepository } from './git-repository'
import { slowDownCommits } from './slow-commits'
import { createTestDatabase, type TestDatabase } from './test-database'

const commits = 8_000
let folder: string
let database: TestDatabase
let application: Application

/** The same data source in any database, so that its rows get the same ids. */
function addWebsite({ db }: TestDatabase) {
  const configs = { create: { key: 'GIT_PATH', value: join(folder, 'website.git') } }
  return db.dataSource.create({
    data: { id: 'website', organizationId: 'acme', name: 'website', provider: 'GIT', configs },
  })
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'next-app-cron-'))
  makeGitRepository(join(folder, 'website.git'), commits)
  database = await createTestDatabase('cron')
  application = await startApplication(database.url)
})

afterAll(async () => {
  await application?.stop()
  await database?.close()
  rmSync(folder, { recursive: true, force: true })
})

it('lets in nobody without the secret, and does nothing for them', async () => {
  const without = await fetch(`${application.address}/api/cron/import`)
  expect(without.status).toBe(401)
  expect((await application.tick('guess')).httpStatus).toBe(401)
  expect(await database.db.cronTick.count()).toBe(0)
})

it('needs several ticks when the time budget is small, and ends with the rows of one pass', async () => {
  await addWebsite(database)
  expect(await application.tick()).toEqual({ httpStatus: 200, body: { status: 'completed', reason: null, unwell: [] } })

  // 32 pages of 250 commits take 8 s at least, and a tick at most 2 s and a page.
  const another = await createTestDatabase('cron-small-budget')
  await slowDownCommits(another.db, 0.25)
  const hurried = await startApplication(another.url, { IMPORT_TIME_BUDGET_MS: '2000' })
  try {
    await addWebsite(another)
    const statuses: (string | undefined)[] = []
    while (statuses.at(-1) !== 'completed' && statuses.length < 100) {
      const { body } = await hurried.tick()
      expect(body.unwell).toEqual([])
      statuses.push(body.status)
    }
    expect(statuses.length).toBeGreaterThan(2)
    expect(statuses).toEqual([...Array(statuses.length - 1).fill('cancelled'), 'completed'])
    expect(await allRows(another)).toEqual(await allRows(database))
    const [first] = await another.db.cronTick.findMany({ orderBy: { id: 'asc' } })
    expect(first?.reason).toContain('time budget')
  } finally {
    await hurried.stop()
    await another.close()
  }
})

it('says what is unwell, without the secrets in it', async () => {
  const secret = 'hunter2-hunter2'
  const value = `http://ada:${secret}@127.0.0.1:1/website.git`
  await database.db.dataSource.create({
    data: {
      organizationId: 'acme',
      name: 'unreachable',
      provider: 'GIT',
      configs: {
        create: [
          { key: 'GIT_URL', value, isSecret: true },
          { key: 'GIT_CLONE_DIRECTORY', value: join(folder, 'clones') },
        ],
      },
    },
  })
  await database.db.dataSource.create({ data: { organizationId: 'acme', name: 'builds', provider: 'JENKINS' } })
  const { body } = await application.tick()
  expect(body.status).toBe('partial')
  expect(body.unwell).toContainEqual({ dataSource: 'builds', reason: 'nobody provides JENKINS' })
  expect(body.unwell).toContainEqual(expect.objectContaining({ dataSource: 'unreachable', resource: 'repository' }))
  const page = await (await fetch(application.address)).text()
  expect(page).toContain('unreachable')
  for (const text of [JSON.stringify(body), page]) expect(text).not.toContain(secret)
})

it('reads secrets that were stored under the key of its environment', async () => {
  const key = createEncryptionKey()
  const another = await createTestDatabase('cron-secrets')
  const keyed = await startApplication(another.url, { DATA_IMPORT_SECRET_KEY: key })
  try {
    const value = encryptSecret(join(folder, 'website.git'), { dataSourceId: 'website', key: 'GIT_PATH' }, key)
    const configs = { create: { key: 'GIT_PATH', value, isSecret: true } }
    await another.db.dataSource.create({
      data: { id: 'website', organizationId: 'acme', name: 'website', provider: 'GIT', configs },
    })
    expect((await keyed.tick()).body).toEqual({ status: 'completed', reason: null, unwell: [] })
    expect(await another.db.commit.count()).toBe(commits)
  } finally {
    await keyed.stop()
    await another.close()
  }
})

it('has GITHUB beside GIT', async () => {
  const { id } = await database.db.dataSource.create({
    data: {
      organizationId: 'acme',
      name: 'acme',
      provider: 'GITHUB',
      configs: {
        create: [
          { key: 'GITHUB_ORG', value: 'acme' },
          { key: 'GITHUB_API_URL', value: 'ftp://127.0.0.1' },
        ],
      },
    },
  })
  const { body } = await application.tick()
  expect(body.unwell).toContainEqual(expect.objectContaining({ dataSource: 'acme', resource: 'repository' }))
  expect(body.unwell).not.toContainEqual({ dataSource: 'acme', reason: 'nobody provides GITHUB' })
  await database.db.dataSource.delete({ where: { id } })
})

it('health calls nothing ok for which a run says otherwise', async () => {
  const { db } = database
  const status = async () => (await (await fetch(`${application.address}/health`)).json()).status
  await db.dataSource.deleteMany()
  const { id: dataSourceId } = await db.dataSource.create({
    data: { organizationId: 'acme', name: 'website', provider: 'GIT', lastSyncAt: new Date() },
  })
  const run = (startedAt: Date, status: 'COMPLETED' | 'FAILED') =>
    db.dataSourceRun.create({ data: { dataSourceId, scriptName: 'commit', status, startedAt, completedAt: startedAt } })
  const minutesAgo = (minutes: number) => new Date(Date.now() - minutes * 60_000)
  await run(minutesAgo(3), 'COMPLETED')
  expect(await status()).toBe('ok')
  await run(minutesAgo(2), 'FAILED')
  expect(await status()).toBe('degraded')
  await run(minutesAgo(1), 'COMPLETED')
  expect(await status()).toBe('ok')
})

/** What was imported, apart from when. */
async function allRows({ db }: TestDatabase) {
  const [repositories, contributors, imported] = await Promise.all([
    db.repository.findMany({ omit: { lastSyncAt: true }, orderBy: { id: 'asc' } }),
    db.contributor.findMany({ orderBy: { id: 'asc' } }),
    db.commit.findMany({ orderBy: { id: 'asc' } }),
  ])
  expect(imported).toHaveLength(commits)
  return { repositories, contributors, imported }
}
