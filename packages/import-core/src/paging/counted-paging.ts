import { TransientError } from '../errors/import-error.js'
import { endOf } from './counted-end.js'
import { type Place, placeOf, readPlace, writePlace } from './counted-place.js'
import { digestOf } from './digest.js'
import { type PageSizeParameter, type Paging, sizeQuery } from './paging.js'

/** How the place in a list is counted and sent. */
export interface CountedPagingOptions<Body> {
  /** Name of the query parameter. */
  parameter: string
  /** Where the list begins. */
  first?: number
  size?: PageSizeParameter
  /**
   * How many items the whole list has: it ends when they have come, is read anew when they become fewer meanwhile, and
   * fails when it ends before. With `size`, pages whose items are counted and not shown don't end it.
   */
  totalOf?(body: Body): number | null | undefined
  /** Whether there is a further page. Default: until a page is empty, or all of `totalOf` have come. */
  hasMoreOf?(body: Body): boolean
  /**
   * Whether a page with fewer items than `size` is the last one, where there is no total; a vendor may give fewer than it
   * was asked for. Default: false.
   */
  isShortPageLast?: boolean
}

/**
 * Asks for page 1, 2, 3 (`page=2&per_page=100`) until one is empty. An item that is deleted meanwhile moves those after it,
 * and the first of the next page is missed: `totalOf` notices it. Ask in an order in which new items come last.
 *
 * Throws a `TransientError` when a page has the same items as the one before, as where a vendor doesn't know the parameter
 * or gives its last page for all that would follow.
 *
 * @example
 * ```ts
 * import { type HttpSource, pageNumberPaging } from '@data-import/core/provider'
 *
 * interface CardPage {
 *   cards: { id: string }[]
 *   total: number
 * }
 *
 * export function cards(source: HttpSource) {
 *   const size = { parameter: 'per_page', value: 100 }
 *   const paging = pageNumberPaging<CardPage>({ parameter: 'page', size, totalOf: ({ total }) => total })
 *   return source.pages('/cards', { paging, query: { sort: 'id' }, items: ({ cards }: CardPage) => cards })
 * }
 * ```
 *
 * @param options `first` is 1 by default
 */
export function pageNumberPaging<Body = unknown>(options: CountedPagingOptions<Body>): Paging<unknown, Body> {
  const { first = 1, size } = options
  return countedPaging(
    { ...options, first },
    { stepOf: () => 1, placesOf: (at) => (size ? (at - first) * size.value : null) },
  )
}

/**
 * Asks for what comes after so many items (`startAt=200&maxResults=100`); else as {@link pageNumberPaging}.
 *
 * @example
 * ```ts
 * import { type HttpSource, offsetPaging } from '@data-import/core/provider'
 *
 * export function cards(source: HttpSource) {
 *   const paging = offsetPaging({ parameter: 'offset', size: { parameter: 'limit', value: 100 } })
 *   return source.pages<{ id: string }>('/cards', { paging })
 * }
 * ```
 *
 * @param options `first` is 0 by default
 */
export function offsetPaging<Body = unknown>(options: CountedPagingOptions<Body>): Paging<unknown, Body> {
  const { first = 0, size } = options
  const stepOf = (items: number) => items || (size?.value ?? 0)
  return countedPaging({ ...options, first }, { stepOf, placesOf: (at) => (size ? at - first : null) })
}

type Counted<Body> = CountedPagingOptions<Body> & { first: number }

interface Counting {
  /** How far a page leads. */
  stepOf(items: number): number
  /** Items that can be before a place; null where nobody knows. */
  placesOf(at: number): number | null
}

function countedPaging<Body>(options: Counted<Body>, { stepOf, placesOf }: Counting): Paging<unknown, Body> {
  const { parameter, first, size, totalOf } = options
  return {
    isPosition: (position) => readPlace(position) !== undefined,
    request: (position) => ({ query: { ...sizeQuery(size), [parameter]: placeOf(position, first).at } }),
    after({ position, list, items, body, warn }) {
      const before = placeOf(position, first)
      const total = totalOf?.(body) ?? null
      if (total !== null && before.total !== null && total < before.total) {
        return {
          beginAnew: `it had ${before.total} items and now has ${total}, so that some may have been passed over`,
        }
      }
      const digest = digestOf(items)
      if (isSamePage(before, digest, total)) {
        throw new TransientError(
          `${list} gave the same page twice, for ${parameter}=${before.at} too. Its pages may be asked for with another parameter, or end with totalOf or hasMoreOf.`,
        )
      }
      const at = before.at + stepOf(items.length)
      const next = { at, total, seen: before.seen + items.length, digest }
      const end = endOf(options, { items: items.length, before, next, body }, placesOf)
      if (end === 'short') {
        const hint = size ? '' : ' If it counts items that it hides, give the size of its pages.'
        throw new TransientError(
          `${list} ended early: of ${total} items that it should have, ${next.seen} came.${hint}`,
        )
      }
      if (end === 'hidden') warn(`of ${total} items that it should have, ${next.seen} came: it may hide the others`)
      return end === null ? writePlace(next) : null
    },
  }
}

/** What came meanwhile may move a whole page on, and then the list has grown. */
function isSamePage(before: Place, digest: string, total: number | null): boolean {
  const hasGrown = total !== null && before.total !== null && total > before.total
  return digest !== '' && digest === before.digest && !hasGrown
}
