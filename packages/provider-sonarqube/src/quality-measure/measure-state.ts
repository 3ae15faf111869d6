import type { Json } from '@data-import/core/provider'

/** What a completed walk leaves for the next one. */
export interface MeasureState {
  /** Of the last analysis that was listed before the walk. */
  mark: string
  /** When everything was last read. */
  fullAt: string
}

/** Null for what was not left by this resource. */
export function readMeasureState(state: Json): MeasureState | null {
  if (typeof state !== 'object' || state === null || Array.isArray(state)) return null
  const { mark, fullAt } = state
  return typeof mark === 'string' && typeof fullAt === 'string' ? { mark, fullAt } : null
}
