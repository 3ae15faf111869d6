import type { GraphqlStatus } from './deployment-query.js'

/**
 * Statuses, the oldest first. Times are to the second and several may share one, so among those GitHub's own order decides:
 * its lists begin with the newest, as documented for REST, unless the times or the latest one tell that they end with it.
 * https://docs.github.com/en/rest/deployments/statuses#list-deployment-statuses
 */
export function inOrder(statuses: readonly GraphqlStatus[], latestId: string | null): GraphqlStatus[] {
  const listed = isOldestFirst(statuses, latestId) ? [...statuses] : [...statuses].reverse()
  // What is equal stays in the order that it has.
  return listed.sort((a, b) => Date.parse(a.createdAt) - Date.parse(b.createdAt))
}

function isOldestFirst(statuses: readonly GraphqlStatus[], latestId: string | null): boolean {
  const first = statuses[0]
  const last = statuses.at(-1)
  if (!first || !last) return false
  const [firstAt, lastAt] = [Date.parse(first.createdAt), Date.parse(last.createdAt)]
  if (firstAt !== lastAt) return firstAt < lastAt
  return latestId !== null && last.id === latestId && first.id !== latestId
}
