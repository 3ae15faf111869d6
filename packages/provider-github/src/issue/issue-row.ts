import { type IssueRow, labelNames } from '@data-import/model'
import { type Account, graphqlAccount, type RestAccount, restAccount } from '../people/account.js'
import type { People } from '../people/people.js'
import type { Described } from '../record/described.js'
import { externalIdOf } from '../record/external-id.js'
import { instantOf } from '../record/instant.js'
import { requiredText, textOf } from '../record/text.js'
import type { GraphqlIssue } from './first-issues.js'

/** An issue in REST lists: https://docs.github.com/en/rest/issues/issues#list-repository-issues */
export interface RestIssue
  extends Pick<
    Described<'issues', 'listForRepo'>[number],
    'id' | 'number' | 'title' | 'body' | 'state' | 'html_url' | 'created_at' | 'updated_at' | 'closed_at'
  > {
  /** New words may come. */
  state_reason?: string | null
  user: RestAccount | null
  labels: readonly (string | { name?: string | null })[]
  /** Null where the issue has no type; absent where the server knows none. */
  type?: { name?: string } | null
  assignees?: readonly (RestAccount | null)[] | null
  /** Only pull requests have it, which GitHub lists as issues too. */
  pull_request?: object
}

/**
 * `externalId` ← `id`; `number`, `title`, `body`; `state` ← `state` (OPEN, CLOSED); `stateReason` ← `state_reason`;
 * `type` ← `type.name`; `assigneeIds` ← `assignees`; `authorId`, `authorName` ← `user`, without identity for a deleted account; `labels` ← `labels[].name`; `url` ←
 * `html_url`; `createdAt`, `updatedAt`, `closedAt`; `removedAt` is null, for it is there. Null for a pull request.
 */
export function issueRow(issue: RestIssue, repositoryId: string, people: People): IssueRow | null {
  const externalId = externalIdOf('issue', issue?.id)
  if (issue.pull_request) return null
  const author = restAccount(issue.user)
  const state = requiredText('state of an issue', issue.state)
  return {
    externalId,
    repositoryId,
    number: issue.number,
    title: issue.title,
    body: issue.body || null,
    state: state.toUpperCase(),
    originalState: state,
    stateReason: issue.state_reason ?? null,
    type: textOf(issue.type?.name),
    assigneeIds: idsOf(issue.assignees, restAccount, people),
    authorId: people.idOf(author),
    authorName: author?.login ?? null,
    labels: labelNames(issue.labels),
    url: issue.html_url,
    createdAt: instantOf(issue.created_at),
    updatedAt: instantOf(issue.updated_at),
    closedAt: instantOf(issue.closed_at),
    removedAt: null,
    sourceUpdatedAt: instantOf(issue.updated_at),
  }
}

/**
 * As {@link issueRow}, from `fullDatabaseId`, `stateReason`, `author` and so on. The type is in no version of GraphQL's schema
 * that all servers have, so it stays what it is.
 */
export function graphqlIssueRow(issue: GraphqlIssue, repositoryId: string, people: People): IssueRow {
  const externalId = externalIdOf('issue', issue?.fullDatabaseId)
  const author = graphqlAccount(issue.author)
  const state = requiredText('state of an issue', issue.state)
  return {
    externalId,
    repositoryId,
    number: issue.number,
    title: issue.title,
    // GraphQL has no null for it.
    body: issue.body || null,
    state,
    originalState: state.toLowerCase(),
    stateReason: issue.stateReason?.toLowerCase() ?? null,
    assigneeIds: idsOf(issue.assignees?.nodes, graphqlAccount, people),
    authorId: people.idOf(author),
    authorName: author?.login ?? null,
    labels: labelNames(issue.labels?.nodes),
    url: issue.url,
    createdAt: instantOf(issue.createdAt),
    updatedAt: instantOf(issue.updatedAt),
    closedAt: instantOf(issue.closedAt),
    removedAt: null,
    sourceUpdatedAt: instantOf(issue.updatedAt),
  }
}

function idsOf<Given>(
  given: readonly Given[] | null | undefined,
  accountOf: (one: Given) => Account | null,
  people: People,
) {
  return Array.isArray(given) ? given.flatMap((one: Given) => people.idOf(accountOf(one)) ?? []) : []
}
