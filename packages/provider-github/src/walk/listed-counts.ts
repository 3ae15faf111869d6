import type { Github } from '../client/github.js'
import type { BegunRepository } from './first-pages.js'
import { countOf } from './repository-state.js'

/** How many items the lists have by the probe's marks, which costs nothing. */
export function listedCounts(_github: Github, begun: readonly BegunRepository[]): Map<string, number> {
  return new Map(
    begun.flatMap(({ repository: { key }, head }) => {
      const count = countOf(head.mark)
      return count === null ? [] : [[key, count] as const]
    }),
  )
}
