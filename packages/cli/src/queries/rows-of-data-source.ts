import { quoteTable, type RawClient } from '@data-import/core'
import { formatCount } from '../output/format-number.js'

const settings = 'DataSourceConfig'

/**
 * Counts the rows that belong to a data source, by table; leaves empty tables out. Asks every table that refers to data
 * sources: canonical ones that exist, and those of third parties.
 */
export async function rowsOfDataSource(
  db: RawClient,
  schema: string,
  dataSourceId: string,
): Promise<Record<string, number>> {
  const counts: [table: string, count: number][] = []
  for (const table of await tablesOfDataSources(db, schema)) {
    const [counted] = await db.$queryRawUnsafe<{ count: bigint }[]>(
      `SELECT count(*) AS count FROM ${quoteTable(schema, table)} WHERE data_source_id = $1`,
      dataSourceId,
    )
    counts.push([table, Number(counted?.count ?? 0)])
  }
  return Object.fromEntries(counts.filter(([, count]) => count > 0))
}

/** `1,200 Commit, 3 Repository`; empty for no rows. */
export function describeRows(rows: Readonly<Record<string, number>>): string {
  return Object.entries(rows)
    .map(([table, count]) => `${formatCount(count)} ${table}`)
    .join(', ')
}

const bookkeeping: ReadonlySet<string> = new Set(['DataSourceRun', 'ImportPartition', 'ImportLog'])

/** As {@link rowsOfDataSource}, without the system's own bookkeeping. */
export async function importedRows(
  db: RawClient,
  schema: string,
  dataSourceId: string,
): Promise<Record<string, number>> {
  const rows = await rowsOfDataSource(db, schema, dataSourceId)
  return Object.fromEntries(Object.entries(rows).filter(([table]) => !bookkeeping.has(table)))
}

/**
 * Tables whose rows belong to data sources, in the order of their creation. Usually a foreign key deletes those rows with
 * their data source. A database of `relationMode = "prisma"` has no foreign keys: there, tables count that are keyed as the
 * import's tables are, and its bookkeeping.
 */
export async function tablesOfDataSources(db: RawClient, schema: string): Promise<string[]> {
  const rows = await db.$queryRawUnsafe<{ name: string }[]>(
    `SELECT child.relname AS name FROM pg_class AS child
       JOIN pg_namespace AS childs ON childs.oid = child.relnamespace
       JOIN pg_attribute AS owner ON owner.attrelid = child.oid AND owner.attname = 'data_source_id'
     WHERE childs.nspname = $1 AND child.relkind IN ('r', 'p') AND child.relname <> $2 AND (
       EXISTS (
         SELECT FROM pg_constraint AS reference
           JOIN pg_class AS parent ON parent.oid = reference.confrelid AND parent.relname = 'DataSource'
           JOIN pg_namespace AS parents ON parents.oid = parent.relnamespace AND parents.nspname = $1
         WHERE reference.conrelid = child.oid AND reference.contype = 'f' AND reference.confdeltype = 'c'
       )
       OR NOT EXISTS (
         SELECT FROM pg_constraint AS reference
         WHERE reference.conrelid = child.oid AND reference.contype = 'f' AND owner.attnum = ANY (reference.conkey)
       ) AND (
         child.relname IN ('DataSourceRun', 'ImportPartition')
         OR EXISTS (
           SELECT FROM pg_index AS key JOIN pg_attribute AS external ON external.attrelid = child.oid
           WHERE key.indrelid = child.oid AND key.indisunique AND external.attname = 'external_id'
             AND key.indkey::text = owner.attnum || ' ' || external.attnum
         )
       )
     )
     ORDER BY child.oid`,
    schema,
    settings,
  )
  return rows.map(({ name }) => name)
}
