import type { Json } from '@data-import/core/provider'

/** What a completed walk leaves for the next one. */
export type MeasureState = {
  /** The project's key, which all rows have. */
  key: string
  /** Of the last analysis that was listed before the walk. */
  mark: string
  /** How many analyses there were; null where that wasn't told. */
  analyses: number | null
  /** When everything was last read. */
  fullAt: string
}

/** What a walk knows from its first page to its end, also when it is resumed in a later pass. */
export type MeasureHead = MeasureState & {
  /** Both count; null is no bound. */
  from: string | null
  to: string | null
  /** The analysis before, where only newer ones are to be read; null: all are. */
  after: string | null
  /** How many analyses there were then. */
  analysesBefore: number | null
}

/** Null for what was not left by this resource. */
export function readMeasureState(state: Json): MeasureState | null {
  if (typeof state !== 'object' || state === null || !('mark' in state)) return null
  const { key, mark, analyses, fullAt } = state
  if (typeof key !== 'string' || typeof mark !== 'string' || typeof fullAt !== 'string') return null
  return { key, mark, fullAt, analyses: typeof analyses === 'number' ? analyses : null }
}

/** Null at the start of a walk. */
export function readMeasureCursor(cursor: Json): { head: MeasureHead; next: string } | null {
  if (typeof cursor !== 'object' || cursor === null || !('head' in cursor)) return null
  const { head, next } = cursor
  if (typeof next !== 'string' || !readMeasureState(head ?? null)) return null
  // Written by this resource alone, in this form.
  return { head: head as MeasureHead, next }
}
