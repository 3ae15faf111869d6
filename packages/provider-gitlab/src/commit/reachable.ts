/** What a head reaches among stored commits. */
export interface Reached {
  shas: ReadonlySet<string>
  /** Parents on the way that aren't stored. */
  missing: readonly string[]
}

/** Follows parents from a head. A head that isn't stored reaches nothing, and is missing itself. */
export function reachedFrom(head: string, parents: ReadonlyMap<string, readonly string[]>): Reached {
  const shas = new Set<string>()
  const missing = new Set<string>()
  const waiting = [head]
  for (let sha = waiting.pop(); sha !== undefined; sha = waiting.pop()) {
    if (shas.has(sha)) continue
    const of = parents.get(sha)
    if (!of) missing.add(sha)
    else {
      shas.add(sha)
      waiting.push(...of)
    }
  }
  return { shas, missing: [...missing] }
}
