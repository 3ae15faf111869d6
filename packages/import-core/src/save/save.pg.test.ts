import { commitTable, repositoryTable } from '@data-import/model'
import { useTestDatabase } from '@data-import/test-kit'
import { beforeEach, expect, it } from 'vitest'
import { alongside, changesOf, defineTable, type RowOf, rowsOf } from '../contract/tables/table-definition.js'
import type { RawClient } from '../database/client.js'
import { TableMismatchError } from '../errors/import-error.js'
import { copyWrites } from '../tables/copy-writes.js'
import { tableStatements } from '../tables/table-statements.js'
import { createSaver } from './create-saver.js'
import { createTableDescriber } from './describe-table.js'

const database = useTestDatabase()
let dataSourceId: string
const bad: (string | undefined)[] = []
const repaired: unknown[] = []

beforeEach(async () => {
  await database.db.dataSource.deleteMany()
  const source = await database.db.dataSource.create({
    data: { organizationId: 'acme', name: 'one', provider: 'ACME' },
  })
  dataSourceId = source.id
  bad.length = 0
  repaired.length = 0
})

function saver(db: RawClient = database.db) {
  return createSaver({
    db,
    schema: 'data',
    dataSourceId,
    describeTable: createTableDescriber('data'),
    onBadRecord: ({ recordId }) => bad.push(recordId),
    onRepaired: (_, records) => repaired.push(...records),
  })
}

const repository = (externalId: string, more: Partial<RowOf<typeof repositoryTable>> = {}) => ({
  externalId,
  provider: 'ACME',
  name: externalId,
  fullName: `acme/${externalId}`,
  ...more,
})
const versions = () =>
  database.db.$queryRawUnsafe('SELECT external_id, ctid::text, xmin::text FROM data."Repository" ORDER BY 1')

it('inserts, updates, leaves equal rows unwritten, and folds a row given twice', async () => {
  const save = saver()
  const rows = [repository('a', { stars: 1 }), repository('b'), repository('a', { stars: 2 })]
  expect(await save([rowsOf(repositoryTable, rows)])).toEqual({
    inserted: 2,
    updated: 0,
    unchanged: 0,
    deleted: 0,
    failed: 0,
  })
  const before = await versions()
  expect(await save([rowsOf(repositoryTable, rows)])).toEqual({
    inserted: 0,
    updated: 0,
    unchanged: 2,
    deleted: 0,
    failed: 0,
  })
  expect(await versions()).toEqual(before)
  expect(await save([rowsOf(repositoryTable, [repository('a', { stars: 3 }), repository('b')])])).toEqual({
    inserted: 0,
    updated: 1,
    unchanged: 1,
    deleted: 0,
    failed: 0,
  })
  expect(await database.db.repository.findFirst({ where: { externalId: 'a' } })).toMatchObject({ stars: 3 })
})

it('leaves alone what a row does not mention, and writes an explicit null', async () => {
  const save = saver()
  await save([rowsOf(repositoryTable, [repository('a', { stars: 5, language: 'Go' })])])
  await save([rowsOf(repositoryTable, [repository('a', { language: null })])])
  expect(await database.db.repository.findFirst()).toMatchObject({ stars: 5, language: null })
})

it('merges what two rows of one identity say', async () => {
  await saver()([rowsOf(repositoryTable, [repository('a', { stars: 5 }), repository('a', { language: 'Go' })])])
  expect(await database.db.repository.findFirst()).toMatchObject({ stars: 5, language: 'Go' })
})

it('refuses text that is too long for a host column instead of cutting it', async () => {
  await database.db.$executeRawUnsafe('ALTER TABLE data."Repository" ALTER description TYPE varchar(5)')
  const rows = [repository('a', { description: 'much longer' }), repository('b', { description: 'short' })]
  expect(await saver()([rowsOf(repositoryTable, rows)])).toMatchObject({ inserted: 1, failed: 1 })
  await database.db.$executeRawUnsafe('ALTER TABLE data."Repository" ALTER description TYPE text')
})

it('says which column the host demands that nobody writes', async () => {
  await database.db.$executeRawUnsafe('ALTER TABLE data."Repository" ADD updated_at timestamptz NOT NULL')
  await expect(saver()([rowsOf(repositoryTable, [repository('a')])])).rejects.toThrow(/demands updated_at/)
  await database.db.$executeRawUnsafe('ALTER TABLE data."Repository" DROP updated_at')
})

it('isolates bad records among 2,500 good ones, names them, and saves the rest', async () => {
  const rows = Array.from({ length: 2_500 }, (_, index) => repository(`r${index}`, { stars: index }))
  const broken = [
    repository('too-big', { stars: 9e12 }),
    repository('wrong-type', { stars: 'many' as never }),
    repository('no-name', { name: null as never }),
    { ...repository(''), externalId: undefined as never },
  ]
  const given = [...rows.slice(0, 1_000), ...broken, ...rows.slice(1_000)]
  expect(await saver()([rowsOf(repositoryTable, given)])).toEqual({
    inserted: 2_500,
    updated: 0,
    unchanged: 0,
    deleted: 0,
    failed: 4,
  })
  expect(bad.sort()).toEqual(['no-name', 'too-big', 'wrong-type', undefined])
})

