import { type LedgerDatabase, quoteTable } from '../ledger-database.js'

/** An advisory lock of this database and who holds it. */
export interface HeldLock {
  /** The key as core's `lockKey` makes it of the lock's name. */
  key: bigint
  pid: number
  application: string
  /** Null over a Unix socket, or for a role that may not see it. */
  address: string | null
  /** When its session began; null for a role that may not see it. */
  connectedAt: Date | null
}

/** A lock of the mode `lease` that has not expired. */
export interface HeldLease {
  /** As core's `passLockName` and `resourceLockName` make it. */
  name: string
  holder: string
  acquiredAt: Date
  expiresAt: Date
}

/** Reads the advisory locks with one 64-bit key that sessions hold in this database. */
export async function selectHeldLocks(db: LedgerDatabase): Promise<HeldLock[]> {
  const rows = await db.$queryRawUnsafe<(Omit<HeldLock, 'key'> & { key: string })[]>(
    `select ((lock.classid::bigint << 32) | lock.objid::bigint)::text as key, lock.pid,
  coalesce(activity.application_name, '') as application, host(activity.client_addr) as address,
  activity.backend_start as "connectedAt"
from pg_locks lock left join pg_stat_activity activity using (pid)
where lock.locktype = 'advisory' and lock.objsubid = 1 and lock.granted
  and lock.database = (select oid from pg_database where datname = current_database())
order by activity.backend_start, lock.pid`,
  )
  return rows.map((row) => ({ ...row, key: BigInt(row.key) }))
}

/** Reads the leases that are held, by the database's clock. */
export function selectHeldLeases(db: LedgerDatabase, schema: string): PromiseLike<HeldLease[]> {
  return db.$queryRawUnsafe<HeldLease[]>(
    `select substr(name, length('lease/') + 1) as name, coalesce(holder, '?') as holder,
  acquired_at as "acquiredAt", expires_at as "expiresAt" from ${quoteTable(schema, 'ImportLease')}
where name like 'lease/%' and expires_at > clock_timestamp() order by acquired_at, name`,
  )
}
