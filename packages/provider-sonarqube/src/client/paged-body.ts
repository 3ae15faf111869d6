import { TransientError } from '@data-import/core/provider'
import { type Paging, pageNumberPaging } from '@data-import/http'
import { numberOf } from './text.js'

/** What every list says of itself; old forms have the total beside the list. */
export interface PagedBody {
  paging?: { pageIndex?: unknown; pageSize?: unknown; total?: unknown } | null
  total?: unknown
}

/** Results of one list that the search index gives at most, however many it counts. */
export const mostResults = 10_000

/** Items of a page; more are refused (`'ps' value (501) must be less than 500`). */
export const itemsPerPage = 500

/** How many items a list has; null where it doesn't say. */
export function totalIn(body: PagedBody | null | undefined): number | null {
  return numberOf(body?.paging?.total) ?? numberOf(body?.total)
}

/** The same, where nothing can be concluded without it. */
export function requiredTotal(body: PagedBody, list: string): number {
  const total = totalIn(body)
  if (total === null) throw new TransientError(`SonarQube doesn't say how long the list of ${list} is.`)
  return total
}

/**
 * Pages of one list.
 * @param maximumTotal Infinity for lists that come from the database and have no cap
 */
export function numberedPages(maximumTotal: number, size = itemsPerPage): Paging<unknown, PagedBody> {
  return pageNumberPaging<PagedBody>({
    parameter: 'p',
    size: { parameter: 'ps', value: size },
    totalOf: totalIn,
    maximumTotal,
  })
}

/** A list in an answer; what has none is no empty one. */
export function listIn<Item>(list: readonly Item[] | null | undefined, name: string): readonly Item[] {
  if (!Array.isArray(list)) throw new TransientError(`SonarQube's answer holds no list of ${name}.`)
  return list.filter((item) => typeof item === 'object' && item !== null)
}
