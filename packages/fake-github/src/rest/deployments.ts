import { notFound } from '../server/api-error.js'
import { parameter, type RepositoryCall } from '../server/call.js'
import { pageAnswer, repositoryPath } from '../server/page.js'
import type { RepositoryRoute } from '../server/route.js'
import type { FakeDeployment } from '../state/deployment.js'
import { deploymentBody, deploymentStatusBody } from './deployment-body.js'
import { sortRows } from './sort-rows.js'

/** Deployments and their statuses, newest first. */
export const deploymentRoutes: readonly RepositoryRoute[] = [
  {
    pattern: '/deployments',
    permission: 'deployments',
    answer(call) {
      const { repository, query } = call
      const is = (name: string, value: string) => !query.has(name) || query.get(name) === value
      const wanted = [...repository.deployments.values()].filter(
        (row) => is('environment', row.environment) && is('sha', row.sha) && is('ref', row.ref) && is('task', row.task),
      )
      const rows = sortRows(
        wanted,
        (row) => row.createdAt,
        (row) => row.id,
      )
      return pageAnswer(call, repositoryPath(repository, '/deployments'), rows, (row) => deploymentBody(call, row))
    },
  },
  {
    pattern: '/deployments/{deployment}',
    permission: 'deployments',
    answer: (call) => ({ status: 200, body: deploymentBody(call, deploymentOf(call)) }),
  },
  {
    pattern: '/deployments/{deployment}/statuses',
    permission: 'deployments',
    answer(call) {
      const deployment = deploymentOf(call)
      const path = repositoryPath(call.repository, `/deployments/${deployment.id}/statuses`)
      const rows = sortRows(
        deployment.statuses,
        (row) => row.createdAt,
        (row) => row.id,
      )
      return pageAnswer(call, path, rows, (row) => deploymentStatusBody(call, deployment, row))
    },
  },
]

function deploymentOf(call: RepositoryCall): FakeDeployment {
  const deployment = call.repository.deployments.get(Number(parameter(call, 'deployment')))
  if (!deployment) throw notFound()
  return deployment
}
