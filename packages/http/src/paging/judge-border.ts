import type { BeginAnew } from '../contract/paging.js'
import { identityOf } from './identity.js'

/** What is known of the end of the page before the one that raised a doubt. */
export interface Border {
  /** Identity of its last item; `''` where it isn't known. */
  last: string
}

/**
 * Whether a list has moved at the border of two pages.
 *
 * @param behind items of the page behind the border, which raised the doubt
 * @param again items of the page before the border, asked for again
 * @returns `moved` where the last item is found earlier on its page: what slipped by is behind it on this page
 */
export function judgeBorder(
  { last }: Border,
  behind: readonly unknown[],
  again: readonly unknown[],
  total: { was: number | null; is: number | null },
): 'still' | 'moved' | BeginAnew {
  const isLast = (item: unknown) => last !== '' && identityOf(item) === last
  if (again.length > 0 && isLast(again.at(-1))) return 'still'
  if (again.some(isLast)) return 'moved'
  // What came in before the border pushed it on: some items come twice, and none is missed.
  if (behind.some(isLast)) return 'still'
  const what = total.was === total.is ? 'it has moved' : `it had ${total.was} items and now has ${total.is}`
  return { beginAnew: `${what}, so that some may have been passed over` }
}
