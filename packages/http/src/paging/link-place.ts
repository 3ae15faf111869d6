/** What a position of a list of links keeps beside the path of its next page. */
export interface LinkPlace {
  /** Path and query on the origin. */
  path: string
  /** Items that have come. */
  seen: number
  /** What the list had by its last page; null where it doesn't say. */
  total: number | null
  /** Identity of the last item of the page before; `''` where it isn't known. */
  last: string
  /** Path of the page before, where pages are counted; null where they aren't. */
  previous: string | null
}

/** What no path holds. */
const separator = '#'

export function writeLinkPlace({ path, seen, total, last, previous }: LinkPlace): string {
  return [path, `${seen}/${total ?? ''}/${last}`, ...(previous === null ? [] : [previous])].join(separator)
}

/** Also a position that is a path alone. */
export function readLinkPlace(position: string): LinkPlace | undefined {
  const [path = '', counts, previous = null] = position.split(separator)
  if (!path.startsWith('/') || (previous !== null && !previous.startsWith('/'))) return undefined
  if (counts === undefined) return { path, seen: 0, total: null, last: '', previous: null }
  const match = /^(\d+)\/(\d*)\/([\da-f]*)$/.exec(counts)
  if (!match) return undefined
  const [, seen, total, last = ''] = match
  return { path, seen: Number(seen), total: total === '' ? null : Number(total), last, previous }
}
