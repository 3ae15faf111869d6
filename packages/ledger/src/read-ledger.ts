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
  /** Of enabled data sources, without the resources that were left out. */
  rows: readonly LedgerRow[]
  /** Rows of data sources that an operator paused. */
  paused: readonly LedgerRow[]
  /** Rows of resources that the operators left out: nothing is imported, and what there is ages. */
  leftOut: readonly LedgerRow[]
  refused: readonly RefusedRows[]
}

/**
 * Reads what health, metrics and the dashboard are made from. It asks one statement after the other, because the client may be a
 * transaction.
 */
export async function readLedger(db: LedgerDatabase, { schema = 'data' }: LedgerOptions): Promise<Ledger> {
  const known = await selectLedger(db, schema)
  const all = known.filter(({ isEnabled }) => isEnabled)
  const refused = await selectRefused(db, schema, all)
  const wishes = await selectWishes(db, schema)
  const clock = await selectClock(db, schema)
  const rows = withoutLeftOut(all, wishes)
  return {
    ...clock,
    rows,
    paused: known.filter(({ isEnabled }) => !isEnabled),
    leftOut: all.filter((row) => !rows.includes(row)),
    refused,
  }
}
