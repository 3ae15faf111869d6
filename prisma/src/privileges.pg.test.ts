import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createOrchestrator, lookAgain, postgresLock, recordRings } from '@data-import/core'
import type { DataSourceScript } from '@data-import/core/provider'
import { canonicalTables, repositoryTable } from '@data-import/model'
import { useTestDatabase } from '@data-import/test-kit'
import { Client } from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createClient, type PrismaClient } from './index.js'

/** Roles belong to the server, not to one database: these are this test's own. */
const prefix = `test_${randomUUID().slice(0, 8)}_`
const script = readFileSync(new URL('../privileges.sql', import.meta.url), 'utf8').replaceAll('data_import_', prefix)
const roles = ['runner', 'settings', 'reader', 'webhooks'] as const

/** Parts of other records, which go when their whole has them no more. */
const children = [
  ...['CommitFile', 'PullRequestCommit', 'PullRequestComment', 'ReviewRequest', 'PullRequestIssue', 'Review'],
  ...['PipelineRunCommit', 'Job', 'TestSummary'],
]

const database = useTestDatabase()
let owner: Client

beforeAll(async () => {
  owner = new Client({ connectionString: database.url })
  await owner.connect()
  await owner.query(script)
  // It may be run again.
  await owner.query(script)
  for (const role of roles) {
    await owner.query(`CREATE ROLE ${prefix}${role}_login LOGIN PASSWORD 'anvils' IN ROLE ${prefix}${role}`)
  }
})
afterAll(async () => {
  for (const role of roles) await owner.query(`DROP ROLE ${prefix}${role}_login`)
  await owner.query(`DROP OWNED BY ${roles.map((role) => prefix + role).join(', ')}`)
  await owner.query(`DROP ROLE ${roles.map((role) => prefix + role).join(', ')}`)
  await owner.end()
})

function urlOf(role: (typeof roles)[number]): string {
  const url = new URL(database.url)
  url.username = `${prefix}${role}_login`
  url.password = 'anvils'
  return url.toString()
}

/** Whether the role may run a statement; what it did is undone. */
async function may(role: (typeof roles)[number], statement: string): Promise<boolean> {
  await owner.query('BEGIN')
  try {
    await owner.query(`SET LOCAL ROLE ${prefix}${role}`)
    await owner.query(statement)
    return true
  } catch (error) {
    if ((error as { code?: string }).code !== '42501') throw error
    return false
  } finally {
    await owner.query('ROLLBACK')
  }
}

const walk: DataSourceScript = {
  dataSourceName: 'ACME',
  resource: 'repository',
  dependsOn: [],
  importWindowDays: 30,
  async run({ partitions, save, log }) {
    log.info('walking')
    const row = { externalId: 'a', provider: 'ACME', name: 'a', fullName: 'acme/a' }
    await save(repositoryTable, [row])
    await partitions([{ key: 'a' }], async ({ checkpoint }) => {
      await checkpoint({ rows: [], cursor: 1 })
      return { state: 1 }
    })
  },
}

async function pass(db: PrismaClient) {
  const lock = postgresLock({ connectionString: urlOf('runner') })
  return createOrchestrator({ db, providers: [{ scripts: [walk] }], lock }).run()
}

