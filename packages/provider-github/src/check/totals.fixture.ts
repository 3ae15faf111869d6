import type { FakeTruth } from '@data-import/fake-github'
import { listsOf, type RepositoryTotals } from '../resource.js'
import { resources } from '../resources.js'

/** What a repository has, by the truth; the lists of GraphQL are called as the truth calls what is in them. */
export function trueTotals(truth: FakeTruth): RepositoryTotals {
  const { repository, commits } = truth
  const counts = listsOf(resources).map(({ field }) => [field, truth[field as keyof FakeTruth & `${string}s`].size])
  return {
    path: `/repositories/${repository.id}`,
    fullName: repository.fullName,
    isPrivate: repository.isPrivate,
    isEmpty: commits.size === 0,
    isDisabled: repository.isDisabled,
    hasIssues: repository.hasIssues,
    commits: commits.size,
    recentCommits: commits.size,
    items: Object.fromEntries(counts),
  }
}
