import type { LedgerDatabase, LedgerOptions } from './ledger-database.js'
import { type LedgerRow, selectClock, selectLedger } from './ledger-statements.js'
import { selectWishes, withoutLeftOut } from './left-out.js'
import { type RefusedRows, selectRefused } from './refused-statement.js'

/** What health and metrics are made from. */
export interface Ledger {
  /** The database's time, in seconds since 1970. */
  now: number
  /** When a pass last took its lock; null if none ever did. */
  passBeganAt: number | null
  rows: readonly LedgerRow[]
  refused: readonly RefusedRows[]
}

/** Reads the ledger, one statement after the other: the client may be a transaction. */
export async function readLedger(db: LedgerDatabase, { schema = 'data' }: LedgerOptions): Promise<Ledger> {
  const rows = await selectLedger(db, schema)
  const refused = await selectRefused(db, schema, rows)
  const wishes = await selectWishes(db, schema)
  const clock = await selectClock(db, schema)
  return { ...clock, rows: withoutLeftOut(rows, wishes), refused }
}
