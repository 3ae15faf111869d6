/** Where a walk over counted pages stands. */
export interface Place {
  /** Page or offset to ask for. */
  at: number
  /** What the list had by its last page; null where it doesn't say. */
  total: number | null
  /** Items that have come. */
  seen: number
  /** Of the page before; `''` where that was empty. */
  digest: string
  /** Identity of the last item of the page before; `''` where it isn't known. */
  last: string
  /** Items of the page before; 0 where that isn't known. */
  count: number
  /** Whether the last item is asked for again, to see that it is still where it was. */
  isOverlapping: boolean
}

export function placeOf(position: string | null, first: number): Place {
  const start = { at: first, total: null, seen: 0, digest: '', last: '', count: 0, isOverlapping: false }
  return (position === null ? undefined : readPlace(position)) ?? start
}

export function writePlace({ at, total, seen, digest, last, count, isOverlapping }: Place): string {
  return `${at}/${total ?? ''}/${seen}/${digest}/${last}/${count}${isOverlapping ? '+' : ''}`
}

/** Also a position of an earlier version, which ends with the digest. */
export function readPlace(position: string): Place | undefined {
  const match = /^(\d+)\/(\d*)\/(\d+)\/([\da-f]*)(?:\/([\da-f]*)\/(\d+)(\+?))?$/.exec(position)
  if (!match) return undefined
  const [, at, total, seen, digest = '', last = '', count, overlap] = match
  return {
    at: Number(at),
    total: total === '' ? null : Number(total),
    seen: Number(seen),
    digest,
    last,
    count: Number(count ?? 0),
    isOverlapping: overlap === '+',
  }
}
