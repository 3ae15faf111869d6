import type { ListState } from './changed-list.js'

/**
 * Whether the next walk has something to look for: an interrupted walk has not looked at the whole list at once, and so not what is missing
 * from it; or something was unavailable.
 */
export function hasGaps({ total, isCounted, lacks }: ListState): boolean {
  return lacks || (isCounted && total === null)
}
