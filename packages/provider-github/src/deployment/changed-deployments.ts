import type { Github } from '../client/github.js'
import { graphqlErrorsOf, partialDataOf } from '../client/github-error.js'
import type { OpenItem } from '../walk/open-items.js'

/** Whether deployments have changed, 100 of any repositories in one request. */
export const changedDeploymentsQuery = `query changedDeployments($ids: [ID!]!) {
  rateLimit { cost }
  nodes(ids: $ids) { ... on Deployment { id updatedAt } }
}`

interface ChangedAnswer {
  nodes: readonly ({ id: string; updatedAt: string } | null)[]
}

const idsPerQuery = 100

/** Ids of those that have changed since they were read, or are gone. */
export async function* changedDeployments(github: Github, items: readonly OpenItem[]): AsyncGenerator<string> {
  for (let start = 0; start < items.length; start += idsPerQuery) {
    const asked = items.slice(start, start + idsPerQuery)
    const { nodes } = await ask(
      github,
      asked.map(({ id }) => id),
    )
    for (const [index, { id, tag }] of asked.entries()) if (nodes[index]?.updatedAt !== tag) yield id
  }
}

/** Of ids that are gone, GitHub says so beside the others. */
async function ask(github: Github, ids: string[]): Promise<ChangedAnswer> {
  try {
    return await github.query<ChangedAnswer>(changedDeploymentsQuery, { ids })
  } catch (error) {
    const partial = partialDataOf<ChangedAnswer>(error)
    if (!partial?.nodes || graphqlErrorsOf(error).some(({ type }) => type !== 'NOT_FOUND')) throw error
    return partial
  }
}
