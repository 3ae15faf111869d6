import { useTestDatabase } from '@data-import/test-kit'
import { beforeAll, expect, expectTypeOf, it } from 'vitest'
import { defineTable } from '../contract/tables/table-definition.js'
import { createOrchestrator, type DataSourceScript, postgresLock, tableStatements } from '../index.js'

const sprintTable = defineTable({
  name: 'Sprint',
  model: 'sprint',
  columns: {
    externalId: { column: 'external_id', type: 'text' },
    points: { column: 'points', type: 'bigint', isNullable: true },
    startedAt: { column: 'started_at', type: 'timestamp' },
    labels: { column: 'labels', type: 'text[]' },
    raw: { column: 'raw', type: 'json', isNullable: true },
    isOpen: { column: 'is_open', type: 'boolean' },
    progress: { column: 'progress', type: 'float', isNullable: true },
  },
})

const column = { column: 'external_id', type: 'text', isNulable: true } as const
// @ts-expect-error it is `isNullable`
defineTable({ name: 'Sprint', model: 'sprint', columns: { externalId: column } })

const database = useTestDatabase()
beforeAll(async () => {
  await database.db.dataSource.create({ data: { organizationId: 'acme', name: 'board', provider: 'ACME' } })
  await database.db.dataSource.create({ data: { organizationId: 'acme', name: 'other', provider: 'ACME' } })
})

const startedAt = new Date('2026-01-02T03:04:05.678Z')

function scriptThat(run: DataSourceScript['run']): DataSourceScript {
  return { dataSourceName: 'ACME', resource: 'sprint', dependsOn: [], importWindowDays: 1, run }
}

async function runOne(run: DataSourceScript['run'], dataSources = ['board']) {
  const lock = postgresLock({ connectionString: database.url })
  const scripts = [scriptThat(run)]
  const result = await createOrchestrator({
    db: database.db,
    providers: [{ scripts, tables: [sprintTable] }],
    lock,
  }).run({
    dataSources,
    force: true,
  })
  return result.runs[0]
}

it('makes a declared table that save and stored use, however often it is asked', async () => {
  for (let times = 0; times < 2; times++) {
    for (const statement of tableStatements(sprintTable)) await database.db.$executeRawUnsafe(statement)
  }
  const rows = [
    { externalId: 'b', points: 5n, startedAt, labels: ['x', 'y'], raw: { deep: [1] }, isOpen: true, progress: 0.5 },
    { externalId: 'a', points: null, startedAt, labels: [], isOpen: false },
  ]
  const saved = await runOne(async ({ save }) => void (await save(sprintTable, rows)))
  expect(saved).toMatchObject({ status: 'COMPLETED', recordsImported: 2 })
  let stored: unknown
  await runOne(async (context) => {
    const found = await context.stored(sprintTable, ['externalId', 'points', 'startedAt', 'labels', 'raw', 'isOpen'])
    expectTypeOf(found[0]?.points).toEqualTypeOf<number | bigint | null | undefined>()
    stored = found
  })
  expect(stored).toEqual([
    { externalId: 'a', points: null, startedAt, labels: [], raw: null, isOpen: false },
    { externalId: 'b', points: 5n, startedAt, labels: ['x', 'y'], raw: { deep: [1] }, isOpen: true },
  ])
})

it('shows a script the rows of its own data source only', async () => {
  let count = -1
  await runOne(
    async ({ stored }) => {
      count = (await stored(sprintTable, ['externalId'])).length
    },
    ['other'],
  )
  expect(count).toBe(0)
})

it('adds a column that the table lacks, and says so as long as it does', async () => {
  const larger = defineTable({
    ...sprintTable,
    columns: { ...sprintTable.columns, goal: { column: 'goal', type: 'text', isNullable: true } },
  })
  const lacking = await runOne(async ({ stored }) => void (await stored(larger, ['goal'])))
  expect(lacking).toMatchObject({ status: 'FAILED', errorMessage: expect.stringContaining('lacks the column goal') })
  for (const statement of tableStatements(larger)) await database.db.$executeRawUnsafe(statement)
  const fine = await runOne(async ({ stored }) => void (await stored(larger, ['goal'])))
  expect(fine).toMatchObject({ status: 'COMPLETED' })
})

it('removes the rows with their data source', async () => {
  await database.db.dataSource.deleteMany({ where: { name: 'board' } })
  expect(await database.db.$queryRawUnsafe('SELECT count(*)::int AS count FROM data."Sprint"')).toEqual([{ count: 0 }])
})
