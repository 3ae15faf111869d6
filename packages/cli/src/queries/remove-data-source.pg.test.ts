import { createTestDatabase, type OwnTestDatabase } from '@data-import/test-kit'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { removeDataSource } from './remove-data-source.js'
import { rowsOfDataSource } from './rows-of-data-source.js'

let database: OwnTestDatabase
beforeEach(async () => {
  database = await createTestDatabase()
})
afterEach(() => database.close())

/** What Prisma's `relationMode = "prisma"` leaves out of a database. */
async function dropForeignKeys(): Promise<void> {
  await database.db.$executeRawUnsafe(`DO $$ DECLARE key record; BEGIN
    FOR key IN SELECT conrelid::regclass AS "table", conname FROM pg_constraint WHERE contype = 'f'
    LOOP EXECUTE format('ALTER TABLE %s DROP CONSTRAINT %I', key."table", key.conname); END LOOP; END $$`)
}

async function addSource(name: string): Promise<string> {
  const repository = { externalId: '1', name: 'anvils', fullName: 'acme/anvils', provider: 'GIT' }
  const { id, repositories } = await database.db.dataSource.create({
    data: {
      ...{ name, provider: 'GIT', organizationId: 'acme' },
      configs: { create: { key: 'GIT_URL', value: 'secret', isSecret: true } },
      repositories: { create: repository },
      partitions: { create: { scriptName: 'commit', key: '1', name: 'anvils', status: 'COMPLETE' } },
      runs: {
        create: {
          scriptName: 'commit',
          status: 'COMPLETED',
          startedAt: new Date(0),
          logs: { create: { level: 'INFO', message: 'x' } },
        },
      },
    },
    include: { repositories: true },
  })
  const commit = { sha: 'a1', message: 'Begin', committedAt: new Date(0), dataSourceId: id, externalId: 'a1' }
  await database.db.commit.create({ data: { ...commit, repositoryId: repositories[0]?.id ?? '' } })
  return id
}

/** Every table of the schema, with its rows. */
async function contents(): Promise<Record<string, number>> {
  const { db } = database
  const tables = await db.$queryRawUnsafe<{ name: string }[]>(
    `SELECT tablename AS name FROM pg_tables WHERE schemaname = 'data' AND tablename NOT LIKE '\\_%' ORDER BY 1`,
  )
  const counts: [string, number][] = []
  for (const { name } of tables) {
    const [row] = await db.$queryRawUnsafe<{ count: bigint }[]>(`SELECT count(*) FROM data."${name}"`)
    counts.push([name, Number(row?.count)])
  }
  return Object.fromEntries(counts.filter(([, count]) => count > 0))
}

describe.each([
  ['with foreign keys', async () => undefined],
  ['without foreign keys, as with relationMode = "prisma"', dropForeignKeys],
])('a database %s', (_, prepare) => {
  test('keeps nothing of a data source that is removed, and everything of another', async () => {
    await prepare()
    await addSource('kept')
    const before = await contents()
    const id = await addSource('removed')
    const rows = { DataSourceRun: 1, Repository: 1, Commit: 1, ImportPartition: 1 }
    expect(await rowsOfDataSource(database.db, 'data', id)).toEqual(rows)
    await removeDataSource(database.db, 'data', id)
    expect(await contents()).toEqual(before)
    expect(before).toEqual({ ...rows, DataSource: 1, DataSourceConfig: 1, ImportLog: 1 })
  })

  test("keeps a table of the application's own that names the data source", async () => {
    await prepare()
    const id = await addSource('removed')
    await database.db.$executeRawUnsafe('CREATE TABLE data."Team" (id text PRIMARY KEY, data_source_id text)')
    await database.db.$executeRawUnsafe('INSERT INTO data."Team" VALUES ($1, $2)', 'blue', id)
    await removeDataSource(database.db, 'data', id)
    expect(await contents()).toEqual({ Team: 1 })
  })
})
