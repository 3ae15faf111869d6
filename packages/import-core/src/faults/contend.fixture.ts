import { Client } from 'pg'
import { type LockMode, postgresLock } from '../index.js'

/** How a process contends for the pass's lock. */
export interface Contention {
  lock: { connectionString: string; mode?: LockMode; leaseMs?: number }
  /** Where entries are counted. */
  url: string
  /** How often to get in. */
  entries: number
}

/** Gets in and out so many times, and writes down each entry with how many were inside. */
export async function contend({ lock, url, entries }: Contention): Promise<{ entered: number; busy: number }> {
  const client = new Client({ connectionString: url, application_name: 'fault-process' })
  await client.connect()
  const passLock = postgresLock(lock)
  let entered = 0
  let busy = 0
  while (entered < entries) {
    const lease = await passLock.acquire({ schema: 'data' })
    if (!lease) {
      busy++
      continue
    }
    const { rows } = await client.query<{ inside: number }>('UPDATE door SET inside = inside + 1 RETURNING inside')
    await client.query('UPDATE door SET inside = inside - 1, entries = entries + 1, met = met + $1', [
      rows[0]?.inside === 1 ? 0 : 1,
    ])
    entered++
    await lease.release()
  }
  await client.end()
  return { entered, busy }
}
