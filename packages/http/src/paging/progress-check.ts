import { TransientError } from '@data-import/core/provider'
import { createKnownItems } from './known-items.js'

/** A vendor that leaves out what may not be seen gives empty pages, but not without an end. */
const mostEmptyPages = 1_000
/** Pages that bring nothing new, one after the other: what moves between pages makes one of a list such, and no more. */
const mostKnownPages = 20

/** Makes what throws where a list goes on and on and brings nothing new, whatever its positions say. */
export function createProgressCheck(list: string): (items: readonly unknown[]) => void {
  const known = createKnownItems()
  let emptyPages = 0
  let knownPages = 0
  return (items) => {
    emptyPages = items.length === 0 ? emptyPages + 1 : 0
    if (items.length > 0) knownPages = known.add(items) === 0 ? knownPages + 1 : 0
    if (emptyPages > mostEmptyPages || knownPages >= mostKnownPages) {
      const count = Math.max(emptyPages, knownPages)
      throw new TransientError(`${list} has no end: ${count} pages one after the other brought nothing new.`)
    }
  }
}
