import type { UnfinishedItem } from '@data-import/core/provider'
import type { Github } from '../client/github.js'
import { queryNodes } from './query-nodes.js'

/** Whether deployments have changed, 100 of any repositories in one request. */
export const changedDeploymentsQuery = `query changedDeployments($ids: [ID!]!) {
  rateLimit { cost }
  nodes(ids: $ids) { ... on Deployment { id updatedAt } }
}`

const idsPerQuery = 100

/** Ids of those that have changed since they were read, or are gone. */
export async function* changedDeployments(github: Github, items: readonly UnfinishedItem[]): AsyncGenerator<string> {
  for (let start = 0; start < items.length; start += idsPerQuery) {
    const asked = items.slice(start, start + idsPerQuery)
    const ids = asked.map(({ id }) => id)
    const found = await queryNodes<{ updatedAt: string }>(github, changedDeploymentsQuery, ids)
    for (const [index, one] of found.entries()) {
      if ('isGone' in one || ('node' in one && one.node.updatedAt !== asked[index]?.tag)) yield one.id
    }
  }
}
