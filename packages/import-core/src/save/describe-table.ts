import type { TableDefinition } from '../contract/tables/table-definition.js'
import type { RawClient } from '../database/client.js'
import { TableMismatchError } from '../errors/import-error.js'

/** Types of the host's columns by name, as Postgres writes them: `text`, `timestamp(3) with time zone`. */
export type ColumnTypes = ReadonlyMap<string, string>

/** A table as the host's database has it. */
export interface DescribedTable {
  types: ColumnTypes
  /** Whether its rows carry the numbers of the transactions that wrote them: those of partitioned tables and views don't. */
  hasRowVersions: boolean
}

/** Looks up the columns that the host's table really has; asks once a table. */
export function createTableDescriber(schema: string) {
  const described = new Map<string, Promise<DescribedTable>>()
  return function describe(db: RawClient, table: TableDefinition): Promise<DescribedTable> {
    let columns = described.get(table.name)
    if (!columns) {
      columns = readColumns(db, schema, table)
      // A failed look-up must not be remembered.
      columns.catch(() => described.delete(table.name))
      described.set(table.name, columns)
    }
    return columns
  }
}

export type DescribeTable = ReturnType<typeof createTableDescriber>

async function readColumns(db: RawClient, schema: string, table: TableDefinition): Promise<DescribedTable> {
  // As text: Prisma 6 can't read a column of the type `name`.
  const rows = await db.$queryRawUnsafe<{ name: string; type: string; isDemanded: boolean; isPlain: boolean }[]>(
    `SELECT a.attname::text AS name, format_type(a.atttypid, NULL) AS type, c.relkind = 'r' AS "isPlain",
       a.attnotnull AND NOT a.atthasdef AND a.attidentity = '' AND a.attgenerated = '' AS "isDemanded"
     FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE n.nspname = $1 AND c.relname = $2 AND a.attnum > 0 AND NOT a.attisdropped`,
    schema,
    table.name,
  )
  if (rows.length === 0) {
    throw new TableMismatchError(
      `The database has no table "${schema}"."${table.name}", which a provider writes: add its model to your schema and migrate.`,
    )
  }
  const columns = new Map(rows.map(({ name, type }) => [name, type]))
  const missing = ['id', 'data_source_id', ...Object.values(table.columns).map(({ column }) => column)].filter(
    (column) => !columns.has(column),
  )
  if (missing.length > 0) {
    throw new TableMismatchError(
      `The table "${schema}"."${table.name}" lacks the column${missing.length > 1 ? 's' : ''} ${missing.join(', ')}: add to your schema and migrate.`,
    )
  }
  const written = new Set(['id', 'data_source_id', ...Object.values(table.columns).map(({ column }) => column)])
  const demanded = rows.filter(({ name, isDemanded }) => isDemanded && !written.has(name)).map(({ name }) => name)
  if (demanded.length > 0) {
    throw new TableMismatchError(
      `The table "${schema}"."${table.name}" demands ${demanded.join(', ')}, which its provider doesn't write: make it nullable or give it a default in the database.`,
    )
  }
  return { types: columns, hasRowVersions: rows.every(({ isPlain }) => isPlain) }
}
