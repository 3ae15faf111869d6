import { TransientError } from '../errors/import-error.js'
import type { RawClient } from './client.js'

/** Time by the database, whose clock all processes share: this one's own may be wrong. */
export interface DatabaseClock {
  now(): Date
}

/**
 * Asks once and then counts on with a clock that can't be set, from when the answer came: it is never ahead.
 * @throws {TransientError} for an answer that is no time.
 */
export async function readDatabaseClock(db: RawClient, monotonicMs: () => number): Promise<DatabaseClock> {
  const base = await readDatabaseTime(db)
  const answeredAt = monotonicMs()
  return { now: () => new Date(base + Math.floor(monotonicMs() - answeredAt)) }
}

/** Milliseconds since 1970 by the database's clock, however its sessions write dates. */
async function readDatabaseTime(db: RawClient): Promise<number> {
  const [row] = await db.$queryRawUnsafe<{ ms: string }[]>(
    'SELECT floor(extract(epoch FROM clock_timestamp()) * 1000)::bigint::text AS ms',
  )
  const base = Number(row?.ms ?? Number.NaN)
  if (Number.isNaN(base)) throw new TransientError('The database was asked for its time and gave none. Run again.')
  return base
}
