import type { RepositoryCall } from '../server/call.js'
import type { FakeIssue } from '../state/issue.js'
import type { FakePullRequest } from '../state/pull-request.js'
import { fullName } from '../state/repository-state.js'
import { isoDate, isoDateOrNull } from './iso-date.js'
import { labelBody } from './label-body.js'
import { noReactions } from './no-reactions.js'
import { userBodyOrNull } from './user-body.js'
import { webAddress } from './web-address.js'

/** A pull request's id as an issue is another number than its id as a pull request. */
const issueIdDistance = 500_000_000

/** `issue`. */
export function issueBody(call: RepositoryCall, issue: FakeIssue) {
  return {
    ...common(call, issue, 'issues'),
    id: issue.id,
    state: issue.state.toLowerCase(),
    state_reason: issue.stateReason?.toLowerCase() ?? null,
    labels: issue.labels.map((name) => labelBody(call, name)),
    type: issue.type === null ? null : issueTypeBody(issue.type),
    assignee: userBodyOrNull(call, issue.assignees[0] ?? null),
    assignees: issue.assignees.flatMap((account) => userBodyOrNull(call, account) ?? []),
  }
}

/** A pull request as the list of issues shows it. */
export function pullRequestAsIssueBody(call: RepositoryCall, pull: FakePullRequest) {
  const html = `${webAddress}/${fullName(call.repository)}/pull/${pull.number}`
  return {
    ...common(call, pull, 'pull'),
    id: pull.id + issueIdDistance,
    state: pull.state === 'OPEN' ? 'open' : 'closed',
    state_reason: null,
    type: null,
    labels: pull.labels.map((name) => labelBody(call, name)),
    draft: pull.isDraft,
    pull_request: {
      url: `${call.base}/repos/${fullName(call.repository)}/pulls/${pull.number}`,
      html_url: html,
      diff_url: `${html}.diff`,
      patch_url: `${html}.patch`,
      merged_at: isoDateOrNull(pull.mergedAt),
    },
  }
}

/** `issue-type`. */
export function issueTypeBody(name: string) {
  return { id: 9_000_001 + name.length, node_id: `IT_${name}`, name, description: null, color: 'gray' as const }
}

function common(call: RepositoryCall, row: FakeIssue | FakePullRequest, page: string) {
  const repository = `${call.base}/repos/${fullName(call.repository)}`
  const url = `${repository}/issues/${row.number}`
  return {
    url,
    repository_url: repository,
    labels_url: `${url}/labels{/name}`,
    comments_url: `${url}/comments`,
    events_url: `${url}/events`,
    html_url: `${webAddress}/${fullName(call.repository)}/${page}/${row.number}`,
    node_id: row.nodeId,
    number: row.number,
    title: row.title,
    user: userBodyOrNull(call, row.author),
    locked: false,
    assignee: null,
    assignees: [],
    milestone: null,
    comments: 0,
    created_at: isoDate(row.createdAt),
    updated_at: isoDate(row.updatedAt),
    closed_at: isoDateOrNull(row.closedAt),
    author_association: 'CONTRIBUTOR',
    active_lock_reason: null,
    body: row.body,
    closed_by: null,
    reactions: noReactions(url),
    timeline_url: `${url}/timeline`,
    performed_via_github_app: null,
  }
}
