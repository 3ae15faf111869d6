import { TransientError } from '@data-import/core/provider'
import { type PageSizeParameter, type Paging, sizeQuery } from '../contract/paging.js'

/** What a list is ordered by, and how the place in it is sent. */
export interface KeysetPagingOptions<Item, Body = unknown> {
  /** Name of the query parameter that takes the key of the last item: `after`, `since_id`. */
  parameter: string
  /** Unique, and what the list is ordered by: where that is an instant, which several items may have, with their id. */
  keyOf(item: Item): string | number | Date
  size?: PageSizeParameter
  /** Whether there is a further page, where the answer says it: `({ left }) => left > 0`. Default: until a page is empty. */
  hasMoreOf?(body: Body): boolean
  /** Whether a page with fewer items than `size` is the last one; a vendor may give fewer than it was asked for. Default: false. */
  isShortPageLast?: boolean
}

/**
 * Asks for what comes after the last item's key, until a page is empty: items that come and go meanwhile neither repeat
 * others nor hide them.
 *
 * @example
 * ```ts
 * import { type HttpSource, keysetPaging } from '@data-import/http'
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
 *
 * @example A list in the order of its last changes, whose key has a number for those of the same instant, and which says when
 * it ends.
 * ```ts
 * import { type HttpSource, keysetPaging } from '@data-import/http'
 *
 * interface Ticket {
 *   number: number
 *   touched_at: string
 * }
 * interface TicketPage {
 *   tickets: Ticket[]
 *   left: number
 * }
 *
 * export function tickets(source: HttpSource, since: Date) {
 *   const paging = keysetPaging<Ticket, TicketPage>({
 *     parameter: 'after',
 *     keyOf: ({ touched_at, number }) => `${touched_at}|${number}`,
 *     hasMoreOf: ({ left }) => left > 0,
 *   })
 *   const items = ({ tickets }: TicketPage) => tickets
 *   return source.pages('/tickets', { paging, query: { touched_since: since }, items })
 * }
 * ```
 */
export function keysetPaging<Item, Body = unknown>(options: KeysetPagingOptions<Item, Body>): Paging<Item, Body> {
  const { parameter, keyOf, size } = options
  return {
    isPosition: (position) => position !== '',
    request: (position) => ({ query: { ...sizeQuery(size), ...(position !== null && { [parameter]: position }) } }),
    after({ items, body }) {
      if (isLast(options, items.length, body)) return null
      const last = items.at(-1)
      if (last === undefined) throw new TransientError('It has further pages, and this one is empty.')
      // The type is what the author claims of a foreign answer.
      const key: string | number | Date | null | undefined = keyOf(last)
      if (key === null || key === undefined || key === '') throw new TransientError('The last item has no key.')
      return key instanceof Date ? key.toISOString() : String(key)
    },
  }
}

function isLast<Item, Body>(
  { hasMoreOf, isShortPageLast = false, size }: KeysetPagingOptions<Item, Body>,
  items: number,
  body: Body,
): boolean {
  if (hasMoreOf) return !hasMoreOf(body)
  return items === 0 || (isShortPageLast && size !== undefined && items < size.value)
}
