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
}

export function placeOf(position: string | null, first: number): Place {
  return (position === null ? undefined : readPlace(position)) ?? { at: first, total: null, seen: 0, digest: '' }
}

export function writePlace({ at, total, seen, digest }: Place): string {
  return `${at}/${total ?? ''}/${seen}/${digest}`
}

export function readPlace(position: string): Place | undefined {
  const match = /^(\d+)\/(\d*)\/(\d+)\/([\da-f]*)$/.exec(position)
  if (!match) return undefined
  const [, at, total, seen, digest = ''] = match
  return { at: Number(at), total: total === '' ? null : Number(total), seen: Number(seen), digest }
}
