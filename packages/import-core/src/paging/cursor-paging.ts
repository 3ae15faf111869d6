import { type PageSizeParameter, type Paging, sizeQuery } from './paging.js'

/** Where an answer has the cursor of the next page, and how it is sent. */
export interface CursorPagingOptions<Body> {
  /** Name of the query parameter: `cursor`, `page_token`. */
  parameter: string
  /** Null, undefined and `''` are the end. */
  cursorOf(body: Body): string | number | null | undefined
  size?: PageSizeParameter
}

/**
 * Hands back the vendor's opaque cursors and page tokens.
 *
 * @example
 * ```ts
 * import { cursorPaging, type HttpSource } from '@data-import/core/provider'
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
  const { parameter, cursorOf, size } = options
  return {
    isPosition: (position) => position !== '',
    request: (position) => ({ query: { ...sizeQuery(size), ...(position !== null && { [parameter]: position }) } }),
    after({ body }) {
      const cursor = cursorOf(body)
      return cursor === null || cursor === undefined || cursor === '' ? null : String(cursor)
    },
  }
}
