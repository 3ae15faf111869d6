import type { Handler } from '../source/http-server.fixture.js'
import type { Card } from './pages.fixture.js'

/** A list that a vendor serves by pages and offsets, and that changes after some of its answers. */
export interface ShiftingList {
  ids: number[]
  /** By the number of an answer, from 1, what happens after it. */
  after?: Readonly<Record<number, (ids: number[]) => void>>
  /** How its total is told. Default: in a header. */
  total?: 'header' | 'body' | 'none'
  /** Items that it gives and counts at most. */
  cap?: number
}

/** Answers `?page=2&size=100` and `?offset=100&size=100`, with a next link of the same form. */
export function serveShifting(list: ShiftingList): Handler {
  let answers = 0
  return (_, response, url) => {
    const { searchParams, origin, pathname } = url
    const size = Number(searchParams.get('size') ?? 100)
    const offset = searchParams.get('offset')
    const page = Number(searchParams.get('page') ?? 1)
    const start = offset === null ? (page - 1) * size : Number(offset)
    const given = list.ids.slice(0, list.cap)
    const items: Card[] = given.slice(start, start + size).map((id) => ({ id }))
    const hasMore = start + size < given.length
    const next = new URL(pathname + url.search, origin)
    if (offset === null) next.searchParams.set('page', String(page + 1))
    else next.searchParams.set('offset', String(start + size))
    const { total = 'header' } = list
    response.writeHead(200, {
      ...(hasMore && { link: `<${next.href}>; rel="next"` }),
      ...(total === 'header' && { 'x-total': String(given.length) }),
    })
    response.end(JSON.stringify(total === 'body' ? { cards: items, total: given.length } : items))
    list.after?.[++answers]?.(list.ids)
  }
}

/** Ids from 1, ascending. */
export const idsUpTo = (count: number): number[] => Array.from({ length: count }, (_, index) => index + 1)
