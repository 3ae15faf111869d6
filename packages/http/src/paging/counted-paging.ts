import type { PageSizeParameter, Paging } from '../contract/paging.js'
import type { Query } from '../request/address.js'
import { countItems } from './count-items.js'
import { countPages } from './count-pages.js'
import type { TotalOptions } from './totals.js'

/** A list whose place is counted in items. */
export interface OffsetPagingOptions<Body> extends Omit<CountedPagingOptions<Body>, 'parameter'> {
  /** Name of the query parameter; with `queryOf`, only what messages call it. */
  parameter: string
  /**
   * Writes the place in a form of the vendor's own, as where it is part of a value:
   * `(from, count) => ({ tree: `builds[number]{${from},${from + count}}` })`. Needs `size`, whose parameter is not sent.
   */
  queryOf?(from: number, count: number): Query
}

/** How the place in a list is counted and sent, and how long the list is. */
export interface CountedPagingOptions<Body> extends TotalOptions<Body> {
  /** Name of the query parameter. */
  parameter: string
  /** Where the list begins. */
  first?: number
  size?: PageSizeParameter
  /** Whether there is a further page. Default: until a page is empty, or all of `totalOf` have come. */
  hasMoreOf?(body: Body): boolean
  /**
   * Whether a page with fewer items than `size` is the last one, where there is no total; a vendor may give fewer than it
   * was asked for. Default: false.
   */
  isShortPageLast?: boolean
}

/**
 * Asks for page 1, 2, 3 (`page=2&per_page=100`) until one is empty, or all of `totalOf` have come. An item that is deleted
 * meanwhile moves those after it, and the first of the next page would be missed: where the total changes between two pages, the
 * page before is asked for again, and what slipped by is on it. Without a total nobody can know, and the log says so. Ask in an
 * order in which new items come last; with `size`, pages whose items are counted and not shown end no list.
 *
 * Throws a `TransientError` when a page has the same items as the one before, as where a vendor doesn't know the parameter
 * or gives its last page for all that would follow.
 *
 * @example
 * ```ts
 * import { type HttpSource, pageNumberPaging } from '@data-import/http'
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
  return countPages({ ...options, first: options.first ?? 1 })
}

/**
 * Asks for what comes after so many items (`startAt=199&maxResults=100`), each time with the last item of the page before: where it
 * isn't found in its place the list has moved, and the page before is asked for again; else as {@link pageNumberPaging}.
 *
 * @example
 * ```ts
 * import { type HttpSource, offsetPaging } from '@data-import/http'
 *
 * export function cards(source: HttpSource) {
 *   const paging = offsetPaging({ parameter: 'offset', size: { parameter: 'limit', value: 100 } })
 *   return source.pages<{ id: string }>('/cards', { paging })
 * }
 * ```
 *
 * @param options `first` is 0 by default
 */
export function offsetPaging<Body = unknown>(options: OffsetPagingOptions<Body>): Paging<unknown, Body> {
  return countItems({ ...options, first: options.first ?? 0 })
}
