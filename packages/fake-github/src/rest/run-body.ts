import type { RepositoryCall } from '../server/call.js'
import { nodeId } from '../state/node-id.js'
import { fullName } from '../state/repository-state.js'
import type { FakeRun } from '../state/run.js'
import { isoDate } from './iso-date.js'
import { repositoryBody } from './repository-body.js'
import { userBodyOrNull } from './user-body.js'
import { webAddress } from './web-address.js'

/** `workflow-run`. */
export async function runBody(call: RepositoryCall, run: FakeRun) {
  const { repository } = call
  const api = `${call.base}/repos/${fullName(repository)}`
  const url = `${api}/actions/runs/${run.id}`
  const actor = userBodyOrNull(call, run.actor)
  const minimal = repositoryBody(call, repository)
  return {
    id: run.id,
    node_id: run.nodeId,
    name: run.name,
    head_branch: run.headBranch,
    head_sha: run.headSha,
    path: run.path,
    display_title: run.displayTitle,
    run_number: run.number,
    event: run.event,
    status: run.status,
    conclusion: run.conclusion,
    workflow_id: run.workflowId,
    check_suite_id: run.id + 1,
    check_suite_node_id: nodeId('CheckSuite', repository.id, run.id),
    url,
    html_url: `${webAddress}/${fullName(repository)}/actions/runs/${run.id}`,
    pull_requests: [],
    created_at: isoDate(run.createdAt),
    updated_at: isoDate(run.updatedAt),
    ...(actor && { actor, triggering_actor: actor }),
    run_attempt: run.attempt,
    referenced_workflows: [],
    run_started_at: isoDate(run.runStartedAt),
    jobs_url: `${url}/jobs`,
    logs_url: `${url}/logs`,
    check_suite_url: `${api}/check-suites/${run.id + 1}`,
    artifacts_url: `${url}/artifacts`,
    cancel_url: `${url}/cancel`,
    rerun_url: `${url}/rerun`,
    previous_attempt_url: run.attempt > 1 ? `${url}/attempts/${run.attempt - 1}` : null,
    workflow_url: `${api}/actions/workflows/${run.workflowId}`,
    head_commit: await headCommit(call, run),
    repository: minimal,
    head_repository: minimal,
  }
}

/** Null once the commit is gone. */
async function headCommit({ repository }: RepositoryCall, run: FakeRun) {
  const commit = await repository.git.commit(run.headSha)
  if (!commit) return null
  return {
    id: commit.sha,
    tree_id: commit.tree,
    message: commit.message,
    timestamp: isoDate(new Date(commit.committer.seconds * 1000)),
    author: { name: commit.author.name, email: commit.author.email },
    committer: { name: commit.committer.name, email: commit.committer.email },
  }
}
