import type { FakeOwner, FakeTruth } from '@data-import/fake-github'
import type { Permission } from '../permission.js'
import { listsOf, type RepositoryTotals } from '../resource.js'
import { resources } from '../resources.js'
import { sumOf } from './sum-of.js'

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

/** How many there are of what a first import is estimated by, as the check writes it. */
export async function trueCounts(owner: FakeOwner): Promise<string> {
  const truths = await Promise.all(owner.repositories().map((repository) => repository.truth()))
  const totals = truths.map(trueTotals)
  const counts = resources.flatMap(({ cost }) => {
    if (!cost || !('countOf' in cost) || cost.unit === undefined) return []
    return `${sumOf(totals, cost.countOf)} ${cost.unit}s`
  })
  return counts.join(', ')
}

/** Names of the resources that need a permission, as the check writes them. */
export function namesOf(...permissions: readonly Permission[]): string {
  const names = permissions.flatMap((one) =>
    resources.filter(({ permission }) => permission === one).map(({ name }) => name),
  )
  return names.join(', ')
}

/** What each repository takes without a token. */
export const requestsWithoutToken = sumOf(resources, ({ withoutToken }) =>
  typeof withoutToken === 'number' ? withoutToken : 0,
)
