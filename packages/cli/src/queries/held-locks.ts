import type { Client } from 'pg'

/** An advisory lock of this database and who holds it. */
export interface HeldLock {
  /** The key as `lockKey` makes it. */
  key: bigint
  pid: number
  application: string
  /** Null over a Unix socket. */
  address: string | null
  connectedAt: Date
}

/** Advisory locks with one 64-bit key that sessions hold in this database. */
export async function heldLocks(client: Client): Promise<HeldLock[]> {
  const { rows } = await client.query<Omit<HeldLock, 'key'> & { key: string }>(
    `SELECT ((lock.classid::bigint << 32) | lock.objid::bigint)::text AS key, lock.pid,
       coalesce(activity.application_name, '') AS application, host(activity.client_addr) AS address,
       activity.backend_start AS "connectedAt"
     FROM pg_locks AS lock JOIN pg_stat_activity AS activity USING (pid)
     WHERE lock.locktype = 'advisory' AND lock.objsubid = 1 AND lock.granted
       AND lock.database = (SELECT oid FROM pg_database WHERE datname = current_database())
     ORDER BY activity.backend_start, lock.pid`,
  )
  return rows.map((row) => ({ ...row, key: BigInt(row.key) }))
}
