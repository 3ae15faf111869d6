import { deploymentTable } from '@data-import/model'
import { octo } from '../testing/mapped-people.js'
import { byId, type ResourceDouble } from '../testing/resource-double.js'
import { ids, people, sha, web } from '../testing/sample.js'
import { deployment } from './deployment.js'
import type { GraphqlDeployment, GraphqlStatus } from './deployment-query.js'
import { deploymentRow } from './deployment-row.js'

export const graphqlStatuses: readonly GraphqlStatus[] = [
  { id: 'DES_1', state: 'IN_PROGRESS', createdAt: '2026-01-01T00:01:00Z', logUrl: null, environmentUrl: null },
  {
    id: 'DES_2',
    state: 'SUCCESS',
    createdAt: '2026-01-01T00:02:00Z',
    logUrl: null,
    environmentUrl: 'https://acme.example.com',
  },
]

export const graphqlDeployment: GraphqlDeployment = {
  id: 'DE_1',
  databaseId: 8001,
  commitOid: sha,
  environment: 'production',
  state: 'ACTIVE',
  createdAt: '2026-01-01T00:00:00Z',
  updatedAt: '2026-01-01T00:02:00Z',
  ref: { name: 'main' },
  creator: octo.graphql,
  latestStatus: { id: 'DES_2' },
  statuses: { totalCount: 2, pageInfo: { hasNextPage: false, endCursor: null }, nodes: graphqlStatuses },
}

export const deploymentDouble: ResourceDouble = {
  resource: deployment,
  mappings: [
    {
      name: 'deploymentRow',
      whole: graphqlDeployment,
      table: deploymentTable,
      map: (one) => deploymentRow(one, statusesOf(one), web, people(), ids),
    },
  ],
  expected: ({ repository, deployments }) => ({
    deployment: byId(deployments.values(), (deployment) => {
      const ends = deployment.statuses.filter(({ state }) => ['success', 'failure', 'error'].includes(state))
      const latest = deployment.statuses.at(-1)?.state ?? 'pending'
      const isOpen = ['pending', 'queued', 'in_progress', 'waiting'].includes(latest)
      const result = ends.at(-1)?.state === 'success' ? 'SUCCESS' : ends.length > 0 ? 'FAILURE' : null
      return {
        repositoryId: String(repository.id),
        environment: deployment.environment,
        sha: deployment.sha,
        result: isOpen ? null : result,
        finishedAt: isOpen ? null : (ends[0]?.createdAt ?? null),
        startedAt: deployment.statuses.find(({ state }) => state === 'in_progress')?.createdAt ?? null,
        createdAt: deployment.createdAt,
        sourceUpdatedAt: deployment.updatedAt,
      }
    }),
  }),
  async fill(repository, { at }) {
    const { id } = await repository.deploy({ createdAt: at() })
    await repository.setDeploymentStatus(id, { createdAt: at(0.1) })
  },
}

/** The walk hands over those that are there. */
function statusesOf(deployment: { statuses?: { nodes?: unknown } } | null) {
  const nodes = deployment?.statuses?.nodes
  return Array.isArray(nodes) ? nodes.filter((node) => typeof node === 'object' && node !== null) : []
}
