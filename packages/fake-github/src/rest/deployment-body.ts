import type { RepositoryCall } from '../server/call.js'
import type { FakeDeployment, FakeDeploymentStatus } from '../state/deployment.js'
import { fullName } from '../state/repository-state.js'
import { isoDate } from './iso-date.js'
import { userBodyOrNull } from './user-body.js'

/** `deployment`: without its state, which is in its statuses alone. */
export function deploymentBody(call: RepositoryCall, deployment: FakeDeployment) {
  const api = `${call.base}/repos/${fullName(call.repository)}`
  return {
    url: `${api}/deployments/${deployment.id}`,
    id: deployment.id,
    node_id: deployment.nodeId,
    sha: deployment.sha,
    ref: deployment.ref,
    task: deployment.task,
    payload: {},
    original_environment: deployment.environment,
    environment: deployment.environment,
    description: deployment.description,
    creator: userBodyOrNull(call, deployment.creator),
    created_at: isoDate(deployment.createdAt),
    updated_at: isoDate(deployment.updatedAt),
    statuses_url: `${api}/deployments/${deployment.id}/statuses`,
    repository_url: api,
    transient_environment: false,
    production_environment: deployment.environment === 'production',
    performed_via_github_app: null,
  }
}

/** `deployment-status`. */
export function deploymentStatusBody(call: RepositoryCall, deployment: FakeDeployment, status: FakeDeploymentStatus) {
  const api = `${call.base}/repos/${fullName(call.repository)}`
  const url = `${api}/deployments/${deployment.id}`
  return {
    url: `${url}/statuses/${status.id}`,
    id: status.id,
    node_id: status.nodeId,
    state: status.state,
    creator: userBodyOrNull(call, status.creator),
    description: status.description,
    environment: deployment.environment,
    target_url: status.logUrl,
    created_at: isoDate(status.createdAt),
    updated_at: isoDate(status.updatedAt),
    deployment_url: url,
    repository_url: api,
    environment_url: status.environmentUrl,
    log_url: status.logUrl,
    performed_via_github_app: null,
  }
}
