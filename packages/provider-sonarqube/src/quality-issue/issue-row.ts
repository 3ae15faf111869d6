import type { QualityIssueRow } from '@data-import/model'
import { instantOf } from '../client/instant.js'
import { numberOf, textOf } from '../client/text.js'
import { minutesOf } from './effort.js'
import type { People } from './people.js'

/** An issue as `issues/search` has it. */
export interface RestIssue {
  key?: unknown
  project?: unknown
  component?: unknown
  rule?: unknown
  type?: unknown
  severity?: unknown
  status?: unknown
  /** From 10.4 on, beside `status`. */
  issueStatus?: unknown
  resolution?: unknown
  message?: unknown
  /** Absent for a closed issue, and for one of a whole file. */
  line?: unknown
  effort?: unknown
  assignee?: unknown
  author?: unknown
  creationDate?: unknown
  updateDate?: unknown
  closeDate?: unknown
}

/** What rows of a project's issues refer to. */
export interface OwningProject {
  /** Of the project's row. */
  id: string
  key: string
  webUrl: string
}

const states: ReadonlyMap<string, 'OPEN' | 'CLOSED'> = new Map([
  ...(['OPEN', 'CONFIRMED', 'REOPENED', 'IN_SANDBOX', 'TO_REVIEW'] as const).map((word) => [word, 'OPEN'] as const),
  ...(['RESOLVED', 'CLOSED', 'REVIEWED', 'ACCEPTED', 'FALSE_POSITIVE', 'FIXED'] as const).map(
    (word) => [word, 'CLOSED'] as const,
  ),
])

/** OPEN or CLOSED; null for a word that has no known meaning. */
export function stateOf(word: string | null): 'OPEN' | 'CLOSED' | null {
  return states.get(word?.toUpperCase() ?? '') ?? null
}

/** The file, from the root of the project: a component's key is the project's, a colon and the path. Null for the project itself. */
export function pathOf(component: unknown, projectKey: string): string | null {
  const key = textOf(component)
  return key?.startsWith(`${projectKey}:`) ? textOf(key.slice(projectKey.length + 1)) : null
}

/** A whole number that a column of 32 bits holds. */
export function lineOf(given: unknown): number | null {
  const line = numberOf(given)
  return line !== null && Number.isInteger(line) && Math.abs(line) < 2 ** 31 ? line : null
}

/**
 * `externalId` ← `key`; `branch` is null, for it is the main one; `rule`, `type`, `severity`; `state`, `originalState` ← `status`, else `issueStatus`;
 * `resolution`; `message`; `path` ← `component`; `line`, null once it is closed; `assigneeId` ← `assignee`, a login;
 * `authorId`, `authorName` ← `author`, of the SCM; `effortMinutes` ← `effort`; `createdAt` ← `creationDate`, often the commit's;
 * `updatedAt` ← `updateDate`; `closedAt` ← `closeDate`, which only an analysis sets. Null for an issue without a key.
 */
export function issueRow(issue: RestIssue, { id, key, webUrl }: OwningProject, people: People): QualityIssueRow | null {
  const externalId = textOf(issue.key)
  if (externalId === null) return null
  const status = textOf(issue.status) ?? textOf(issue.issueStatus)
  return {
    externalId,
    qualityProjectId: id,
    branch: null,
    rule: textOf(issue.rule),
    type: textOf(issue.type),
    severity: textOf(issue.severity),
    state: stateOf(status),
    originalState: status,
    resolution: textOf(issue.resolution),
    message: textOf(issue.message),
    path: pathOf(issue.component, key),
    line: lineOf(issue.line),
    assigneeId: people.assigneeId(issue.assignee),
    authorId: people.authorId(issue.author),
    authorName: textOf(issue.author),
    effortMinutes: minutesOf(issue.effort),
    url: `${webUrl}/project/issues?id=${encodeURIComponent(key)}&open=${encodeURIComponent(externalId)}`,
    createdAt: instantOf(issue.creationDate),
    updatedAt: instantOf(issue.updateDate),
    closedAt: instantOf(issue.closeDate),
    removedAt: null,
  }
}
