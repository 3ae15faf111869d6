import fc from 'fast-check'

/** A commit of a made-up history. */
export interface RandomCommit {
  sha: string
  parentShas: string[]
}

/** Histories of up to `most` commits, each with up to three earlier ones as parents: roots, merges and forks. */
export function randomHistory(most: number): fc.Arbitrary<RandomCommit[]> {
  const parents = fc.uniqueArray(fc.nat(most - 1), { maxLength: 3 })
  return fc.array(parents, { minLength: 1, maxLength: most }).map((list) =>
    list.map((numbers, index) => ({
      sha: `c${index}`,
      parentShas: index === 0 ? [] : [...new Set(numbers.map((number) => `c${number % index}`))],
    })),
  )
}

/** What a commit reaches, itself with it: the plain definition, by which cleverer ways are judged. */
export function reachedFrom(heads: readonly string[], history: readonly RandomCommit[]): Set<string> {
  const reached = new Set(heads)
  // Parents come earlier in the list, so one way back is enough.
  for (const { sha, parentShas } of [...history].reverse()) {
    if (reached.has(sha)) for (const parent of parentShas) reached.add(parent)
  }
  return reached
}
