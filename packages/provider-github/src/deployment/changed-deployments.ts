import type { UnfinishedItem } from '@data-import/http'
import type { Github } from '../client/github.js'
import type { GraphqlDeployment } from './deployment-query.js'
import { queryDeployments } from './query-deployments.js'

/** Whether deployments have changed, 100 of any repositories in one request. */
export const changedDeploymentsQuery = `query changedDeployments($ids: [ID!]!) {
  rateLimit { cost }
  nodes(ids: $ids) { ... on Deployment { id updatedAt latestStatus { id } } }
}`

const idsPerQuery = 100

/** What of a deployment tells that it has changed. */
type ChangingDeployment = Pick<GraphqlDeployment, 'updatedAt' | 'latestStatus'>

/** Equal while a deployment has not changed: its time is to the second, in which it may get more than one status. */
export function tagOf({ updatedAt, latestStatus }: ChangingDeployment): string {
  return `${updatedAt} ${latestStatus?.id ?? ''}`
}

/** Ids of those that have changed since they were read, or are gone. */
export async function* changedDeployments(github: Github, items: readonly UnfinishedItem[]): AsyncGenerator<string> {
  for (let start = 0; start < items.length; start += idsPerQuery) {
    const asked = items.slice(start, start + idsPerQuery)
    const ids = asked.map(({ id }) => id)
    const found = await queryDeployments<ChangingDeployment>(github, changedDeploymentsQuery, ids)
    for (const [index, one] of found.entries()) {
      if ('isGone' in one || ('node' in one && tagOf(one.node) !== asked[index]?.tag)) yield one.id
    }
  }
}
