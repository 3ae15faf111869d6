import type { Json } from '@data-import/core/provider'

/** What a completed walk leaves for the next one. */
export type MeasureState = {
  /** Of the last analysis that was listed before the walk. */
  mark: string
  /** When everything was last read. */
  fullAt: string
}

/** What a walk knows from its first page to its end, also when it is resumed in a later pass. */
export type MeasureHead = MeasureState & {
  /** Both count; null is no bound. */
  from: string | null
  to: string | null
}

/** Null for what was not left by this resource. */
export function readMeasureState(state: Json): MeasureState | null {
  if (typeof state !== 'object' || state === null || !('mark' in state)) return null
  const { mark, fullAt } = state
  return typeof mark === 'string' && typeof fullAt === 'string' ? { mark, fullAt } : null
}

/** Null at the start of a walk. */
export function readMeasureCursor(cursor: Json): { head: MeasureHead; next: string } | null {
  if (typeof cursor !== 'object' || cursor === null || !('head' in cursor)) return null
  const { head, next } = cursor
  if (typeof next !== 'string' || !readMeasureState(head ?? null)) return null
  // Written by this resource alone, in this form.
  return { head: head as MeasureHead, next }
}
