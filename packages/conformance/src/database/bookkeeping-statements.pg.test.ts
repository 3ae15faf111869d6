import { adminUrl, createTestDatabase } from '@data-import/test-kit'
import { Client } from 'pg'
import { expect, it } from 'vitest'
import { createDatabase } from './create-database.js'

const tables = ['DataSource', 'DataSourceConfig', 'DataSourceRun', 'ImportLog', 'ImportPartition', 'ImportLease']

it('the bookkeeping tables are those of the reference schema', async () => {
  const reference = await createTestDatabase()
  const made = await createDatabase({ url: adminUrl() }, [])
  try {
    const expected = await describeTables(reference.url)
    expect(await describeTables(made.url)).toEqual(expected)
    expect(new Set(expected.map(({ table }) => table))).toEqual(new Set(tables))
  } finally {
    await made.remove()
    await reference.close()
  }
})

/** Columns, and what is unique or refers to another table; not the names of constraints, and no index that only serves speed. */
async function describeTables(url: string): Promise<{ table: string }[]> {
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    const columns = await client.query(
      `SELECT table_name AS "table", column_name, udt_name, is_nullable, column_default, datetime_precision
       FROM information_schema.columns WHERE table_schema = 'data' AND table_name = ANY($1) ORDER BY 1, 2`,
      [tables],
    )
    const constraints = await client.query(
      `SELECT relname AS "table", pg_get_constraintdef(c.oid) AS definition
       FROM pg_constraint c JOIN pg_class t ON t.oid = c.conrelid
       WHERE t.relname = ANY($1) AND c.contype IN ('p', 'f')
       UNION ALL
       SELECT tablename, regexp_replace(indexdef, 'INDEX \\S+ ', 'INDEX ') FROM pg_indexes
       WHERE schemaname = 'data' AND tablename = ANY($1) AND indexdef LIKE 'CREATE UNIQUE%'
       ORDER BY 1, 2`,
      [tables],
    )
    const values = await client.query(
      `SELECT typname AS "table", enumlabel FROM pg_enum e JOIN pg_type t ON t.oid = e.enumtypid ORDER BY typname, enumsortorder`,
    )
    const named = values.rows.map((row) => ({ ...row, table: tableOf(row.table) }))
    return [...columns.rows, ...constraints.rows, ...named]
  } finally {
    await client.end()
  }
}

function tableOf(type: string): string {
  return tables.find((table) => type.startsWith(table) && type !== table) ?? type
}
