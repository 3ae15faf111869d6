import { randomRuns, useTestDatabase } from '@data-import/test-kit'
import fc from 'fast-check'
import { beforeAll, expect, it } from 'vitest'
import { changesOf, defineTable, type RowWrite, rowsOf } from '../contract/tables/table-definition.js'
import { createSaver } from '../save/create-saver.js'
import { createTableDescriber } from '../save/describe-table.js'
import { hostileText, hostileValue, nested } from './hostile-values.fixture.js'

const table = defineTable({
  name: 'Hostile',
  model: 'hostile',
  columns: {
    externalId: { column: 'external_id', type: 'text' },
    name: { column: 'name', type: 'text', isNullable: true },
    count: { column: 'count', type: 'integer', isNullable: true },
    size: { column: 'size', type: 'bigint', isNullable: true },
    share: { column: 'share', type: 'float', isNullable: true },
    isOpen: { column: 'is_open', type: 'boolean', isNullable: true },
    at: { column: 'at', type: 'timestamp', isNullable: true },
    raw: { column: 'raw', type: 'json', isNullable: true },
    labels: { column: 'labels', type: 'text[]', isNullable: true },
  },
})
type Row = Record<string, unknown>

const database = useTestDatabase()
let dataSourceId: string

beforeAll(async () => {
  const data = { organizationId: 'acme', name: 'one', provider: 'ACME' }
  dataSourceId = (await database.db.dataSource.create({ data })).id
  await database.db.$executeRawUnsafe(
    `CREATE TABLE data."Hostile" (id text PRIMARY KEY, data_source_id text NOT NULL, external_id text NOT NULL, name text, count int,
       size bigint, share double precision, is_open boolean, at timestamptz, raw jsonb, labels text[],
       UNIQUE (data_source_id, external_id))`,
  )
})

async function save(writes: RowWrite[]) {
  const bad: string[] = []
  const saveRows = createSaver({
    db: database.db,
    schema: 'data',
    dataSourceId,
    describeTable: createTableDescriber('data'),
    onBadRecord: ({ reason }) => bad.push(reason),
    onRepaired: () => undefined,
  })
  return { saved: await saveRows(writes), bad }
}

const good = fc.record({
  externalId: fc.uuid(),
  name: fc.string(),
  count: fc.integer({ min: -1_000_000, max: 1_000_000 }),
  at: fc.date({ noInvalidDate: true, min: new Date('0001-01-01'), max: new Date('9999-12-31') }),
  raw: fc.jsonValue() as fc.Arbitrary<unknown>,
  labels: fc.array(hostileText, { maxLength: 3 }),
})
/** Deeper than JSON.stringify goes, and than Postgres does. */
const deep = [4_000, 100_000].map((depth) => ({ externalId: `deep-${depth}`, raw: nested(depth) as never }))
const fields = Object.keys(table.columns)
const hostileRow: fc.Arbitrary<unknown> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record(Object.fromEntries(fields.map((field) => [field, hostileValue])), { requiredKeys: [] }),
  },
  {
    weight: 4,
    arbitrary: fc
      .tuple(fc.uuid(), fc.constantFrom(...fields.slice(1)), hostileValue)
      .map(([externalId, field, value]) => ({ externalId, [field]: value })),
  },
  { weight: 1, arbitrary: hostileText.map((externalId) => ({ externalId })) },
  { weight: 1, arbitrary: hostileValue },
)

