import { execFileSync } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createOrchestrator, type DataSourceScript, type PassEvent, postgresLock } from '@data-import/core'
import { rowsOf } from '@data-import/core/provider'
import { repositoryTable } from '@data-import/model'
import * as git from '@data-import/provider-git'
import { PrismaClient } from '@data-import/reference-database'
import { createTestDatabase, type TestDatabase } from '@data-import/test-kit'
import { PrismaPg } from '@prisma/adapter-pg'
import { expect, it, onTestFinished } from 'vitest'
import { createWorkspace } from '../terminal/workspace.fixture.js'

const settings = [
  ["timezone = 'Europe/Berlin'"],
  ["timezone = 'America/New_York'", "datestyle = 'SQL, DMY'"],
  ["timezone = 'Asia/Kolkata'", "datestyle = 'German'"],
]

async function createOddDatabase(statements: readonly string[]): Promise<TestDatabase> {
  const database = await createTestDatabase()
  onTestFinished(() => database.close())
  const [row] = await database.db.$queryRawUnsafe<{ name: string }[]>('SELECT current_database()::text AS name')
  for (const one of statements) await database.db.$executeRawUnsafe(`ALTER DATABASE "${row?.name}" SET ${one}`)
  return database
}

async function createRepository(): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), 'data-import-zone-'))
  onTestFinished(() => rm(path, { recursive: true }))
  const run = (...given: string[]) =>
    execFileSync('git', ['-C', path, '-c', 'user.name=Ada', '-c', 'user.email=ada@acme.example', ...given], {
      env: {
        ...process.env,
        GIT_AUTHOR_DATE: '2026-03-29T01:30:00+0000',
        GIT_COMMITTER_DATE: '2026-03-29T01:30:00+0000',
      },
    })
  run('init', '--quiet', '--initial-branch=main')
  for (const message of ['one', 'two']) run('commit', '--quiet', '--allow-empty', '-m', message)
  return path
}

const isNow = (instant: unknown) => Math.abs(new Date(String(instant)).getTime() - Date.now()) < 5 * 60_000

/** The client of a host that knows nothing of zones. */
function plainClient(url: string, options?: string) {
  const db = new PrismaClient({ adapter: new PrismaPg({ connectionString: url, ...(options ? { options } : {}) }) })
  onTestFinished(() => db.$disconnect())
  return db
}

it.each(settings)('the command imports a repository and tells the right times with %s, %s', async (...statements) => {
  const database = await createOddDatabase(statements.filter((one) => one !== undefined))
  const path = await createRepository()
  const workspace = await createWorkspace({ DATABASE_URL: database.url })
  onTestFinished(() => workspace.remove())
  await workspace.run(['sources', 'add', 'GIT', '--name', 'website', '--set', `GIT_PATH=${path}`])
  const since = ['run', '--force', '--json']
  for (let pass = 0; pass < 2; pass++)
    expect((await workspace.run(since)).json()).toMatchObject({ status: 'completed' })
  const rows = await workspace.run([
    'sql',
    '--json',
    `select message, to_char(committed_at at time zone 'UTC', 'HH24:MI') as at from data."Commit" order by message`,
  ])
  expect(rows.json()).toEqual([
    { message: 'one', at: '01:30' },
    { message: 'two', at: '01:30' },
  ])
  const status = await workspace.run(['status', '--json'])
  const instants = status.stdout.match(/20\d\d-\d\d-\d\dT[\d:.]+Z/g) ?? []
  expect(instants.length).toBeGreaterThan(0)
  // What is known of a pass that has just ended lies in its windows; none is hours ahead.
  for (const instant of instants) expect(new Date(instant).getTime()).toBeLessThan(Date.now() + 60_000)
  expect(instants.some(isNow)).toBe(true)
  const runs = (await workspace.run(['runs', '--json'])).stdout.match(/"startedAt": ?"([^"]+)"/)
  expect(isNow(runs?.[1])).toBe(true)
})

it.each(settings)(
  'a host whose client knows nothing of zones imports a repository with %s, %s',
  async (...statements) => {
    const database = await createOddDatabase(statements.filter((one) => one !== undefined))
    const path = await createRepository()
    await database.db.dataSource.create({
      data: {
        organizationId: 'acme',
        name: 'website',
        provider: 'GIT',
        configs: { create: { key: 'GIT_PATH', value: path } },
      },
    })
    const lock = postgresLock({ connectionString: database.url })
    const orchestrator = createOrchestrator({ db: plainClient(database.url), providers: [git], lock })
    for (let pass = 0; pass < 2; pass++) {
      const { status, startedAt } = await orchestrator.run({ force: true })
      expect(status).toBe('completed')
      expect(isNow(startedAt.toISOString())).toBe(true)
    }
    expect(await database.db.commit.count()).toBe(2)
    for (const { watermark } of await database.db.importPartition.findMany())
      expect(isNow(watermark?.toISOString())).toBe(true)
  },
)

