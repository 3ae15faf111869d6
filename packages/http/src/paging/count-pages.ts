import { type Paging, sizeQuery } from '../contract/paging.js'
import { type Counted, placeAfter } from './counted-page.js'
import { placeOf, readPlace } from './counted-place.js'
import { judgeBorder } from './judge-border.js'
import { totalsOf } from './totals.js'

/** Pages that have numbers. */
export function countPages<Body>(options: Counted<Body>): Paging<unknown, Body> {
  const { parameter, first, size, isBorderRead = false } = options
  const placesOf = (at: number) => (size ? (at - first) * size.value : null)
  const query = (at: number) => ({ query: { ...sizeQuery(size), [parameter]: at } })
  return {
    isPosition: (position) => readPlace(position) !== undefined,
    request: (position) => query(placeOf(position, first).at),
    after(page) {
      const before = placeOf(page.position, first)
      const { told } = totalsOf(options, page.body, page.answer)
      const next = () => {
        const seen = before.seen + page.items.length
        return placeAfter(options, page, { before, at: before.at + 1, seen, placesOf })
      }
      const hasChanged = told !== null && before.total !== null && told !== before.total
      if (before.at <= first || !(hasChanged || isBorderRead)) return next()
      return {
        askAgain: query(before.at - 1),
        judge(again) {
          const verdict = judgeBorder(before, page.items, again.items, { was: before.total, is: told })
          if (verdict === 'still') return { isMoved: false, next: next() }
          if (verdict !== 'moved') return verdict
          // As many items are before the border as there were, some of which are others.
          const earlier = { ...before, at: before.at - 1, digest: '' }
          const { at, seen } = before
          return { isMoved: true, next: placeAfter(options, again, { before: earlier, at, seen, placesOf }) }
        },
      }
    },
  }
}
