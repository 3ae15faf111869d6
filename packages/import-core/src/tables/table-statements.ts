import type { ColumnDefinition, ColumnType, TableDefinition } from '../contract/tables/table-definition.js'
import { quoteIdentifier, quoteTable } from '../database/identifiers.js'

const sqlTypes: Readonly<Record<ColumnType, string>> = {
  text: 'TEXT',
  integer: 'INTEGER',
  bigint: 'BIGINT',
  float: 'DOUBLE PRECISION',
  boolean: 'BOOLEAN',
  timestamp: 'TIMESTAMPTZ(3)',
  json: 'JSONB',
  'text[]': 'TEXT[]',
}

/**
 * SQL that makes a declared table where it is missing, and adds the columns that it lacks. Run again, it changes nothing.
 * Rows go with their data source. A column that is added later is nullable, for rows that are there don't have it.
 *
 * @param schema Postgres schema of the tables; default: `'data'`
 */
export function tableStatements(table: TableDefinition, schema = 'data'): readonly string[] {
  const target = quoteTable(schema, table.name)
  const columns = Object.values(table.columns)
  const declared = columns.map(
    (column) => `${quoteIdentifier(column.column)} ${sqlType(column)}${column.isNullable ? '' : ' NOT NULL'}`,
  )
  const identity = `"id" TEXT PRIMARY KEY, "data_source_id" TEXT NOT NULL REFERENCES ${quoteTable(schema, 'DataSource')} ("id") ON DELETE CASCADE ON UPDATE CASCADE`
  return [
    `CREATE TABLE IF NOT EXISTS ${target} (${[identity, ...declared].join(', ')})`,
    ...columns.map(
      (column) => `ALTER TABLE ${target} ADD COLUMN IF NOT EXISTS ${quoteIdentifier(column.column)} ${sqlType(column)}`,
    ),
    `CREATE UNIQUE INDEX IF NOT EXISTS ${quoteIdentifier(indexName(table))} ON ${target} ("data_source_id", "external_id")`,
  ]
}

function sqlType({ type }: ColumnDefinition): string {
  return sqlTypes[type]
}

/** As Prisma names it, so that a model of the same table finds it. */
function indexName({ name }: TableDefinition): string {
  return `${name}_data_source_id_external_id_key`
}
