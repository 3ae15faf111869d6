import type { IssueRow } from '@data-import/model'
import { type RestAccount, restAccount } from '../people/account.js'
import type { People } from '../people/people.js'

/** An issue in REST lists: https://docs.github.com/en/rest/issues/issues#list-repository-issues */
export interface RestIssue {
  id: number
  number: number
  title: string
  body?: string | null
  state: string
  state_reason?: string | null
  user: RestAccount | null
  labels: readonly (string | { name?: string | null })[]
  html_url: string
  created_at: string
  updated_at: string
  closed_at: string | null
  /** Only pull requests have it, which GitHub lists as issues too. */
  pull_request?: object
}

/**
 * `externalId` ← `id`; `number`, `title`, `body`; `state` ← `state` (OPEN, CLOSED); `stateReason` ← `state_reason`;
 * `authorId`, `authorName` ← `user`, without identity for a deleted account; `labels` ← `labels[].name`; `url` ←
 * `html_url`; `createdAt`, `updatedAt`, `closedAt`; `removedAt` is null, for it is there. Null for a pull request.
 */
export function issueRow(issue: RestIssue, repositoryId: string, people: People): IssueRow | null {
  if (issue.pull_request) return null
  const author = restAccount(issue.user)
  return {
    externalId: String(issue.id),
    repositoryId,
    number: issue.number,
    title: issue.title,
    body: issue.body ?? null,
    state: issue.state.toUpperCase(),
    originalState: issue.state,
    stateReason: issue.state_reason ?? null,
    authorId: people.idOf(author),
    authorName: author?.login ?? null,
    labels: issue.labels.flatMap((label) => (typeof label === 'string' ? label : (label.name ?? []))),
    url: issue.html_url,
    createdAt: new Date(issue.created_at),
    updatedAt: new Date(issue.updated_at),
    closedAt: issue.closed_at === null ? null : new Date(issue.closed_at),
    removedAt: null,
    sourceUpdatedAt: new Date(issue.updated_at),
  }
}
