import { TransientError } from '@data-import/core/provider'
import type { Github } from '../client/github.js'
import {
  type GraphqlDeployment,
  type GraphqlStatus,
  moreStatusesQuery,
  type StatusConnection,
} from './deployment-query.js'

/** All statuses of a deployment. @throws {TransientError} when GitHub gives fewer than it counts */
export async function allStatuses(github: Github, { id, statuses }: GraphqlDeployment): Promise<GraphqlStatus[]> {
  const nodes = [...(statuses?.nodes ?? [])]
  if (statuses?.pageInfo.hasNextPage) {
    const variables = { deployment: id, cursor: statuses.pageInfo.endCursor }
    const pages = github.listPages<{ node: { statuses?: StatusConnection } | null }>(
      moreStatusesQuery,
      variables,
      ({ node }) => node?.statuses?.pageInfo,
    )
    for await (const page of pages) nodes.push(...(page.node?.statuses?.nodes ?? []))
  }
  const found = nodes.flatMap((node) => node ?? [])
  const total = statuses?.totalCount ?? 0
  if (found.length < total) {
    throw new TransientError(
      `GitHub gave ${found.length} of ${total} statuses of a deployment. The next pass asks again.`,
    )
  }
  return found
}