it.each([
  [undefined, 1],
  ['-c timezone=UTC -c datestyle=ISO', 0],
])(
  'a script that uses a client with the options %s is warned %i times that its instants are wrong',
  async (options, times) => {
    const database = await createOddDatabase(settings[1] ?? [])
    await database.db.dataSource.create({ data: { organizationId: 'acme', name: 'one', provider: 'ACME' } })
    const script: DataSourceScript = {
      ...{ dataSourceName: 'ACME', resource: 'repository', dependsOn: [], importWindowDays: 1 },
      run: async ({ db }) => void (await db.$queryRawUnsafe('SELECT 1')),
    }
    const bystander: DataSourceScript = { ...script, resource: 'commit', run: async () => undefined }
    const events: PassEvent[] = []
    const lock = postgresLock({ connectionString: database.url })
    await createOrchestrator({
      db: plainClient(database.url, options),
      providers: [{ scripts: [script, bystander] }],
      lock,
      onEvent: (event) => events.push(event),
    }).run()
    const warnings = events.filter((event) => event.type === 'logged' && event.level === 'WARN')
    expect(warnings).toHaveLength(times)
    if (times > 0) expect(warnings[0]).toMatchObject({ message: expect.stringContaining("options: '-c timezone=UTC") })
  },
)

it("rows and their position share a transaction whatever a host's client does with its queries", async () => {
  const database = await createTestDatabase()
  onTestFinished(() => database.close())
  await database.db.dataSource.create({ data: { organizationId: 'acme', name: 'one', provider: 'ACME' } })
  const base = plainClient(database.url)
  let wrapped = 0
  // As Prisma documents row-level security. https://github.com/prisma/prisma-client-extensions/tree/main/row-level-security
  const db = base.$extends({
    query: {
      async $allOperations({ args, query }) {
        wrapped++
        const [, result] = await base.$transaction([
          base.$executeRaw`SELECT set_config('app.company', 'acme', true)`,
          query(args) as never,
        ])
        return result
      },
    },
  })
  const script: DataSourceScript = {
    ...{ dataSourceName: 'ACME', resource: 'repository', dependsOn: [], importWindowDays: 1 },
    async run({ partitions }) {
      await partitions([{ key: 'all' }], async () => ({
        rows: [rowsOf(repositoryTable, [{ externalId: 'r', provider: 'ACME', name: 'r', fullName: 'acme/r' }])],
      }))
    },
  }
  const lock = postgresLock({ connectionString: database.url })
  const result = await createOrchestrator({ db, providers: [{ scripts: [script] }], lock }).run()
  expect(result.status).toBe('completed')
  // What runs in several transactions has several numbers; the fence is the row that the writer locked.
  const [row] = await database.db.$queryRawUnsafe<{ row: string; ledger: string; fence: string }[]>(
    `SELECT (SELECT xmin::text FROM data."Repository") AS row, (SELECT xmin::text FROM data."ImportPartition") AS ledger,
       (SELECT count(*)::text FROM data."ImportLease" WHERE xmax <> 0) AS fence`,
  )
  expect(row?.ledger).toBe(row?.row)
  expect(row?.fence).toBe('1')
  expect(wrapped).toBeGreaterThan(0)
})

it('data sources that row-level security hides from the role of the lock are never left out silently', async () => {
  const database = await createTestDatabase()
  onTestFinished(() => database.close())
  await database.db.dataSource.create({ data: { organizationId: 'acme', name: 'one', provider: 'ACME' } })
  const [name] = await database.db.$queryRawUnsafe<{ name: string }[]>('SELECT current_database()::text AS name')
  const role = `${name?.name}_importer`
  await database.db.$executeRawUnsafe(`CREATE ROLE ${role} LOGIN PASSWORD 'secret'`)
  onTestFinished(async () => {
    const admin = await createTestDatabase({ isEmpty: true })
    await admin.db.$executeRawUnsafe(`DROP ROLE ${role}`)
    await admin.close()
  })
  await database.db.$executeRawUnsafe(`GRANT ALL ON SCHEMA data TO ${role}`)
  await database.db.$executeRawUnsafe(`GRANT ALL ON ALL TABLES IN SCHEMA data TO ${role}`)
  await database.db.$executeRawUnsafe('ALTER TABLE data."DataSource" ENABLE ROW LEVEL SECURITY')
  const url = new URL(database.url)
  url.username = role
  url.password = 'secret'
  const lock = postgresLock({ connectionString: url.href })
  const scripts: DataSourceScript[] = []
  await expect(createOrchestrator({ db: database.db, providers: [{ scripts }], lock }).run()).rejects.toThrow(
    /role of `lock` does not see data sources that `db` does/,
  )
  await database.db.$executeRawUnsafe(`DROP OWNED BY ${role}`)
})