it('repairs text that Postgres cannot hold and says where', async () => {
  const noteTable = defineTable({
    name: 'Note',
    model: 'note',
    columns: {
      externalId: { column: 'external_id', type: 'text' },
      text: { column: 'text', type: 'text' },
      raw: { column: 'raw', type: 'json' },
    },
  })
  for (const statement of tableStatements(noteTable)) await database.db.$executeRawUnsafe(statement)
  await saver()([rowsOf(noteTable, [{ externalId: 'a', text: 'nul\0 half\ud83d', raw: { deep: ['\0'] } }])])
  expect(await database.db.$queryRawUnsafe('SELECT text, raw FROM data."Note"')).toEqual([
    { text: 'nul\uFFFD half\uFFFD', raw: { deep: ['\uFFFD'] } },
  ])
  expect(repaired).toEqual([{ recordId: 'a', columns: ['text', 'raw'] }])
})

it('keeps what is hard to write: quotes, backslashes, lists, dates of far years, JSON null', async () => {
  const save = saver()
  await save([rowsOf(repositoryTable, [repository('r')])])
  const repositoryRow = await database.db.repository.findFirstOrThrow()
  const row = {
    externalId: 'c',
    repositoryId: repositoryRow.id,
    sha: 'c',
    message: `"quoted" \\ {braces} 'single', \n\t NULL`,
    parentShas: ['a"b', 'c\\d', '', 'NULL', 'x,y'],
    authoredAt: new Date('1901-01-01T00:00:00.001Z'),
    committedAt: new Date(Date.UTC(9999, 11, 31)),
  }
  await save([rowsOf(commitTable, [row])])
  const { externalId: _, ...expected } = row
  expect(await database.db.commit.findFirst()).toMatchObject(expected)
})

it('saves rows that come alongside others, and counts only those that fail', async () => {
  const along = alongside(rowsOf(repositoryTable, [repository('a'), repository('too-big', { stars: 9e12 })]))
  const own = rowsOf(repositoryTable, [repository('b')])
  for (const writes of [[along, own], copyWrites([along, own])]) {
    expect(await saver()(writes)).toMatchObject({ updated: 0, failed: 1 })
  }
  expect(await saver()([along, own])).toEqual({ inserted: 0, updated: 0, unchanged: 1, deleted: 0, failed: 1 })
  expect(await database.db.repository.count()).toBe(2)
})

it('changes only existing rows with changesOf', async () => {
  const save = saver()
  await save([rowsOf(repositoryTable, [repository('a'), repository('b')])])
  const removedAt = new Date('2026-01-01T00:00:00Z')
  const changes = changesOf(repositoryTable, [
    { externalId: 'a', removedAt },
    { externalId: 'never-seen', removedAt },
  ])
  expect(await save([changes])).toMatchObject({ inserted: 0, updated: 1 })
  expect(await database.db.repository.count({ where: { removedAt: { not: null } } })).toBe(1)
})

it("never touches another data source's rows with the same external ids", async () => {
  await saver()([rowsOf(repositoryTable, [repository('a', { stars: 1 })])])
  const other = await database.db.dataSource.create({ data: { organizationId: 'acme', name: 'two', provider: 'ACME' } })
  dataSourceId = other.id
  await saver()([rowsOf(repositoryTable, [repository('a', { stars: 2 })])])
  const rows = await database.db.repository.findMany({ orderBy: { stars: 'asc' } })
  expect(rows.map(({ stars }) => stars)).toEqual([1, 2])
})

it('rolls everything back when what belongs to the rows fails', async () => {
  const after = () => Promise.reject(new Error('no cursor'))
  await expect(saver()([rowsOf(repositoryTable, [repository('a')])], { after })).rejects.toThrow('no cursor')
  expect(await database.db.repository.count()).toBe(0)
})

it("works inside the host's own transaction, bad records included", async () => {
  await database.db.$transaction(async (transaction) => {
    const saved = await saver(transaction)([
      rowsOf(repositoryTable, [repository('a'), repository('b', { stars: 9e12 })]),
    ])
    expect(saved).toMatchObject({ inserted: 1, failed: 1 })
  })
  expect(await database.db.repository.count()).toBe(1)
})

it('does not deadlock when the same rows are saved from two sides in opposite order', async () => {
  const rows = Array.from({ length: 300 }, (_, index) => repository(`r${String(index).padStart(3, '0')}`))
  await saver()([rowsOf(repositoryTable, rows)])
  const both = [1, 2, 3, 4].map((stars) => {
    const changed = rows.map((row) => ({ ...row, stars }))
    return saver()([rowsOf(repositoryTable, stars % 2 ? changed : changed.reverse())])
  })
  await expect(Promise.all(both)).resolves.toHaveLength(4)
})

it('says which table or column the host lacks', async () => {
  const missing = defineTable({
    name: 'Ticket',
    model: 'ticket',
    columns: { externalId: { column: 'external_id', type: 'text' } },
  })
  await expect(saver()([rowsOf(missing, [{ externalId: 'x' }])])).rejects.toThrow(TableMismatchError)
  const column = defineTable({
    name: 'Repository',
    model: 'repository',
    columns: {
      externalId: { column: 'external_id', type: 'text' },
      colour: { column: 'colour', type: 'text', isNullable: true },
    },
  })
  await expect(saver()([rowsOf(column, [{ externalId: 'x' }])])).rejects.toThrow(/"Repository" lacks the column colour/)
})
