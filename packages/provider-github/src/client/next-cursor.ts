import { TransientError } from '@data-import/core/provider'

/** What GitHub says of where a list continues. */
export interface PageInfo {
  hasNextPage: boolean
  endCursor: string | null
}

/**
 * The cursor of the next page; null at the end.
 *
 * @param asked the cursor that this page was asked for with
 * @throws {TransientError} where GitHub says that the list continues, but not where: an end is never invented.
 */
export function nextCursor({ hasNextPage, endCursor }: PageInfo, asked: string | null): string | null {
  if (!hasNextPage) return null
  if (endCursor !== null && endCursor !== asked) return endCursor
  throw new TransientError(
    'GitHub says that a list continues, and gives no cursor for its next page. The next pass asks again.',
  )
}
