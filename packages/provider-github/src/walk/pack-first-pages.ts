/** A list, and how many items it has. */
export interface SmallList<Of> {
  of: Of
  count: number
}

/** Lists that are asked for in one query. */
export interface Pack<Of> {
  of: readonly Of[]
  /** Items to ask of each. */
  first: number
}

/** More of them make the query long without saving much. */
const mostLists = 50

/**
 * Packs lists so that no query asks for more items than a page has. Each asks the same number of every list, so those of
 * one size come together. A list that would be alone is left out.
 */
export function packFirstPages<Of>(lists: readonly SmallList<Of>[], itemsPerQuery: number): Pack<Of>[] {
  const packs: { of: Of[]; first: number }[] = []
  for (const { of, count } of [...lists].sort((left, right) => left.count - right.count)) {
    if (count * 2 > itemsPerQuery) break
    const last = packs.at(-1)
    if (last && last.of.length < mostLists && (last.of.length + 1) * count <= itemsPerQuery) {
      last.of.push(of)
      last.first = count
    } else packs.push({ of: [of], first: count })
  }
  return packs.filter(({ of }) => of.length > 1)
}
