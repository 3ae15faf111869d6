import { type PageSizeParameter, type Paging, sizeQuery } from './paging.js'

/** How the place in a list is counted and sent. */
export interface CountedPagingOptions<Body> {
  /** Name of the query parameter. */
  parameter: string
  /** Where the list begins. */
  first?: number
  size?: PageSizeParameter
  /** How many items the whole list has: it ends when they have come, and is read anew when they become fewer meanwhile. */
  totalOf?(body: Body): number | null | undefined
  /** Whether there is a further page. Default: until a page is empty, or all of `totalOf` have come. */
  hasMoreOf?(body: Body): boolean
  /** Whether a page with fewer items than `size` is the last one; a vendor may give fewer than it was asked for. Default: false. */
  isShortPageLast?: boolean
}

/**
 * Asks for page 1, 2, 3 (`page=2&per_page=100`) until one is empty. An item that is deleted meanwhile moves those after it,
 * and the first of the next page is missed: `totalOf` notices it. Ask in an order in which new items come last.
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
  return countedPaging({ first: 1, ...options }, () => 1)
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
  return countedPaging({ first: 0, ...options }, (items) => items)
}

type Counted<Body> = CountedPagingOptions<Body> & { first: number }

function countedPaging<Body>(options: Counted<Body>, stepOf: (items: number) => number): Paging<unknown, Body> {
  const { parameter, first, size, totalOf } = options
  return {
    isPosition: (position) => readPlace(position) !== undefined,
    request: (position) => ({ query: { ...sizeQuery(size), [parameter]: placeOf(position, first).at } }),
    after({ position, items, body, warn }) {
      const place = placeOf(position, first)
      const total = totalOf?.(body) ?? null
      if (total !== null && place.total !== null && total < place.total) {
        return { beginAnew: `it had ${place.total} items and now has ${total}, so that some may have been passed over` }
      }
      const seen = place.seen + items.length
      if (isLast(options, items.length, seen, total, body)) {
        if (total !== null && seen < total) warn(`of ${total} items that it should have, ${seen} came`)
        return null
      }
      const at = place.at + stepOf(items.length)
      return total === null ? String(at) : `${at}/${total}/${seen}`
    },
  }
}

function isLast<Body>(
  { hasMoreOf, isShortPageLast = false, size }: Counted<Body>,
  items: number,
  seen: number,
  total: number | null,
  body: Body,
): boolean {
  if (hasMoreOf) return !hasMoreOf(body)
  const isShort = isShortPageLast && size !== undefined && items < size.value
  return items === 0 || isShort || (total !== null && seen >= total)
}

/** Where a walk stands: page or offset, the total that the list had, and the items that have come. */
interface Place {
  at: number
  total: number | null
  seen: number
}

function placeOf(position: string | null, first: number): Place {
  return (position === null ? undefined : readPlace(position)) ?? { at: first, total: null, seen: 0 }
}

function readPlace(position: string): Place | undefined {
  const match = /^(\d+)(?:\/(\d+)\/(\d+))?$/.exec(position)
  if (!match) return undefined
  const [, at, total, seen] = match
  return { at: Number(at), total: total === undefined ? null : Number(total), seen: Number(seen ?? 0) }
}
