import { quoteTable, type TransactionalClient } from '@data-import/core'
import { tablesOfDataSources } from './rows-of-data-source.js'

/** Millions of rows may be removed. */
const longestMs = 30 * 60_000

/**
 * Removes a data source with everything that was imported from it, in one transaction. Every table is named, because a
 * database of `relationMode = "prisma"` has no foreign keys that would delete the rows, and would keep secrets for good.
 */
export async function removeDataSource(db: TransactionalClient, schema: string, dataSourceId: string): Promise<void> {
  const tables = await tablesOfDataSources(db, schema)
  const table = (name: string) => quoteTable(schema, name)
  await db.$transaction(
    async (transaction) => {
      const remove = (from: string, where: string) =>
        transaction.$executeRawUnsafe(`DELETE FROM ${from} WHERE ${where}`, dataSourceId)
      await remove(
        table('ImportLog'),
        `data_source_run_id IN (SELECT id FROM ${table('DataSourceRun')} WHERE data_source_id = $1)`,
      )
      // Children were created after their parents.
      for (const name of tables.reverse()) await remove(table(name), 'data_source_id = $1')
      await remove(table('DataSourceConfig'), 'data_source_id = $1')
      await remove(table('DataSource'), 'id = $1')
    },
    { timeout: longestMs },
  )
}
