import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { createEncryptionKey, encryptSecret } from '@data-import/core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { makeGitRepository } from './git-repository'
import { startProcess } from './server-process'
import { slowDownCommits } from './slow-commits'
import { createTestDatabase, type TestDatabase } from './test-database'

const commits = 6_000
let folder: string
let database: TestDatabase

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'remix-app-scheduler-'))
  makeGitRepository(join(folder, 'website.git'), commits)
  database = await createTestDatabase('scheduler')
  await add('catalogue', 'CATALOG', { key: 'CATALOG_FILE', value: resolve('catalog.json') })
})

afterAll(async () => {
  await database?.close()
  rmSync(folder, { recursive: true, force: true })
})

function add(name: string, provider: string, config: { key: string; value: string }) {
  return database.db.dataSource.create({
    data: { organizationId: 'acme', name, provider, configs: { create: config } },
  })
}

/** The scheduler, with a tick each second in place of each quarter of an hour. */
function startScheduler(env: Record<string, string> = {}) {
  return startProcess(['--import', 'tsx', 'crons/index.ts'], {
    DATABASE_URL: database.url,
    CRON_EXPRESSION: '* * * * * *',
    ...env,
  })
}

it('runs passes by the clock, with scripts of the application itself', async () => {
  const scheduler = startScheduler()
  await scheduler.printed('Pass completed', 2)
  scheduler.kill('SIGTERM')
  expect((await scheduler.ended).code).toBe(0)
  const services = await database.db.service.findMany({ orderBy: { name: 'asc' } })
  expect(services.map(({ name, owner }) => `${name}: ${owner}`)).toEqual([
    'anvil-stock: Warehouse',
    'checkout: Payments',
    'newsletter: Storefront',
    'website: Storefront',
  ])
  const [run] = await database.db.dataSourceRun.findMany()
  expect(run).toMatchObject({ scriptName: 'service', status: 'COMPLETED', recordsImported: 4 })
})

it('drains at SIGTERM and ends, and the next start continues; ticks never overlap', async () => {
  await slowDownCommits(database.db, 0.25)
  await add('website', 'GIT', { key: 'GIT_PATH', value: join(folder, 'website.git') })
  const stopped = startScheduler()
  await firstCommits()
  stopped.kill('SIGTERM')
  const { code, output } = await stopped.ended
  expect(code).toBe(0)
  expect(output).toContain('Pass cancelled: the pass was asked to end')
  const stored = await database.db.commit.count()
  expect(stored).toBeLessThan(commits)

  const next = startScheduler()
  await next.printed('Pass completed')
  next.kill('SIGTERM')
  expect((await next.ended).output).not.toContain('busy')
  expect(await database.db.commit.count()).toBe(commits)
  // A tick comes each second, so that some came while this pass was running.
  const last = await database.db.dataSourceRun.findFirstOrThrow({
    where: { scriptName: 'commit', status: 'COMPLETED' },
    orderBy: { startedAt: 'asc' },
  })
  expect(last.durationMs).toBeGreaterThan(2_000)
})

it('reads secrets that were stored under the key of its environment', async () => {
  const key = createEncryptionKey()
  const value = encryptSecret(resolve('catalog.json'), { dataSourceId: 'secret', key: 'CATALOG_FILE' }, key)
  await database.db.dataSource.deleteMany()
  await database.db.dataSource.create({
    data: {
      id: 'secret',
      organizationId: 'acme',
      name: 'catalogue',
      provider: 'CATALOG',
      configs: { create: { key: 'CATALOG_FILE', value, isSecret: true } },
    },
  })
  const scheduler = startScheduler({ DATA_IMPORT_SECRET_KEY: key })
  await scheduler.printed('Pass ')
  scheduler.kill('SIGTERM')
  expect((await scheduler.ended).output).toContain('Pass completed')
})

/** Resolves when the pass that runs is in the middle: its first commits are in the database. */
async function firstCommits() {
  while ((await database.db.commit.count()) === 0) await new Promise((resolve) => setImmediate(resolve))
}
