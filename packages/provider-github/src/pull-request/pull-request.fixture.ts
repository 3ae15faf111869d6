import type { FakeTruth } from '@data-import/fake-github'
import { pullRequestTable } from '@data-import/model'
import { octo } from '../testing/mapped-people.js'
import { byId, type ResourceDouble } from '../testing/resource-double.js'
import { people, sha, webUrl } from '../testing/sample.js'
import { accountId, accountLogin, trueRemoteKey } from '../testing/true-people.js'
import { pullRequest } from './pull-request.js'
import type { GraphqlPullRequest } from './pull-request-query.js'
import { pullRequestRow, type RestPullRequest, restPullRequestRow } from './pull-request-row.js'

export const graphqlPullRequest: GraphqlPullRequest = {
  id: 'PR_12',
  fullDatabaseId: '3000000001',
  number: 12,
  title: 'Add a page',
  body: '',
  state: 'OPEN',
  isDraft: true,
  url: `${webUrl}/pull/12`,
  author: octo.graphql,
  mergedBy: null,
  headRefName: 'page',
  baseRefName: 'main',
  headRefOid: sha,
  mergeCommit: null,
  additions: 10,
  deletions: 0,
  changedFiles: 2,
  headRepository: { url: webUrl },
  labels: { nodes: [{ name: 'hotfix' }] },
  commits: {
    totalCount: 3,
    pageInfo: { hasNextPage: false, endCursor: null },
    nodes: [
      {
        commit: {
          oid: sha,
          authoredDate: '2026-01-01T00:00:00Z',
          committedDate: '2026-01-01T01:00:00Z',
          author: { name: 'Octo Cat', email: 'octo@example.com', user: octo.graphql },
        },
      },
    ],
  },
  closingIssuesReferences: {
    totalCount: 1,
    pageInfo: { hasNextPage: false, endCursor: null },
    nodes: [{ fullDatabaseId: '5000000001' }],
  },
  timelineItems: { pageInfo: { hasNextPage: false, endCursor: null }, nodes: [] },
  createdAt: '2026-01-01T00:00:00Z',
  updatedAt: '2026-01-02T00:00:00Z',
  closedAt: null,
  mergedAt: null,
}

export const restPullRequest: RestPullRequest = {
  id: 3_000_000_001,
  number: 12,
  title: 'Add a page',
  body: null,
  state: 'open',
  draft: true,
  html_url: `${webUrl}/pull/12`,
  user: octo.rest,
  labels: [{ name: 'hotfix' }],
  head: { ref: 'page', sha, repo: { html_url: webUrl } },
  base: { ref: 'main' },
  merge_commit_sha: 'c'.repeat(40),
  created_at: '2026-01-01T00:00:00Z',
  updated_at: '2026-01-02T00:00:00Z',
  closed_at: null,
  merged_at: null,
}

export const pullRequestDouble: ResourceDouble = {
  resource: pullRequest,
  mappings: [
    {
      name: 'pullRequestRow',
      whole: graphqlPullRequest,
      table: pullRequestTable,
      map: (one) => pullRequestRow(one, [], 'id', people()),
    },
    {
      name: 'restPullRequestRow',
      whole: restPullRequest,
      table: pullRequestTable,
      map: (one) => restPullRequestRow(one, 'id', people()),
    },
  ],
  expected: (truth) => ({
    pullRequest: expectedPullRequests(truth),
    pullRequestCommit: expectedCommits(truth),
    pullRequestIssue: expectedIssues(truth),
    reviewRequest: expectedReviewRequests(truth),
  }),
  async fill(repository, { at, text }) {
    const { number } = await repository.openPullRequest({
      ...(text !== undefined && { title: text, body: text }),
      createdAt: at(),
    })
    await repository.reviewPullRequest(number, { submittedAt: at(1), ...(text !== undefined && { body: text }) })
    await repository.commentOnPullRequest(number, { createdAt: at(1) })
    await repository.requestReview(number, { at: at(0.5) })
  },
  fillBare: (repository) => repository.openPullRequest({ author: null }),
}

function expectedPullRequests({ repository, pullRequests }: FakeTruth) {
  return byId(pullRequests.values(), (pull) => ({
    repositoryId: String(repository.id),
    number: pull.number,
    title: pull.title,
    body: pull.body ?? '',
    state: pull.state,
    isDraft: pull.isDraft,
    authorId: accountId(pull.author),
    authorName: accountLogin(pull.author),
    mergedById: accountId(pull.mergedBy),
    labels: pull.labels,
    mergedByName: accountLogin(pull.mergedBy),
    readyAt: pull.timeline.findLast(({ kind }) => kind === 'ReadyForReviewEvent')?.createdAt ?? null,
    headRemoteKey: pull.headRepository === 'gone' ? null : trueRemoteKey(repository),
    headRef: pull.headRefName,
    baseRef: pull.baseRefName,
    headSha: pull.headRefOid,
    mergeSha: pull.state === 'MERGED' ? pull.mergeCommitOid : null,
    additions: pull.additions,
    deletions: pull.deletions,
    changedFiles: pull.changedFiles,
    commitsCount: pull.commits,
    createdAt: pull.createdAt,
    updatedAt: pull.updatedAt,
    closedAt: pull.closedAt,
    mergedAt: pull.mergedAt,
  }))
}

function expectedCommits({ pullRequests }: FakeTruth) {
  const rows = [...pullRequests.values()].flatMap(({ id, commitShas }) =>
    commitShas.map((sha, index) => [`${id}:${sha}`, { pullRequestId: String(id), sha, position: index + 1 }] as const),
  )
  return Object.fromEntries(rows)
}

function expectedIssues({ pullRequests, issues }: FakeTruth) {
  const rows = [...pullRequests.values()].flatMap(({ id, closes }) =>
    closes.flatMap((number) => {
      const issue = issues.get(number)
      if (!issue) return []
      const link = { pullRequestId: String(id), issueId: String(issue.id), rule: 'vendor', closes: true }
      return [[`${id}:${issue.id}`, link] as const]
    }),
  )
  return Object.fromEntries(rows)
}

function expectedReviewRequests({ pullRequests }: FakeTruth) {
  const rows = [...pullRequests.values()].flatMap(({ id, timeline }) =>
    timeline
      .filter(({ kind }) => kind === 'ReviewRequestedEvent')
      .map(
        (item) =>
          [
            item.nodeId,
            {
              pullRequestId: String(id),
              reviewerId: accountId(item.reviewer),
              reviewerName: item.team ?? accountLogin(item.reviewer),
              requestedAt: item.createdAt,
            },
          ] as const,
      ),
  )
  return Object.fromEntries(rows)
}
