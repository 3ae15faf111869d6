import type { GraphqlCommit } from '../commit/commit-queries.js'
import type { RestCommit } from '../commit/commit-row.js'
import type { RestIssue } from '../issue/issue-row.js'
import type { GraphqlPullRequest } from '../pull-request/pull-request-query.js'
import type { RestPullRequest } from '../pull-request/pull-request-row.js'
import type { RestIssueComment, RestReviewComment } from '../pull-request-comment/pull-request-comment-row.js'
import type { RestRelease } from '../release/release-row.js'
import type { RestRepository } from '../repository/list-repositories.js'
import type { ProbedList, ProbedRepository } from '../repository/probe-query.js'
import type { GraphqlReview } from '../review/review-query.js'
import { octo } from './mapped-people.js'

/** One whole record of each kind, as GitHub's documentation describes it. Tests change what they are about. */

const sha = 'a'.repeat(40)
const web = 'https://github.com/acme/web'

export const graphqlCommit: GraphqlCommit = {
  id: 'C_1',
  oid: sha,
  message: 'Add a page\n\nWith words.',
  url: `${web}/commit/${sha}`,
  authoredDate: '2026-01-02T03:04:05+02:00',
  committedDate: '2026-01-03T00:00:00Z',
  additions: 10,
  deletions: 0,
  changedFilesIfAvailable: 2,
  author: { name: 'Octo Cat', email: 'Octo@Example.com', user: octo.graphql },
  committer: { name: 'GitHub', email: 'noreply@github.com', user: null },
  parents: { nodes: [{ oid: 'b'.repeat(40) }] },
}

export const restCommit: RestCommit = {
  sha,
  node_id: 'C_1',
  html_url: `${web}/commit/${sha}`,
  commit: {
    message: 'Add a page\n\nWith words.',
    author: { name: 'Octo Cat', email: 'Octo@Example.com', date: '2026-01-02T01:04:05Z' },
    committer: { name: 'GitHub', email: 'noreply@github.com', date: '2026-01-03T00:00:00Z' },
  },
  author: octo.rest,
  committer: null,
  parents: [{ sha: 'b'.repeat(40) }],
}

export const graphqlPullRequest: GraphqlPullRequest = {
  id: 'PR_12',
  fullDatabaseId: '3000000001',
  number: 12,
  title: 'Add a page',
  body: '',
  state: 'OPEN',
  isDraft: true,
  url: `${web}/pull/12`,
  author: octo.graphql,
  mergedBy: null,
  headRefName: 'page',
  baseRefName: 'main',
  headRefOid: sha,
  mergeCommit: null,
  additions: 10,
  deletions: 0,
  changedFiles: 2,
  headRepository: { url: web },
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
  html_url: `${web}/pull/12`,
  user: octo.rest,
  labels: [{ name: 'hotfix' }],
  head: { ref: 'page', sha, repo: { html_url: web } },
  base: { ref: 'main' },
  merge_commit_sha: 'c'.repeat(40),
  created_at: '2026-01-01T00:00:00Z',
  updated_at: '2026-01-02T00:00:00Z',
  closed_at: null,
  merged_at: null,
}

export const graphqlReview: GraphqlReview = {
  fullDatabaseId: '4000000001',
  state: 'APPROVED',
  body: 'Good.',
  submittedAt: '2026-01-02T00:00:00Z',
  updatedAt: '2026-01-03T00:00:00Z',
  url: `${web}/pull/12#pullrequestreview-4000000001`,
  author: octo.graphql,
  commit: { oid: sha },
}

export const restIssue: RestIssue = {
  id: 5_000_000_001,
  number: 13,
  title: 'It is slow',
  body: 'Very.',
  state: 'closed',
  state_reason: 'not_planned',
  user: octo.rest,
  labels: [{ name: 'bug' }, 'fast'],
  type: { name: 'Bug' },
  assignees: [octo.rest],
  html_url: `${web}/issues/13`,
  created_at: '2026-01-01T00:00:00Z',
  updated_at: '2026-01-03T00:00:00Z',
  closed_at: '2026-01-02T00:00:00Z',
}

export const restRelease: RestRelease = {
  id: 9001,
  node_id: 'RE_9001',
  tag_name: 'v1.0.0',
  target_commitish: 'main',
  name: 'One',
  body: 'All of it.',
  draft: false,
  prerelease: false,
  author: octo.rest,
  html_url: `${web}/releases/tag/v1.0.0`,
  created_at: '2026-01-01T00:00:00Z',
  published_at: '2026-01-02T00:00:00Z',
  updated_at: '2026-01-03T00:00:00Z',
}

export const restRepository: RestRepository = {
  id: 42,
  node_id: 'R_42',
  name: 'web',
  full_name: 'acme/web',
  owner: { login: 'acme' },
  description: 'The web site',
  html_url: web,
  language: 'TypeScript',
  stargazers_count: 5,
  forks_count: 0,
  private: false,
  fork: false,
  archived: false,
  disabled: false,
  has_issues: true,
  default_branch: 'main',
  created_at: '2025-01-01T00:00:00Z',
  pushed_at: '2026-01-01T00:00:00Z',
  updated_at: '2026-01-02T00:00:00Z',
}

/** A repository in the probe's answer, with all its lists. */
export type Probed = ProbedRepository &
  Record<'pullRequests' | 'issues' | 'releases' | 'deployments', ProbedList | null>

export const probed: Probed = {
  id: 'R_42',
  databaseId: 42,
  name: 'web',
  nameWithOwner: 'acme/web',
  description: 'The web site',
  url: web,
  isPrivate: false,
  isFork: false,
  isArchived: false,
  isDisabled: false,
  isLocked: false,
  isEmpty: false,
  hasIssuesEnabled: true,
  stargazerCount: 5,
  forkCount: 0,
  createdAt: '2025-01-01T00:00:00Z',
  pushedAt: '2026-01-01T00:00:00Z',
  updatedAt: '2026-01-02T00:00:00Z',
  primaryLanguage: { name: 'TypeScript' },
  defaultBranchRef: { name: 'main', target: { oid: sha } },
  pullRequests: { totalCount: 2, nodes: [{ updatedAt: '2026-01-01T10:00:00Z' }] },
  issues: { totalCount: 0, nodes: [] },
  releases: { totalCount: 1, nodes: [{ updatedAt: '2026-01-01T11:00:00Z' }] },
  deployments: { totalCount: 0, nodes: [] },
}

export const restReviewComment: RestReviewComment = {
  id: 1_900_000_001,
  html_url: `${web}/pull/12#discussion_r1900000001`,
  path: 'src/index.ts',
  pull_request_review_id: 4_000_000_001,
  pull_request_url: 'https://api.github.com/repos/acme/web/pulls/12',
  created_at: '2026-01-01T00:00:00Z',
  updated_at: '2026-01-02T00:00:00Z',
  user: octo.rest,
}

export const restIssueComment: RestIssueComment = {
  id: 2_600_000_001,
  html_url: `${web}/pull/12#issuecomment-2600000001`,
  created_at: '2026-01-01T00:00:00Z',
  updated_at: '2026-01-02T00:00:00Z',
  user: octo.rest,
}
