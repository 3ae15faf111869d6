import type { RawClient } from '../contract/database.js'
import { quoteTable } from '../database/identifiers.js'
import { passLockName } from '../locks/lock-key.js'

/** Who holds the lock of passes, as far as it is known. */
export interface PassHolder {
  /** Host name and process id. */
  holder: string | null
  since: Date | null
  /** The database's time. */
  now: Date
}

/** Reads who took the lock last, for telling whoever finds it taken. */
export async function readPassHolder(db: RawClient, schema: string): Promise<PassHolder | undefined> {
  const [row] = await db.$queryRawUnsafe<PassHolder[]>(
    `SELECT lease.holder, lease.acquired_at AS since, clock_timestamp() AS now
     FROM (SELECT 1) AS one LEFT JOIN ${quoteTable(schema, 'ImportLease')} AS lease ON lease.name = $1`,
    passLockName(schema),
  )
  if (!row) return undefined
  const { holder, since, now } = row
  return { holder, since: since === null ? null : new Date(since), now: new Date(now) }
}
