import { isDeepStrictEqual } from 'node:util'

/** Counts the rows that a script's own calls of the client change. */
export interface ChangeCounter {
  changed: number
}

/** When something was looked at, which says nothing of the row. */
const looks = new Set(['lastSyncAt'])

/**
 * How many rows a call changed.
 *
 * @param before the row that a call for one row found; undefined where there was none
 * @param result what the call returned
 */
export function changedBy(operation: string, before: object | undefined, result: unknown): number {
  if (operation === 'create' || operation === 'delete') return 1
  if (operation === 'upsert' || operation === 'update') return before && isSame(before, result) ? 0 : 1
  if (Array.isArray(result)) return result.length
  const { count } = Object(result) as { count?: unknown }
  return typeof count === 'number' ? count : 0
}

function isSame(before: object, after: unknown): boolean {
  const known = new Map(Object.entries(before))
  return Object.entries(Object(after) as object).every(
    // What was included with the row is no column of it.
    ([field, value]) => looks.has(field) || !known.has(field) || isDeepStrictEqual(known.get(field), value),
  )
}
