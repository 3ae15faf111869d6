import type { Client } from 'pg'

/**
 * What the tables of a schema lack: `ImportLease` for a whole table, `DataSource.created_at` for a column. Asks the
 * catalogue, which also lists what this role may not read.
 */
export async function missingColumns(
  client: Client,
  schema: string,
  wanted: ReadonlyMap<string, readonly string[]>,
): Promise<string[]> {
  const { rows } = await client.query<{ table: string; columns: string[] }>(
    `SELECT c.relname AS "table", coalesce(array_agg(a.attname::text) FILTER (WHERE a.attname IS NOT NULL), '{}') AS columns
     FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace
       LEFT JOIN pg_attribute AS a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
     WHERE n.nspname = $1 AND c.relkind IN ('r', 'p', 'v', 'm', 'f') GROUP BY c.oid, c.relname`,
    [schema],
  )
  const found = new Map(rows.map(({ table, columns }) => [table, new Set(columns)]))
  return [...wanted].flatMap(([table, columns]) => {
    const existing = found.get(table)
    return existing ? columns.filter((column) => !existing.has(column)).map((column) => `${table}.${column}`) : [table]
  })
}
