import { type RawClient, type RingsOptions, recordRings, sqlState } from '@data-import/core'

/** Deadlock and serialization failure: the statement did nothing, and may simply be run again. */
const repeatable: ReadonlySet<string | undefined> = new Set(['40P01', '40001'])
const mostAttempts = 5

/** Records rings, again where a pass and another request met in the same rows: most vendors send a webhook once. */
export async function recordSurely(db: RawClient, options: RingsOptions): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      await recordRings(db, options)
      return
    } catch (error) {
      if (!repeatable.has(sqlState(error)) || attempt >= mostAttempts) throw error
    }
  }
}
