import { isConnectionFailure } from '../errors/database-error.js'
import { TransientError } from '../errors/import-error.js'
import type { RawClient } from './client.js'

/** Time by the database, whose clock all processes share: this one's own may be wrong. */
export interface DatabaseClock {
  now(): Date
}

/** What a pass asks its server once. */
export interface ServerFacts {
  clock: DatabaseClock
  /**
   * Whether the server can look for its client while it works. It can from Postgres 14 on, but not on every platform.
   * https://www.postgresql.org/docs/current/runtime-config-connection.html#GUC-CLIENT-CONNECTION-CHECK-INTERVAL
   */
  canNoticeDeadClient: boolean
}

/**
 * Asks for the time once and then counts on with a clock that can't be set, from when the answer came: it is never ahead.
 * @throws {TransientError} for an answer that is no time.
 */
export async function lookAtServer(db: RawClient, monotonicMs: () => number): Promise<ServerFacts> {
  const { ms, canNoticeDeadClient } = await askServer(db)
  const base = Number(ms ?? Number.NaN)
  if (Number.isNaN(base)) throw new TransientError('The database was asked for its time and gave none. Run again.')
  const answeredAt = monotonicMs()
  const clock = { now: () => new Date(base + Math.floor(monotonicMs() - answeredAt)) }
  return { clock, canNoticeDeadClient }
}

/** Milliseconds since 1970 by the database's clock, however its sessions write dates. */
const time = 'floor(extract(epoch FROM clock_timestamp()) * 1000)::bigint::text AS ms'

async function askServer(db: RawClient): Promise<{ ms: string | undefined; canNoticeDeadClient: boolean }> {
  try {
    const [row] = await db.$queryRawUnsafe<{ ms: string }[]>(
      `SELECT ${time}, set_config('client_connection_check_interval', '250ms', true)`,
    )
    return { ms: row?.ms, canNoticeDeadClient: true }
  } catch (error) {
    if (isConnectionFailure(error)) throw error
    const [row] = await db.$queryRawUnsafe<{ ms: string }[]>(`SELECT ${time}`)
    return { ms: row?.ms, canNoticeDeadClient: false }
  }
}
