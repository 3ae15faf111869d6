import { quoteIdentifier } from '@data-import/core'
import type { Client } from 'pg'

const undefinedTable = '42P01'
const undefinedColumn = '42703'

/**
 * `Did you mean data."PullRequest"?`, for a table or column of a refused statement that has another spelling in the schema:
 * `pull_requests`, `authorname`. Empty if nothing is near.
 */
export async function suggestNames(
  client: Client,
  schema: string,
  { code, message, statement }: { code: string; message: string; statement: string },
): Promise<string> {
  // The server may speak any language; the name is in quotes in each.
  const wanted =
    /["'«„](?:\w+\.)*(\w+)["'»“]/.exec(message)?.[1] ?? /(?:\w+\.)?(\w+)/.exec(message.split(' ')[1] ?? '')?.[1]
  if (wanted === undefined || (code !== undefinedTable && code !== undefinedColumn)) return ''
  const { rows } = await client.query<{ table: string; column: string }>(
    `SELECT c.relname AS "table", a.attname AS "column" FROM pg_catalog.pg_class AS c
       JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
       JOIN pg_catalog.pg_attribute AS a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
     WHERE n.nspname = $1 AND c.relkind IN ('r', 'p', 'v', 'm', 'f') ORDER BY c.relname, a.attnum`,
    [schema],
  )
  const isMeant = (name: string) => plain(name) === plain(wanted)
  const tables = rows.map(({ table }) => table).filter(isMeant)
  const columns = rows.flatMap(({ table, column }) =>
    statement.includes(table) && isMeant(column) && column !== wanted ? [column] : [],
  )
  const found =
    code === undefinedTable
      ? tables.map(
          (table) => `${/^[a-z_]\w*$/.test(schema) ? schema : quoteIdentifier(schema)}.${quoteIdentifier(table)}`,
        )
      : columns.map((column) => (/^[a-z_][a-z0-9_]*$/.test(column) ? column : quoteIdentifier(column)))
  const distinct = [...new Set(found)]
  return distinct.length === 0 ? '' : `Did you mean ${distinct.join(' or ')}?`
}

/** One spelling for `PullRequest`, `pull_request` and `pullrequests`. */
function plain(name: string): string {
  return name.toLowerCase().replaceAll('_', '').replace(/ies$/, 'y').replace(/s$/, '')
}
