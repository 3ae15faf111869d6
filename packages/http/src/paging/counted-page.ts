import { TransientError } from '@data-import/core/provider'
import type { PageRead } from '../contract/paging.js'
import { endOf } from './counted-end.js'
import type { CountedPagingOptions } from './counted-paging.js'
import { type Place, writePlace } from './counted-place.js'
import { digestOf } from './digest.js'
import { identityOf } from './identity.js'
import { endedEarly, refuseCap, totalsOf } from './totals.js'

export type Counted<Body> = CountedPagingOptions<Body> & { first: number }

/** A page that counts, and where the list stands behind it. */
export interface CountedStep {
  before: Place
  /** Items at its start that the page before had. */
  repeated?: number
  at: number
  seen: number
  isOverlapping?: boolean
  placesOf(at: number): number | null
}

/**
 * Where the page behind one that counts begins; null where the list ends there.
 * @throws {TransientError} where the list repeats a page or ends short of its total; @throws {ConfigurationError} at its cap.
 */
export function placeAfter<Body>(
  options: Counted<Body>,
  { list, items, body, answer, warn }: PageRead<unknown, Body>,
  { before, repeated = 0, at, seen, isOverlapping = false, placesOf }: CountedStep,
): string | null {
  const { own: total, told } = totalsOf(options, body, answer)
  const digest = digestOf(items)
  refuseSamePage(options, { before, digest, told, list })
  const count = items.length
  const next = { at, total: told, seen, digest, last: count > 0 ? identityOf(items.at(-1)) : before.last, count }
  const page = { items: count - repeated, count, before, next, total, body }
  const end = endOf(options, page, placesOf)
  const read = { list, seen, total }
  if (end !== null || seen >= (options.maximumTotal ?? Number.POSITIVE_INFINITY)) refuseCap(options, read)
  if (end === null) {
    const isSecond = before.seen > 0 && before.seen === before.count && !before.isOverlapping
    if (told === null && isSecond && page.items > 0 && !options.isBorderRead) warn(unknowable)
    return writePlace({ ...next, isOverlapping })
  }
  if (end === 'short') {
    throw endedEarly(read, options.size ? '' : ' If it counts items that it hides, give the size of its pages.')
  }
  if (end === 'hidden') warn(`of ${total} items that it should have, ${seen} came: it may hide the others`)
  return null
}

/** A warning, for a list whose pages shift unseen. */
export const unknowable =
  'its pages are counted and it tells no total, so that an item that slips by when another is deleted meanwhile can not be noticed (totalOf or isBorderRead of its paging can)'

/** What came meanwhile may move a whole page on, and then the list has grown. */
function refuseSamePage<Body>(
  { parameter }: Counted<Body>,
  { before, digest, told, list }: { before: Place; digest: string; told: number | null; list: string },
): void {
  const hasGrown = told !== null && before.total !== null && told > before.total
  if (digest === '' || digest !== before.digest || hasGrown) return
  throw new TransientError(
    `${list} gave the same page twice, for ${parameter}=${before.at} too. Its pages may be asked for with another parameter, or end with totalOf or hasMoreOf.`,
  )
}
