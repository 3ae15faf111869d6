import type { RawClient } from '../database/client.js'
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
  // As numbers: a client whose session is not in UTC reads instants wrong.
  const [row] = await db.$queryRawUnsafe<{ holder: string | null; sinceMs: number | null; nowMs: number }[]>(
    `SELECT lease.holder, (EXTRACT(epoch FROM lease.acquired_at) * 1000)::float8 AS "sinceMs",
       (EXTRACT(epoch FROM clock_timestamp()) * 1000)::float8 AS "nowMs"
     FROM (SELECT 1) AS one LEFT JOIN ${quoteTable(schema, 'ImportLease')} AS lease ON lease.name = $1`,
    passLockName(schema),
  )
  if (!row) return undefined
  const { holder, sinceMs, nowMs } = row
  return { holder, since: sinceMs === null ? null : new Date(Number(sinceMs)), now: new Date(Number(nowMs)) }
}
