import type { Json } from '@data-import/core/provider'
import { type CommitRange, MovedListError } from '../git/commit-stream.js'
import type { Leg } from './walk-plan.js'
import { cursorJson, type WalkCursor } from './walk-position.js'

/** A page and the ledger's cursor after it. */
export type WithCursor<Page> = Page & { cursor: Json }

/** Walks legs one after the other; a position that no longer fits its list starts that list again. */
export async function* walkLegs<Page extends { done: number; last: string }>(
  legs: readonly Leg[],
  about: Pick<WalkCursor, 'shallow' | 'hasFiles'>,
  pagesOf: (range: CommitRange) => AsyncGenerator<Page>,
): AsyncGenerator<WithCursor<Page>> {
  for (const { head, bases, done, last } of legs) {
    const withCursor = (page: Page) => ({
      ...page,
      cursor: cursorJson({ ...about, head, bases, done: page.done, last: page.last }),
    })
    try {
      const after = done > 0 && last ? { count: done, last } : undefined
      for await (const page of pagesOf({ head, bases, ...(after && { after }) })) yield withCursor(page)
    } catch (error) {
      if (!(error instanceof MovedListError)) throw error
      for await (const page of pagesOf({ head, bases })) yield withCursor(page)
    }
  }
}
