import type { RepositoryCall } from '../server/call.js'
import { linkHeader, pageRequest, repositoryPath } from '../server/page.js'
import type { RepositoryRoute } from '../server/route.js'
import { fullName } from '../state/repository-state.js'
import type { FakeWorkflow } from '../state/workflow.js'
import { isoDate } from './iso-date.js'
import { webAddress } from './web-address.js'

/** Workflows of a repository. */
export const workflowRoutes: readonly RepositoryRoute[] = [
  {
    pattern: '/actions/workflows',
    permission: 'actions',
    answer(call) {
      const rows = [...call.repository.workflows.values()].sort((a, b) => a.id - b.id)
      const request = pageRequest(call)
      const start = (request.page - 1) * request.perPage
      const page = rows.slice(start, start + request.perPage)
      return {
        status: 200,
        body: { total_count: rows.length, workflows: page.map((row) => workflowBody(call, row)) },
        headers: linkHeader(call, repositoryPath(call.repository, '/actions/workflows'), request, rows.length),
      }
    },
  },
]

function workflowBody({ base, repository }: RepositoryCall, workflow: FakeWorkflow) {
  const web = `${webAddress}/${fullName(repository)}`
  return {
    id: workflow.id,
    node_id: workflow.nodeId,
    name: workflow.name,
    path: workflow.path,
    state: workflow.state,
    created_at: isoDate(workflow.createdAt),
    updated_at: isoDate(workflow.updatedAt),
    url: `${base}/repos/${fullName(repository)}/actions/workflows/${workflow.id}`,
    html_url: `${web}/blob/${repository.defaultBranch}/${workflow.path}`,
    badge_url: `${web}/workflows/${encodeURIComponent(workflow.name.toWellFormed())}/badge.svg`,
  }
}
