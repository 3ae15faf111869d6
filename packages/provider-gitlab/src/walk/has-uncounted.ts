import type { ListState } from './changed-list.js'

/** An interrupted walk has not looked at the whole list at once, so the next one looks what is missing from it. */
export function hasUncounted({ total, isCounted }: ListState): boolean {
  return isCounted && total === null
}
