import { execFileSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createEncryptionKey, encryptSecret } from '@data-import/core'
import { openEmbeddedDatabase, removeEmbeddedDatabase } from '@data-import/embedded-database'
import { PrismaPg } from '@prisma/adapter-pg'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { PrismaClient } from '../generated/client.js'
import { makeGitRepository } from './git-repository.js'
import { startJob } from './job-process.js'

const commits = 6_000
let folder: string
let databaseUrl: string
let db: PrismaClient

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'custom-job-'))
  makeGitRepository(join(folder, 'website.git'), commits)
  const database = await openEmbeddedDatabase({ directory: join(folder, 'postgres'), isDurable: false })
  databaseUrl = database.connectionString
  const command = join('node_modules', '@data-import', 'cli', 'dist', 'bin.js')
  execFileSync(process.execPath, [command, 'migrate'], {
    env: { ...process.env, DATABASE_URL: databaseUrl },
  })
  db = new PrismaClient({ adapter: new PrismaPg(databaseUrl) })
})

afterAll(async () => {
  await db?.$disconnect()
  await removeEmbeddedDatabase({ directory: join(folder, 'postgres') })
  rmSync(folder, { recursive: true, force: true })
})

beforeEach(async () => {
  await db.dataSource.deleteMany()
  const configs = { create: { key: 'GIT_PATH', value: join(folder, 'website.git') } }
  for (const name of ['website', 'another']) {
    await db.dataSource.create({ data: { organizationId: 'acme', name, provider: 'GIT', configs } })
  }
})

/** Starts the job and waits until it has saved its first commits: it is in the middle then. */
async function startAndReachCommits() {
  const job = startJob(databaseUrl)
  await job.printed('commit: ')
  return job
}

async function importAll() {
  const { code, output } = await startJob(databaseUrl).ended
  expect(output).toContain('Pass completed')
  expect(code).toBe(0)
  expect(await db.commit.count()).toBe(commits)
}

it('imports the data source that it is given, and no other', async () => {
  await importAll()
  const runs = await db.dataSourceRun.findMany({ include: { dataSource: true } })
  expect(new Set(runs.map(({ dataSource }) => dataSource.name))).toEqual(new Set(['website']))
})

it('reads secrets that were stored under the key of its environment', async () => {
  const key = createEncryptionKey()
  const id = randomUUID()
  const value = encryptSecret(join(folder, 'website.git'), { dataSourceId: id, key: 'GIT_PATH' }, key)
  await db.dataSource.deleteMany()
  const configs = { create: { key: 'GIT_PATH', value, isSecret: true } }
  await db.dataSource.create({ data: { id, organizationId: 'acme', name: 'website', provider: 'GIT', configs } })

  const without = await startJob(databaseUrl).ended
  expect(without.output).toContain('Pass partial')
  expect(without.code).toBe(1)
  const { output, code } = await startJob(databaseUrl, { DATA_IMPORT_SECRET_KEY: key }).ended
  expect(output).toContain('Pass completed')
  expect(code).toBe(0)
  expect(await db.commit.count()).toBe(commits)
})

it('calls nothing complete whose provider is missing, and names it', async () => {
  await db.dataSource.updateMany({ where: { name: 'website' }, data: { provider: 'JENKINS' } })
  const { output, code } = await startJob(databaseUrl).ended
  expect(output).toContain('website: nobody provides JENKINS')
  expect(code).toBe(1)
})

it('ends at the next checkpoint at the first signal, and continues there when it is started again', async () => {
  const job = await startAndReachCommits()
  job.kill('SIGTERM')
  const { code, output } = await job.ended
  expect(output).toContain('Pass cancelled: the pass was asked to end')
  expect(code).toBe(1)
  const stored = await db.commit.count()
  expect(stored).toBeGreaterThan(0)
  expect(stored).toBeLessThan(commits)
  await importAll()
  const runs = await db.dataSourceRun.findMany({ where: { scriptName: 'commit' }, orderBy: { startedAt: 'asc' } })
  expect(runs.map(({ status, recordsImported }) => [status, recordsImported])).toEqual([
    ['CANCELLED', stored],
    ['COMPLETED', commits - stored],
  ])
})

it('ends at once at the second signal, and completes when it is started again', async () => {
  const job = await startAndReachCommits()
  // Frozen, so that no checkpoint comes between the two.
  for (const signal of ['SIGSTOP', 'SIGINT', 'SIGTERM', 'SIGCONT'] as const) job.kill(signal)
  const { code, output } = await job.ended
  expect(output).toContain('Stopping at once.')
  expect(output).toContain('Pass cancelled: the pass was cancelled')
  expect(code).toBe(1)
  await importAll()
})

it('loses nothing when it is killed without warning', async () => {
  const job = await startAndReachCommits()
  job.kill('SIGKILL')
  expect((await job.ended).signal).toBe('SIGKILL')
  await importAll()
  const killed = await db.dataSourceRun.findFirst({ where: { scriptName: 'commit' }, orderBy: { startedAt: 'asc' } })
  expect(killed?.errorMessage).toContain('The process of this run ended without finishing it')
})

it('does nothing while another pass is running, and says so', async () => {
  const job = await startAndReachCommits()
  job.kill('SIGSTOP')
  const second = await startJob(databaseUrl).ended
  expect(second.output).toContain('Pass busy')
  expect(second.code).toBe(75)
  job.kill('SIGCONT')
  job.kill('SIGTERM')
  await job.ended
})
