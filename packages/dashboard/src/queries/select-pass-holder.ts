import { quoteTable } from '@data-import/core'
import type { LedgerDatabase } from '@data-import/ledger'

/** Who last took the lock of a pass. Seconds since 1970. */
export interface PassHolder {
  holder: string | null
  acquiredAt: number
}

/** Reads who last took the lock of a pass. */
export async function selectPassHolder(
  db: LedgerDatabase,
  schema: string,
  lock: string,
): Promise<PassHolder | undefined> {
  const [found] = await db.$queryRawUnsafe<PassHolder[]>(
    `select holder, extract(epoch from acquired_at)::float8 as "acquiredAt" from ${quoteTable(schema, 'ImportLease')} where name = $1`,
    lock,
  )
  return found
}
