import { quoteTable, type RawClient } from '@data-import/core'

/** Which provider a data source has; undefined where there is no such data source. */
export async function readProvider(db: RawClient, schema: string, dataSourceId: string): Promise<string | undefined> {
  const [row] = await db.$queryRawUnsafe<{ provider: string }[]>(
    `SELECT provider::text AS provider FROM ${quoteTable(schema, 'DataSource')} WHERE id = $1`,
    dataSourceId,
  )
  return row?.provider
}