it('no row, whatever it holds, keeps a good one from being saved; each is counted, a bad one with a reason', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.uniqueArray(good, { selector: ({ externalId }) => externalId, maxLength: 6 }),
      fc.array(hostileRow, { minLength: 1, maxLength: 12 }),
      fc.constantFrom('upsert', 'update'),
      async (goodRows, hostileRows, mode) => {
        const rows = hostileRows.flatMap((row, index) => [row, ...goodRows.slice(index, index + 1)])
        rows.push(...goodRows.slice(hostileRows.length))
        const write = mode === 'upsert' ? rowsOf(table, rows as never[]) : changesOf(table, rows as never[])
        if (mode === 'update')
          await save([
            rowsOf(
              table,
              goodRows.map(({ externalId }) => ({ externalId })),
            ),
          ])
        const { saved, bad } = await save([write])
        expect(saved.failed).toBe(bad.length)
        for (const reason of bad) expect(reason).toMatch(/Hostile/)
        const there = await database.db.$queryRawUnsafe<Row[]>(
          'SELECT external_id AS "externalId", count FROM data."Hostile" WHERE external_id = ANY($1)',
          goodRows.map(({ externalId }) => externalId),
        )
        const byId = new Map(there.map(({ externalId, count }) => [externalId, count]))
        for (const { externalId, count } of goodRows) expect(byId.get(externalId)).toBe(count)
      },
    ),
    randomRuns(30, 240),
  )
  expect(({} as Row).polluted).toBeUndefined()
})

it('JSON that is nested too deeply is a bad record like any other', async () => {
  const { saved, bad } = await save([rowsOf(table, [...deep, { externalId: 'shallow', raw: nested(500) as never }])])
  expect(saved.failed).toBe(bad.length)
  expect(saved.inserted + saved.failed).toBe(3)
  expect(bad.at(-1)).toContain('Hostile.raw')
  const there = await database.db.$queryRawUnsafe<Row[]>('SELECT 1 FROM data."Hostile" WHERE external_id = \'shallow\'')
  expect(there).toHaveLength(1)
})

it('the same rows again change nothing', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(hostileRow, { minLength: 1, maxLength: 8 }), async (rows) => {
      const first = await save([rowsOf(table, rows as never[])])
      const again = await save([rowsOf(table, rows as never[])])
      expect(again.saved).toMatchObject({ inserted: 0, updated: 0, failed: first.saved.failed })
    }),
    randomRuns(15, 120),
  )
})

it('what is no write at all is refused with a message that says what would be one', async () => {
  await fc.assert(
    fc.asyncProperty(fc.oneof(hostileValue, fc.array(hostileValue, { minLength: 1 })), async (given) => {
      const outcome = await save(given as RowWrite[]).catch((error: Error) => error)
      if (outcome instanceof Error) expect(outcome).toMatchObject({ name: 'ConfigurationError' })
      else expect(outcome.saved).toEqual({ inserted: 0, updated: 0, unchanged: 0, deleted: 0, failed: 0 })
    }),
    randomRuns(50, 400),
  )
})

it('tables and columns of any name are written, and none of a name runs as SQL', async () => {
  const name = fc.oneof(
    fc.string({ minLength: 1, maxLength: 15 }),
    fc.constantFrom('select', 'a"b', `x"; DROP TABLE data."Hostile"; --`, "it's", '$1', '%s', 'é😀', ' ', 'a.b', '\\'),
  )
  await fc.assert(
    fc.asyncProperty(name, name, async (tableName, column) => {
      const quote = (text: string) => `"${text.replaceAll('"', '""')}"`
      const odd = {
        name: `T${tableName}`,
        model: 'odd',
        columns: { externalId: { column: 'external_id', type: 'text' }, value: { column: `c${column}`, type: 'text' } },
      } as const
      await database.db.$executeRawUnsafe(
        `CREATE TABLE data.${quote(odd.name)} (id text PRIMARY KEY, data_source_id text, external_id text, ${quote(odd.columns.value.column)} text,
           UNIQUE (data_source_id, external_id))`,
      )
      const row = { externalId: 'a', value: column }
      expect((await save([rowsOf(odd, [row])])).saved.inserted).toBe(1)
      expect((await save([changesOf(odd, [{ ...row, value: 'b' }])])).saved.updated).toBe(1)
      await database.db.$executeRawUnsafe(`DROP TABLE data.${quote(odd.name)}`)
    }),
    randomRuns(10, 80),
  )
  const missing = defineTable({ ...table, name: '\0' })
  await expect(save([rowsOf(missing, [{ externalId: 'a' }])])).rejects.toMatchObject({ name: 'ConfigurationError' })
})
