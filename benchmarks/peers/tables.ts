import pg from 'pg'
import type { Kind, Records } from './records.js'

/** A row of any table. */
export type Row = Readonly<Record<string, unknown>>

/** Where a kind of records is, and what is said of a row; undefined of what is something else. */
export interface KindTable {
  kind: Kind
  table: string
  say(row: Row): [id: unknown, what: string] | undefined
}

/** Reads what a tool has written; a table that it hasn't made is empty. */
export async function readTables(
  connectionString: string,
  schema: string,
  tables: readonly KindTable[],
): Promise<Records> {
  const client = new pg.Client({ connectionString })
  await client.connect()
  try {
    const records: Records = new Map()
    for (const { kind, table, say } of tables) {
      const name = `${schema}.${table}`
      const { rows: found } = await client.query('SELECT to_regclass($1) IS NOT NULL AS "isThere"', [name])
      const rows: Row[] = found[0]?.isThere ? (await client.query(`SELECT * FROM ${name}`)).rows : []
      records.set(kind, new Map(rows.flatMap((row) => asEntry(say(row)))))
    }
    return records
  } finally {
    await client.end()
  }
}

function asEntry(said: [id: unknown, what: string] | undefined): [string, string][] {
  return said ? [[String(said[0]), said[1]]] : []
}
