import { TransientError } from '../errors/import-error.js'
import { type PageSizeParameter, type Paging, sizeQuery } from './paging.js'

/** What a list is ordered by, and how the place in it is sent. */
export interface KeysetPagingOptions<Item> {
  /** Name of the query parameter that takes the key of the last item: `after`, `since_id`. */
  parameter: string
  /** Unique, and what the list is ordered by. */
  keyOf(item: Item): string | number | Date
  size?: PageSizeParameter
  /** Whether a page with fewer items than `size` is the last one; a vendor may give fewer than it was asked for. Default: false. */
  isShortPageLast?: boolean
}

/**
 * Asks for what comes after the last item's key, until a page is empty: items that come and go meanwhile neither repeat
 * others nor hide them.
 *
 * @example
 * ```ts
 * import { type HttpSource, keysetPaging } from '@data-import/core/provider'
 *
 * interface Card {
 *   id: number
 * }
 *
 * export function cards(source: HttpSource) {
 *   const paging = keysetPaging<Card>({ parameter: 'after', keyOf: ({ id }) => id, size: { parameter: 'limit', value: 100 } })
 *   return source.pages<Card>('/cards', { paging })
 * }
 * ```
 */
export function keysetPaging<Item>(options: KeysetPagingOptions<Item>): Paging<Item, unknown> {
  const { parameter, keyOf, size, isShortPageLast = false } = options
  return {
    isPosition: (position) => position !== '',
    request: (position) => ({ query: { ...sizeQuery(size), ...(position !== null && { [parameter]: position }) } }),
    after({ items }) {
      const last = items.at(-1)
      if (last === undefined || (isShortPageLast && size !== undefined && items.length < size.value)) return null
      // The type is what the author claims of a foreign answer.
      const key: string | number | Date | null | undefined = keyOf(last)
      if (key === null || key === undefined || key === '') throw new TransientError('The last item has no key.')
      return key instanceof Date ? key.toISOString() : String(key)
    },
  }
}
