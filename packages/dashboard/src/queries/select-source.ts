import { quoteTable } from '@data-import/core'
import type { LedgerDatabase } from '@data-import/ledger'

/** Reads whether a data source is there, and whether passes import it. */
export async function selectSource(
  db: LedgerDatabase,
  schema: string,
  id: string,
): Promise<{ id: string; isEnabled: boolean } | undefined> {
  const [found] = await db.$queryRawUnsafe<{ id: string; isEnabled: boolean }[]>(
    `select id, is_enabled as "isEnabled" from ${quoteTable(schema, 'DataSource')} where id = $1`,
    id,
  )
  return found
}
