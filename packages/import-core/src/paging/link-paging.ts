import type { HttpAnswer } from '../http/http-source.js'
import type { Paging } from './paging.js'

/** Where an answer has the link to the next page. */
export interface LinkPagingOptions<Body> {
  /** Default: the link `rel="next"` of the `Link` header. Relative ones are resolved; null, undefined and `''` are the end. */
  nextOf?(body: Body, answer: HttpAnswer<Body>): string | null | undefined
}

/**
 * Follows the vendor's own links to the next page, on the configured origin only.
 *
 * @example
 * ```ts
 * import { type HttpSource, linkPaging } from '@data-import/core/provider'
 *
 * interface CardPage {
 *   cards: { id: string }[]
 *   links: { next: string | null }
 * }
 *
 * export function cards(source: HttpSource) {
 *   const paging = linkPaging<CardPage>({ nextOf: ({ links }) => links.next })
 *   return source.pages('/cards', { paging, items: ({ cards }: CardPage) => cards })
 * }
 * ```
 */
export function linkPaging<Body = unknown>({ nextOf }: LinkPagingOptions<Body> = {}): Paging<unknown, Body> {
  return {
    isPosition: (position) => position.startsWith('/'),
    request: (position) => (position === null ? { query: {} } : { pathOnOrigin: position }),
    after({ body, answer, pathOf }) {
      const link = nextOf ? nextOf(body, answer) : answer.next
      return link === null || link === undefined || link === '' ? null : pathOf(link)
    },
  }
}
