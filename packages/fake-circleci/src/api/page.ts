/** A part of a list, and how the next part is asked for. */
export interface Page<Item> {
  readonly items: readonly Item[]
  readonly next_page_token: string | null
}

/**
 * The part of a list behind the item that a token names. What is added before that item or removed moves nothing. A token
 * that names none any more is refused.
 * @returns null for a token that isn't known
 */
export function pageOf<Item>(
  list: readonly Item[],
  { token, size, keyOf }: { token: string | null; size: number; keyOf(item: Item): string },
): Page<Item> | null {
  let begin = 0
  if (token !== null && token !== '') {
    const last = Buffer.from(token, 'base64url').toString()
    const at = list.findIndex((item) => keyOf(item) === last)
    if (at < 0) return null
    begin = at + 1
  }
  const items = list.slice(begin, begin + size)
  const last = items.at(-1)
  const hasMore = last !== undefined && begin + size < list.length
  return { items, next_page_token: hasMore ? Buffer.from(keyOf(last)).toString('base64url') : null }
}
