import type { RepositoryCall } from '../server/call.js'
import type { FakePullRequest } from '../state/pull-request.js'
import { fullName } from '../state/repository-state.js'
import { requestedReviewers } from '../state/requested-reviewers.js'
import { isoDate, isoDateOrNull } from './iso-date.js'
import { labelBody } from './label-body.js'
import { repositoryBody } from './repository-body.js'
import { userBody, userBodyOrNull } from './user-body.js'
import { webAddress } from './web-address.js'

/** `pull-request-simple`, as lists give it: without lines, files, commits and who merged it. */
export function pullRequestBody(call: RepositoryCall, pull: FakePullRequest) {
  const { repository } = call
  const owner = userBody(call, repository.owner)
  const base = { user: owner, repo: repositoryBody(call, repository) }
  const isGone = pull.headRepository === 'gone'
  return {
    ...addresses(call, pull),
    id: pull.id,
    node_id: pull.nodeId,
    number: pull.number,
    state: pull.state === 'OPEN' ? 'open' : 'closed',
    locked: false,
    title: pull.title,
    user: userBodyOrNull(call, pull.author),
    body: pull.body,
    created_at: isoDate(pull.createdAt),
    updated_at: isoDate(pull.updatedAt),
    closed_at: isoDateOrNull(pull.closedAt),
    merged_at: isoDateOrNull(pull.mergedAt),
    // While it is open this is a merge that was made to try; the importer must not take it for the real one.
    merge_commit_sha: pull.mergeCommitOid ?? (pull.state === 'OPEN' ? pull.headRefOid : null),
    assignee: null,
    assignees: [],
    requested_reviewers: requestedReviewers(repository, pull).map((account) => userBody(call, account)),
    requested_teams: [],
    labels: pull.labels.map((name) => labelBody(call, name)),
    milestone: null,
    draft: pull.isDraft,
    head: {
      label: `${isGone ? 'unknown' : repository.owner.login}:${pull.headRefName}`,
      ref: pull.headRefName,
      sha: pull.headRefOid,
      ...(isGone ? { user: userBodyOrNull(call, pull.author), repo: null } : base),
    },
    base: {
      label: `${repository.owner.login}:${pull.baseRefName}`,
      ref: pull.baseRefName,
      sha: pull.baseRefOid,
      ...base,
    },
    author_association: 'CONTRIBUTOR',
    auto_merge: null,
    active_lock_reason: null,
  }
}

/** `pull-request`, as the pull request itself gives it. */
export function fullPullRequestBody(call: RepositoryCall, pull: FakePullRequest) {
  return {
    ...pullRequestBody(call, pull),
    merged: pull.state === 'MERGED',
    mergeable: pull.state === 'OPEN' ? true : null,
    rebaseable: null,
    mergeable_state: pull.state === 'OPEN' ? 'clean' : 'unknown',
    merged_by: userBodyOrNull(call, pull.mergedBy),
    comments: commentsOf(call, pull).filter(({ path }) => path === null).length,
    review_comments: commentsOf(call, pull).filter(({ path }) => path !== null).length,
    maintainer_can_modify: false,
    commits: pull.commits,
    additions: pull.additions,
    deletions: pull.deletions,
    changed_files: pull.changedFiles,
  }
}

function commentsOf({ repository }: RepositoryCall, { number }: FakePullRequest) {
  return [...repository.comments.values()].filter(({ pullRequest }) => pullRequest === number)
}

function addresses(call: RepositoryCall, pull: FakePullRequest) {
  const api = `${call.base}/repos/${fullName(call.repository)}`
  const url = `${api}/pulls/${pull.number}`
  const issue = `${api}/issues/${pull.number}`
  const html = `${webAddress}/${fullName(call.repository)}/pull/${pull.number}`
  const links = {
    self: url,
    html,
    issue,
    comments: `${issue}/comments`,
    review_comments: `${url}/comments`,
    review_comment: `${api}/pulls/comments{/number}`,
    commits: `${url}/commits`,
    statuses: `${api}/statuses/${pull.headRefOid}`,
  }
  return {
    url,
    html_url: html,
    diff_url: `${html}.diff`,
    patch_url: `${html}.patch`,
    issue_url: issue,
    comments_url: links.comments,
    commits_url: links.commits,
    review_comments_url: links.review_comments,
    review_comment_url: links.review_comment,
    statuses_url: links.statuses,
    _links: Object.fromEntries(Object.entries(links).map(([name, href]) => [name, { href }])),
  }
}
