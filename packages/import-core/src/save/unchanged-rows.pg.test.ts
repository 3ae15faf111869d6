import { setTimeout as sleep } from 'node:timers/promises'
import { repositoryTable } from '@data-import/model'
import { createTestDatabase, type OwnTestDatabase } from '@data-import/test-kit'
import { Client } from 'pg'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { rowsOf } from '../contract/tables/table-definition.js'
import { createSaver } from './create-saver.js'
import { createTableDescriber } from './describe-table.js'

let database: OwnTestDatabase
let other: Client
let dataSourceId: string

beforeAll(async () => {
  database = await createTestDatabase()
  other = new Client({ connectionString: database.url })
  await other.connect()
})

beforeEach(async () => {
  await database.db.dataSource.deleteMany()
  const data = { organizationId: 'acme', name: 'one', provider: 'ACME' }
  dataSourceId = (await database.db.dataSource.create({ data })).id
})

afterAll(async () => {
  await other.end()
  await database.close()
})

const repository = (externalId: string, stars: number | null) => ({
  externalId,
  provider: 'ACME',
  name: externalId,
  fullName: `acme/${externalId}`,
  stars,
})

function save(rows: ReturnType<typeof repository>[]) {
  const saveRows = createSaver({
    db: database.db,
    schema: 'data',
    dataSourceId,
    describeTable: createTableDescriber('data'),
    onBadRecord: () => undefined,
    onRepaired: () => undefined,
  })
  return saveRows([rowsOf(repositoryTable, rows)])
}

/** Until somebody waits for the other's transaction. */
async function untilWaiting() {
  for (;;) {
    const { rowCount } = await other.query(
      "SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'",
    )
    if (rowCount !== 0) return
    await sleep(5)
  }
}

it('a batch of which one row changed locks and writes that one', async () => {
  const rows = Array.from({ length: 3_000 }, (_, index) => repository(`r${index}`, index % 3 === 0 ? null : index))
  await save(rows)
  const changed = rows.map((row, index) => (index === 7 ? { ...row, stars: -1 } : row))
  expect(await save(changed)).toEqual({ inserted: 0, updated: 1, unchanged: 2_999, deleted: 0, failed: 0 })
  // A row that is locked, which is a write of it too, keeps the number of the transaction that did.
  const locked = await other.query('SELECT external_id FROM data."Repository" WHERE xmax <> 0')
  expect(locked.rows).toEqual([{ external_id: 'r7' }])
})

it('a row that somebody else inserts meanwhile is brought up to date, and another change of it is not lost', async () => {
  await other.query('BEGIN')
  await other.query(
    `INSERT INTO data."Repository" (id, data_source_id, external_id, provider, name, full_name, stars)
     VALUES ('theirs', $1, 'a', 'ACME', 'a', 'acme/a', 1)`,
    [dataSourceId],
  )
  const saving = save([repository('a', 2), repository('b', 2)])
  await untilWaiting()
  await other.query('COMMIT')
  expect(await saving).toEqual({ inserted: 1, updated: 1, unchanged: 0, deleted: 0, failed: 0 })
  expect(await database.db.repository.findMany({ orderBy: { externalId: 'asc' } })).toMatchObject([
    { id: 'theirs', stars: 2 },
    { stars: 2 },
  ])
})

it('a row that somebody else makes equal meanwhile is counted as unchanged', async () => {
  await save([repository('a', 1)])
  await other.query('BEGIN')
  await other.query(`UPDATE data."Repository" SET stars = 2`)
  const saving = save([repository('a', 2)])
  await untilWaiting()
  await other.query('COMMIT')
  expect(await saving).toEqual({ inserted: 0, updated: 0, unchanged: 1, deleted: 0, failed: 0 })
})
