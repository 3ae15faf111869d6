import { quoteTable } from '@data-import/core'
import type { LedgerDatabase } from '@data-import/ledger'

/** Reads what a data source is called, and whether passes import it; undefined if there is none. */
export async function selectSource(
  db: LedgerDatabase,
  schema: string,
  id: string,
): Promise<{ id: string; name: string; isEnabled: boolean } | undefined> {
  const [found] = await db.$queryRawUnsafe<{ id: string; name: string; isEnabled: boolean }[]>(
    `select id, name, is_enabled as "isEnabled" from ${quoteTable(schema, 'DataSource')} where id = $1`,
    id,
  )
  return found
}
