import { type IssueRow, labelNames } from '@data-import/model'
import { accountOf, type GitlabUser } from '../people/account.js'
import type { People } from '../people/people.js'
import { externalIdOf, instantOf, requiredNumber, textOf } from '../record/values.js'

/** An issue: https://docs.gitlab.com/api/issues/ */
export interface GitlabIssue {
  id?: number | string
  iid?: number | string
  title?: string | null
  description?: string | null
  state?: string | null
  type?: string | null
  issue_type?: string | null
  author?: GitlabUser | null
  assignees?: readonly (GitlabUser | null)[] | null
  assignee?: GitlabUser | null
  labels?: unknown
  web_url?: string | null
  created_at?: string | null
  updated_at?: string | null
  closed_at?: string | null
}

/**
 * `externalId` ← `id`; `number` ← `iid`; `title`; `body` ← `description`; `state` ← `state` (opened → OPEN, closed → CLOSED), kept in
 * `originalState`; `type` ← `issue_type`; `authorId`, `authorName` ← `author`, no id for a deleted one; `assigneeIds` ←
 * `assignees`; `labels`; `url` ← `web_url`; `createdAt`, `updatedAt`, `closedAt`; `removedAt` is null, for it is there. GitLab gives no
 * reason for a closed issue.
 */
export function issueRow(issue: GitlabIssue, repositoryId: string, people: Pick<People, 'idOf'>): IssueRow {
  const externalId = externalIdOf('issue', issue?.id)
  const author = accountOf(issue.author)
  const assignees = Array.isArray(issue.assignees) ? issue.assignees : [issue.assignee ?? null]
  const state = textOf(issue.state)
  const updatedAt = instantOf(issue.updated_at)
  return {
    externalId,
    repositoryId,
    number: requiredNumber('number of an issue', issue.iid),
    title: issue.title ?? '',
    body: issue.description ?? null,
    state: state?.toLowerCase() === 'closed' ? 'CLOSED' : 'OPEN',
    originalState: state,
    type: (textOf(issue.issue_type) ?? textOf(issue.type))?.toLowerCase() ?? null,
    stateReason: null,
    authorId: people.idOf(author),
    authorName: author?.username ?? null,
    assigneeIds: assignees.flatMap((one: GitlabUser | null) => people.idOf(accountOf(one)) ?? []),
    labels: labelNames(issue.labels),
    url: textOf(issue.web_url),
    createdAt: instantOf(issue.created_at),
    updatedAt,
    closedAt: instantOf(issue.closed_at),
    removedAt: null,
    sourceUpdatedAt: updatedAt,
  }
}
