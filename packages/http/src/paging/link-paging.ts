import type { HttpAnswer } from '../contract/http-source.js'
import type { PageRead, Paging } from '../contract/paging.js'
import { isCountedLink } from './counted-link.js'
import { unknowable } from './counted-page.js'
import { identityOf } from './identity.js'
import { judgeBorder } from './judge-border.js'
import { type LinkPlace, readLinkPlace, writeLinkPlace } from './link-place.js'
import { endedEarly, refuseCap, type TotalOptions, totalsOf } from './totals.js'

/** Where an answer has the link to the next page, and how long the list is. */
export interface LinkPagingOptions<Body> extends TotalOptions<Body> {
  /** Default: the link `rel="next"` of the `Link` header. Relative ones are resolved; null, undefined and `''` are the end. */
  nextOf?(body: Body, answer: HttpAnswer<Body>): string | null | undefined
}

const start: Omit<LinkPlace, 'path'> = { seen: 0, total: null, last: '', previous: null }

/**
 * Follows the vendor's own links to the next page, on the configured origin only. Links that count (`?page=3`, as GitLab's do)
 * shift when an item is deleted meanwhile: where the total changes between two pages (`totalOf`, by default the header
 * `X-Total` or `X-Total-Count`), the page before is asked for again, and what slipped by is on it. Where such a list tells no total
 * the log says so.
 *
 * @example
 * ```ts
 * import { type HttpSource, linkPaging } from '@data-import/http'
 *
 * interface CardPage {
 *   cards: { id: string }[]
 *   links: { next: string | null }
 *   total: number
 * }
 *
 * export function cards(source: HttpSource) {
 *   const paging = linkPaging<CardPage>({ nextOf: ({ links }) => links.next, totalOf: ({ total }) => total })
 *   return source.pages('/cards', { paging, items: ({ cards }: CardPage) => cards })
 * }
 * ```
 */
export function linkPaging<Body = unknown>(options: LinkPagingOptions<Body> = {}): Paging<unknown, Body> {
  const { nextOf, isBorderRead = false, totalOf, maximumTotal } = options
  const placeOf = (position: string | null) => (position === null ? undefined : readLinkPlace(position))

  function nextAfter(page: PageRead<unknown, Body>, before: Omit<LinkPlace, 'path'>, seen: number): string | null {
    const { body, answer, items, list, warn } = page
    const link = nextOf ? nextOf(body, answer) : answer.next
    const { own, told } = totalsOf(options, body, answer)
    const read = { list, seen, total: own }
    if (link === null || link === undefined || link === '') {
      refuseCap(options, { ...read, total: told })
      if (own !== null && seen < own) throw endedEarly(read)
      if (told !== null && seen < told && isCutOff(seen, items.length)) throw endedEarly({ ...read, total: told })
      return null
    }
    if (seen >= (maximumTotal ?? Number.POSITIVE_INFINITY)) refuseCap(options, read)
    const path = page.pathOf(link)
    const asked = new URL(answer.url)
    const isCounted = isCountedLink(asked.searchParams, new URL(path, asked).searchParams, items.length)
    if (!isCounted && !totalOf && maximumTotal === undefined) return path
    const last = items.length > 0 ? identityOf(items.at(-1)) : before.last
    const isSecond = before.seen > 0 && before.total === null && before.previous !== null && seen === 2 * before.seen
    if (isCounted && told === null && isSecond && !isBorderRead) warn(unknowable)
    const previous = isCounted ? asked.pathname + asked.search : null
    return writeLinkPlace({ path, seen, total: told, last, previous })
  }

  return {
    isPosition: (position) => readLinkPlace(position) !== undefined,
    request(position) {
      const place = placeOf(position)
      return place ? { pathOnOrigin: place.path } : { query: {} }
    },
    after(page) {
      const before = placeOf(page.position) ?? start
      const next = () => nextAfter(page, before, before.seen + page.items.length)
      const { previous } = before
      const { told } = totalsOf(options, page.body, page.answer)
      const hasChanged = told !== null && before.total !== null && told !== before.total
      if (previous === null || !(hasChanged || isBorderRead)) return next()
      return {
        askAgain: { pathOnOrigin: previous },
        judge(again) {
          const verdict = judgeBorder(before, page.items, again.items, { was: before.total, is: told })
          if (verdict === 'still') return { isMoved: false, next: next() }
          if (verdict !== 'moved') return verdict
          return { isMoved: true, next: nextAfter(again, before, before.seen) }
        },
      }
    },
  }
}

/** A list whose last page is full, although its total says that there is more, was cut off; others may hide some items. */
function isCutOff(seen: number, length: number): boolean {
  return length > 1 && seen > length && seen % length === 0
}
