import { quoteTable, type RawClient } from '@data-import/core'

const settings = 'DataSourceConfig'

/**
 * How many rows go with a data source, by table; tables without any are left out. Asks every table that belongs to data
 * sources: canonical ones that are there, and those of third parties.
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

const bookkeeping: ReadonlySet<string> = new Set(['DataSourceRun', 'ImportPartition', 'ImportLog'])

/** As {@link rowsOfDataSource}, without what the system notes for itself. */
export async function importedRows(
  db: RawClient,
  schema: string,
  dataSourceId: string,
): Promise<Record<string, number>> {
  const rows = await rowsOfDataSource(db, schema, dataSourceId)
  return Object.fromEntries(Object.entries(rows).filter(([table]) => !bookkeeping.has(table)))
}

/**
 * Those whose rows belong to data sources, in the order in which they were made: they are deleted with them by a foreign key.
 * A database of `relationMode = "prisma"` has no foreign keys, so those without one count that are keyed as tables of the
 * import are, or are its books.
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