describe('the runner', () => {
  it('runs passes, deletes old history, and closes what a dead process left', async () => {
    const old = new Date('2020-01-01')
    const run = { scriptName: 'repository', startedAt: old, completedAt: old }
    const runs = [
      { ...run, status: 'RUNNING' as const, completedAt: null, startedAt: new Date() },
      { ...run, status: 'FAILED' as const },
      { ...run, status: 'FAILED' as const, completedAt: new Date('2020-01-02') },
    ]
    const data = { organizationId: 'acme', name: 'one', provider: 'ACME', runs: { create: runs } }
    await database.db.dataSource.create({ data })
    const db = createClient(urlOf('runner'), { max: 3 })
    try {
      for (const attempt of [1, 2]) {
        const result = await pass(db)
        expect(result, `pass ${attempt}`).toMatchObject({ status: 'completed' })
        expect(result.reason).toBeUndefined()
      }
    } finally {
      await db.$disconnect()
    }
    expect(await database.db.repository.count()).toBe(1)
    expect(await database.db.dataSourceRun.count({ where: { startedAt: old } })).toBeLessThan(2)
    expect((await database.db.dataSource.findFirstOrThrow()).lastSyncAt).not.toBeNull()
  })

  it('notes for which address a secret is', async () => {
    expect(await may('runner', 'UPDATE data."DataSourceConfig" SET bound_to = NULL')).toBe(true)
  })

  it.each([
    'INSERT INTO data."DataSource" (id, organization_id, name, provider) VALUES (1, 1, 1, 1)',
    'UPDATE data."DataSource" SET is_enabled = false',
    'DELETE FROM data."DataSource"',
    `UPDATE data."DataSourceConfig" SET value = 'x'`,
    'DELETE FROM data."Repository"',
    'UPDATE data."ImportLog" SET message = level::text',
    'DELETE FROM data."ImportPartition"',
    'TRUNCATE data."DataSourceRun"',
    'CREATE TABLE data.own (id text)',
    'DROP TABLE data."Commit"',
    'ALTER TABLE data."Commit" ADD COLUMN own text',
  ])('is refused: %s', async (statement) => {
    expect(await may('runner', statement)).toBe(false)
  })
})

describe('whoever changes settings', () => {
  it('adds data sources and removes them with their rows, and reads nothing that was imported', async () => {
    expect(await may('settings', `UPDATE data."DataSourceConfig" SET value = 'x'`)).toBe(true)
    expect(await may('settings', 'DELETE FROM data."DataSource"')).toBe(true)
    expect(await may('settings', 'SELECT FROM data."Commit"')).toBe(false)
    expect(await may('settings', 'SELECT FROM data."DataSourceRun"')).toBe(false)
  })
})

describe('a reader', () => {
  it('sees what was imported and how far, and no configuration', async () => {
    expect(await may('reader', 'SELECT FROM data."ImportPartition", data."Commit", data."DataSourceRun"')).toBe(true)
    expect(await may('reader', 'SELECT FROM data."ImportLease"')).toBe(true)
    expect(await may('reader', 'SELECT FROM data."DataSourceConfig"')).toBe(false)
    expect(await may('reader', 'UPDATE data."Commit" SET message = sha')).toBe(false)
  })
})

describe('who receives webhooks', () => {
  it('notes that somebody asked for a look, and nothing else', async () => {
    const db = createClient(urlOf('webhooks'), { max: 1 })
    try {
      const [source] = await database.db.dataSource.findMany()
      const dataSourceId = source?.id ?? ''
      expect(await recordRings(db, { dataSourceId, rings: [{ resource: 'repository', key: 'a' }] })).toBe(1)
      expect(await lookAgain(db, { dataSourceId })).toBe(true)
    } finally {
      await db.$disconnect()
    }
    expect(await may('webhooks', 'UPDATE data."ImportPartition" SET watermark = NULL')).toBe(false)
    expect(await may('webhooks', 'UPDATE data."DataSource" SET is_enabled = false')).toBe(false)
    expect(await may('webhooks', 'SELECT FROM data."DataSourceConfig"')).toBe(false)
    expect(await may('webhooks', 'SELECT FROM data."Commit"')).toBe(false)
  })
})

it('names every table: none is forgotten when one is added', async () => {
  const { rows } = await owner.query<{ name: string }>(
    "SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'data'",
  )
  expect(rows.length).toBeGreaterThan(10)
  for (const { name } of rows) expect(await may('runner', `SELECT FROM data."${name}"`), name).toBe(true)
  for (const { name } of canonicalTables) {
    expect(await may('runner', `INSERT INTO data."${name}" SELECT * FROM data."${name}" WHERE false`), name).toBe(true)
    expect(await may('runner', `UPDATE data."${name}" SET external_id = id`), name).toBe(true)
    expect(await may('runner', `DELETE FROM data."${name}"`), name).toBe(children.includes(name))
    expect(await may('reader', `SELECT FROM data."${name}"`), name).toBe(true)
    expect(await may('settings', `SELECT FROM data."${name}"`), name).toBe(false)
  }
})
