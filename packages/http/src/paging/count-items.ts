import { ConfigurationError } from '@data-import/core/provider'
import { type DoubtfulPage, type PageRead, type Paging, sizeQuery } from '../contract/paging.js'
import { type Counted, placeAfter } from './counted-page.js'
import type { OffsetPagingOptions } from './counted-paging.js'
import { type Place, placeOf, readPlace } from './counted-place.js'
import { digestOf } from './digest.js'
import { identityOf } from './identity.js'
import { judgeBorder } from './judge-border.js'
import { totalsOf } from './totals.js'

/** Options of a list whose place is counted in items. */
type CountedItems<Body> = Counted<Body> & Pick<OffsetPagingOptions<Body>, 'queryOf'>

/** Places that are counted in items. */
export function countItems<Body>(options: CountedItems<Body>): Paging<unknown, Body> {
  const { parameter, first, size } = options
  const placesOf = (at: number) => (size ? at - first : null)
  const { queryOf } = options
  if (queryOf && !size)
    throw new ConfigurationError('offsetPaging: queryOf needs `size`, the number of items to ask for.')
  const query = (at: number) => ({
    query: queryOf && size ? queryOf(at, size.value) : { ...sizeQuery(size), [parameter]: at },
  })
  const askedAt = ({ at, isOverlapping }: Place) => (isOverlapping ? at - 1 : at)

  /** Behind a page that was asked for at a place. */
  function nextAfter(page: PageRead<unknown, Body>, before: Place, asked: number, repeated = 0): string | null {
    const { length } = page.items
    const at = asked + (length - repeated > 0 ? length : (size?.value ?? 0))
    const seen = before.seen - (before.at - asked) + length
    // A page that is shorter than those before is most likely the last one, whose end nothing follows.
    const isOverlapping = length > 1 && length >= (before.count || (size?.value ?? 0))
    return placeAfter(options, page, { before, repeated, at, seen, isOverlapping, placesOf })
  }

  /** Asks at the place itself, where a vendor gives whole pages alone, or one item at a time. */
  function withoutOverlap(before: Place): DoubtfulPage<unknown, Body> {
    return {
      askAgain: query(before.at),
      judge: (page) => ({ isMoved: true, next: nextAfter(page, before, before.at) }),
    }
  }

  function lookBack(page: PageRead<unknown, Body>, before: Place): DoubtfulPage<unknown, Body> {
    const earlier = Math.max(first, before.at - Math.max(before.count, 1))
    return {
      askAgain: query(earlier),
      judge(again) {
        const { told } = totalsOf(options, page.body, page.answer)
        const verdict = judgeBorder(before, [], again.items, { was: before.total, is: told })
        if (verdict !== 'still' && verdict !== 'moved') return verdict
        return { isMoved: true, next: nextAfter(again, { ...before, digest: '' }, earlier) }
      },
    }
  }

  return {
    isPosition: (position) => readPlace(position) !== undefined,
    request: (position) => query(askedAt(placeOf(position, first))),
    after(page) {
      const before = placeOf(page.position, first)
      const asked = askedAt(before)
      const { items } = page
      if (!before.isOverlapping) {
        const { told } = totalsOf(options, page.body, page.answer)
        const hasShrunk = told !== null && before.total !== null && told < before.total
        return hasShrunk && before.at > first ? lookBack(page, before) : nextAfter(page, before, asked)
      }
      const at = items.findIndex((item) => identityOf(item) === before.last)
      if (at === -1) return lookBack(page, before)
      const isStuck = at === items.length - 1 && (at === 0 || digestOf(items) === before.digest)
      if (isStuck && !isEnd(options, page, before)) return withoutOverlap(before)
      const repeated = at === 0 ? 1 : 0
      return { next: nextAfter(page, before, asked, repeated), repeated }
    },
  }
}

/** Whether an answer that holds nothing new says itself that nothing follows. */
function isEnd<Body>(options: Counted<Body>, { body, answer }: PageRead<unknown, Body>, { seen }: Place): boolean {
  const { own } = totalsOf(options, body, answer)
  if (options.hasMoreOf) return !options.hasMoreOf(body)
  return own !== null && seen >= own
}
