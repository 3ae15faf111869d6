import type { Json } from '@data-import/core/provider'
import type { AllPosition } from './all-issues.js'

/** What a walk knows from its first page to its end, also when it is resumed in a later pass. */
export type WalkHead = {
  /** The project's key, which the addresses of all rows have. */
  key: string
  /** Of the last analysis that was listed before the walk. */
  mark: string
  /** What the measures said of the hotspots before it; null where nobody asked. */
  hotspots: string | null
  /** The end of the window in which this mark was first seen. */
  seenAt: string
  /** What changed since is read; null: everything. */
  since: string | null
  /** When everything was last read. */
  fullAt: string
}

/** Where a walk stands in its lists. */
export type WalkPosition = {
  /** Of the issues by their last change, as the paging keeps it. */
  changed?: string | null
  /** Of all issues. */
  all?: AllPosition | null
}

/** Where a walk stands, and what it knows. */
export type IssueCursor = WalkPosition & { head: WalkHead }

/** Null for what no walk of this resource has left. */
export function readIssueState(state: Json): WalkHead | null {
  if (typeof state !== 'object' || state === null || !('mark' in state)) return null
  const { key, mark, seenAt, fullAt } = state
  const isState = [key, mark, seenAt, fullAt].every((field) => typeof field === 'string')
  // Written by this resource alone, in this form.
  return isState ? (state as unknown as WalkHead) : null
}

/** Null at the start of a walk. */
export function readIssueCursor(cursor: Json): IssueCursor | null {
  if (typeof cursor !== 'object' || cursor === null || !('head' in cursor)) return null
  return readIssueState(cursor.head ?? null) ? (cursor as unknown as IssueCursor) : null
}
