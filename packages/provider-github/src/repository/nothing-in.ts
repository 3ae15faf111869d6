import type { GithubResource, RepositoryFacts } from '../resource.js'

/** Why there is nothing of some resources in a repository, by resource, as far as its entry in a list says it. */
export function nothingIn(resources: readonly GithubResource[], repository: RepositoryFacts): Record<string, string> {
  return Object.fromEntries(
    resources.flatMap(({ name, nothingIn }) => {
      const reason = nothingIn?.(repository)
      return reason === undefined ? [] : [[name, reason]]
    }),
  )
}
