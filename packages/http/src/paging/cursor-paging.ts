import { TransientError } from '@data-import/core/provider'
import { type PageSizeParameter, type Paging, sizeQuery } from '../contract/paging.js'
import { refuseCap, type TotalOptions } from './totals.js'

/** Where an answer has the cursor of the next page, and how it is sent. */
export interface CursorPagingOptions<Body> extends Pick<TotalOptions<Body>, 'maximumTotal'> {
  /** Name of the query parameter: `cursor`, `page_token`. */
  parameter: string
  /** Null, undefined and `''` are the end. */
  cursorOf(body: Body): string | number | null | undefined
  /**
   * Whether a further page follows, where the answer says so apart from the cursor, as GraphQL's `hasNextPage` does: a list
   * that continues without a cursor is a `TransientError`. Default: until there is no cursor.
   */
  hasMoreOf?(body: Body): boolean
  size?: PageSizeParameter
}

/**
 * Hands back the vendor's opaque cursors and page tokens.
 *
 * @example
 * ```ts
 * import { cursorPaging, type HttpSource } from '@data-import/http'
 *
 * interface CardPage {
 *   cards: { id: string }[]
 *   next_cursor?: string
 * }
 *
 * export function cards(source: HttpSource) {
 *   const paging = cursorPaging<CardPage>({ parameter: 'cursor', cursorOf: (body) => body.next_cursor })
 *   return source.pages('/cards', { paging, items: ({ cards }: CardPage) => cards })
 * }
 * ```
 */
export function cursorPaging<Body>(options: CursorPagingOptions<Body>): Paging<unknown, Body> {
  const { parameter, cursorOf, hasMoreOf, size, maximumTotal } = options
  const placeOf = (position: string) => (maximumTotal === undefined ? undefined : readPlace(position))
  return {
    isPosition: (position) => position !== '',
    request(position) {
      const cursor = position === null ? null : (placeOf(position)?.cursor ?? position)
      return { query: { ...sizeQuery(size), ...(cursor !== null && { [parameter]: cursor }) } }
    },
    after({ body, items, position, list }) {
      const before = position === null ? undefined : placeOf(position)
      const seen = (before?.seen ?? 0) + items.length
      if (maximumTotal !== undefined) refuseCap({ maximumTotal }, { list, seen, total: null })
      if (hasMoreOf?.(body) === false) return null
      const cursor = cursorOf(body)
      if (cursor === null || cursor === undefined || cursor === '') {
        if (hasMoreOf) throw new TransientError(`${list} says that more follows, and gives no cursor for it.`)
        return null
      }
      return maximumTotal === undefined ? String(cursor) : `${seen}#${cursor}`
    },
  }
}

/** Where there is a cap, positions say how many items came before them. */
function readPlace(position: string): { seen: number; cursor: string } | undefined {
  const match = /^(\d+)#(.+)$/s.exec(position)
  return match ? { seen: Number(match[1]), cursor: match[2] ?? '' } : undefined
}
