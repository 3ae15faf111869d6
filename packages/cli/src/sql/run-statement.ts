import type { Client, QueryArrayConfig } from 'pg'

/** What a statement returned. */
export interface StatementResult {
  /** Empty if it returns no rows. */
  titles: readonly string[]
  /** OID of each column's type. */
  types: readonly number[]
  /** Values as Postgres prints them. */
  rows: readonly (readonly (string | null)[])[]
  /** `SELECT`, `UPDATE` */
  command: string
  rowCount: number
}

/** Keeps settings of a database or role from losing digits or making a date ambiguous. The time zone stays: instants show it. */
const settings = `SELECT pg_catalog.set_config('datestyle', 'ISO, ' || split_part(current_setting('datestyle'), ', ', 2), true),
  pg_catalog.set_config('intervalstyle', 'postgres', true), pg_catalog.set_config('bytea_output', 'hex', true),
  pg_catalog.set_config('extra_float_digits', greatest(1, current_setting('extra_float_digits')::int)::text, true)`

/**
 * Runs one statement in a transaction that can only read, unless writing is allowed. The extended protocol refuses a second
 * statement, which could otherwise follow the end of the transaction.
 */
export async function runStatement(
  client: Client,
  statement: string,
  options: { isWritable: boolean },
): Promise<StatementResult> {
  await client.query(options.isWritable ? 'BEGIN' : 'BEGIN READ ONLY')
  try {
    await client.query(settings)
    const query: QueryArrayConfig & { queryMode: 'extended' } = {
      text: statement,
      rowMode: 'array',
      queryMode: 'extended',
      // The driver's own parsers use this machine's time zone, and lose digits.
      types: { getTypeParser: () => String },
    }
    const { fields, rows, command, rowCount } = await client.query<(string | null)[]>(query)
    await client.query('COMMIT')
    return {
      titles: fields.map(({ name }) => name),
      types: fields.map(({ dataTypeID }) => dataTypeID),
      rows,
      command,
      rowCount: rowCount ?? 0,
    }
  } catch (error) {
    await client.query('ROLLBACK').catch(() => undefined)
    throw error
  }
}
