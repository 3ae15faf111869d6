import { useTestDatabase } from '@data-import/test-kit'
import { expect, it } from 'vitest'
import { columns, type TableName } from './columns.js'
import { readTables } from './read-tables.js'

const database = useTestDatabase()
const names = Object.keys(columns) as TableName[]

it('every column that is read is in the reference schema: a table that lacks one would count as empty', async () => {
  const table = await readTables(database.db, 'data')
  expect(names.filter((name) => !table.has(name))).toEqual([])
})

it('a table that the database lacks is empty, with the same columns and types', async () => {
  const missing = await readTables(database.db, 'public')
  const there = await readTables(database.db, 'data')
  for (const name of names) {
    const fields = columns[name].map((column) => `"${column.split(' ')[0]}"`).join(', ')
    const union = `select ${fields} from ${missing(name)} x union all select ${fields} from ${there(name)} y limit 0`
    // Enumerations are texts where they are missing.
    if (!['DataSourceRun', 'ImportPartition'].includes(name)) await database.db.$queryRawUnsafe(union)
  }
})
