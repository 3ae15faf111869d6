import type { RawClient } from '../contract/database.js'

/** Time by the database, whose clock all processes share: this one's own may be wrong. */
export interface DatabaseClock {
  now(): Date
}

/** Whether every statement of this client belongs to one transaction: then time stands still. */
export async function isInsideTransaction(db: RawClient): Promise<boolean> {
  const began = async () => {
    const [row] = await db.$queryRawUnsafe<{ began: string }[]>('SELECT transaction_timestamp()::text AS began')
    return row?.began
  }
  const first = await began()
  return first === (await began())
}

/** Asks once and then counts on with a clock that can't be set. */
export async function readDatabaseClock(db: RawClient, monotonicMs: () => number): Promise<DatabaseClock> {
  const before = monotonicMs()
  const [row] = await db.$queryRawUnsafe<{ now: Date }[]>('SELECT clock_timestamp() AS now')
  const base = new Date(row?.now ?? Number.NaN).getTime()
  return { now: () => new Date(base + Math.floor(monotonicMs() - before)) }
}
