import type { Client, FieldDef, QueryArrayConfig } from 'pg'

/** What a statement returned. */
export interface StatementResult {
  /** Empty where it returns no rows. */
  titles: readonly string[]
  rows: readonly (readonly unknown[])[]
  /** `SELECT`, `UPDATE` */
  command: string
  rowCount: number
}

/**
 * Runs one statement in a transaction that can only read, unless writing is allowed. Only one goes in: the extended
 * protocol refuses more, so that none can end the transaction for the next.
 *
 * @param options.isText leaves values as the texts that Postgres sends; else they become JSON's types
 */
export async function runStatement(
  client: Client,
  statement: string,
  options: { isWritable: boolean; isText: boolean },
): Promise<StatementResult> {
  await client.query(options.isWritable ? 'BEGIN' : 'BEGIN READ ONLY')
  try {
    const query: QueryArrayConfig & { queryMode: 'extended' } = {
      text: statement,
      rowMode: 'array',
      queryMode: 'extended',
      ...(options.isText ? { types: { getTypeParser: () => String } } : {}),
    }
    const { fields, rows, command, rowCount } = await client.query<unknown[]>(query)
    await client.query('COMMIT')
    const plain = options.isText ? rows : rows.map((row) => row.map((value, index) => jsonValue(value, fields[index])))
    return { titles: fields.map(({ name }) => name), rows: plain, command, rowCount: rowCount ?? 0 }
  } catch (error) {
    await client.query('ROLLBACK').catch(() => undefined)
    throw error
  }
}

const int8 = 20

/** `pg` gives whole numbers of 8 bytes as text. */
function jsonValue(value: unknown, field: FieldDef | undefined): unknown {
  return field?.dataTypeID === int8 && typeof value === 'string' ? BigInt(value) : value
}
