import type { CountedPagingOptions } from './counted-paging.js'
import type { Place } from './counted-place.js'

/** What decides whether a page is the last one. */
export interface CountedPage<Body> {
  /** Items that the page before didn't have. */
  items: number
  /** Items as they came. */
  count: number
  /** Where it began, and where the next one would. */
  before: Place
  next: Pick<Place, 'at' | 'seen'>
  /** What the author says that the list has; null where nobody does. */
  total: number | null
  body: Body
}

/**
 * How a list ends at a page: whole; with items that the vendor counts and hides, once all their places were asked for; or
 * short of what it should have. Null: it continues.
 *
 * @param placesOf items that can be before a place; null where nobody knows
 */
export function endOf<Body>(
  { hasMoreOf, isShortPageLast = false, size }: CountedPagingOptions<Body>,
  { items, count, before, next, total, body }: CountedPage<Body>,
  placesOf: (at: number) => number | null,
): 'whole' | 'hidden' | 'short' | null {
  const isAskedFor = (at: number) => (placesOf(at) ?? Number.NEGATIVE_INFINITY) >= (total ?? 0)
  if (hasMoreOf) {
    if (hasMoreOf(body)) return null
    if (total === null || next.seen >= total) return 'whole'
    return isAskedFor(next.at) ? 'hidden' : 'short'
  }
  if (total === null) {
    const isShort = isShortPageLast && size !== undefined && count < size.value
    return items === 0 || isShort ? 'whole' : null
  }
  if (next.seen >= total) return 'whole'
  // A total says more than a page that is short or empty: what may not be seen can fill a whole page.
  if (items > 0) return null
  if (!isAskedFor(before.at)) return placesOf(before.at) === null ? 'short' : null
  // A list that was cut off looks as if all of its end were hidden.
  return before.digest === '' ? 'short' : 'hidden'
}
