import { type RunLog, TransientError } from '@data-import/core/provider'
import { type HttpSource, newestFirst } from '@data-import/http'
import { instantOf } from '../client/instant.js'
import { itemsPerPage, listIn, mostResults, numberedPages, type PagedBody } from '../client/paged-body.js'
import { numberOf, textOf } from '../client/text.js'
import type { RestIssue } from './issue-row.js'
import type { RestUser } from './people.js'

/** An answer of `issues/search`. */
export interface IssuesBody extends PagedBody {
  issues?: readonly RestIssue[] | null
  users?: readonly RestUser[] | null
  facets?: readonly { property?: unknown; values?: readonly { val?: unknown; count?: unknown }[] | null }[] | null
}

/** Asked for with every page: who the people are. */
export const withUsers = { additionalFields: 'users' } as const

export const issuesPath = '/issues/search'

/** The issues in an answer; of others than was asked for, where a server doesn't know how they were asked for, none is taken. */
export function issuesIn(body: IssuesBody, projectKey: string | null): readonly RestIssue[] {
  const issues = listIn(body?.issues, 'issues')
  const other = issues.find(({ project }) => projectKey !== null && (textOf(project) ?? projectKey) !== projectKey)
  if (other) throw new TransientError(`SonarQube answered with issues of ${textOf(other.project)} for ${projectKey}.`)
  return issues
}

/** Which changed issues are read. */
export interface ChangedList {
  query: Record<string, string | undefined>
  /** Null: of all projects. */
  projectKey: string | null
  since: Date
  from?: string | null
  log: RunLog
}

/** One page of changed issues. */
export interface ChangedPage {
  items: readonly RestIssue[]
  body: IssuesBody
  next: string | null
  /** So many have changed that the list ends before all came; nothing follows. */
  isCut: boolean
}

/** Reads issues, last changed first, down to an instant: there is no filter for it. */
export async function* changedIssues(source: HttpSource, list: ChangedList): AsyncGenerator<ChangedPage> {
  const { projectKey, since, log, query } = list
  const pages = (from: string | null) =>
    source.pages<RestIssue, IssuesBody>(issuesPath, {
      query: { ...query, ...withUsers, s: 'UPDATE_DATE', asc: 'false' },
      paging: numberedPages(Number.POSITIVE_INFINITY),
      items: (body) => issuesIn(body, projectKey),
      from,
    })
  const changed = newestFirst<RestIssue, { items: readonly RestIssue[]; next: string | null; body: IssuesBody }>(
    pages,
    {
      timeOf: ({ updateDate, creationDate }) => instantOf(updateDate ?? creationDate),
      idOf: ({ key }) => textOf(key) ?? '',
      since,
      from: list.from ?? null,
      log,
      name: "SonarQube's list of issues by their last change",
    },
  )
  let read = 0
  for await (const { items, body, next } of changed) {
    read += issuesIn(body, projectKey).length
    const isCut = next !== null && Math.max(read, placeOf(body)) + itemsPerPage > mostResults
    yield { items, body, next: isCut ? null : next, isCut }
    if (isCut) return
  }
}

/** How many issues are before the end of a page, also where an interrupted walk continues in the middle. */
function placeOf({ paging }: IssuesBody): number {
  return (numberOf(paging?.pageIndex) ?? 0) * (numberOf(paging?.pageSize) ?? 0)
}
