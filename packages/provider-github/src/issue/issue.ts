import { rowsOf, type WalkEnd } from '@data-import/core/provider'
import { issueTable } from '@data-import/model'
import { createPeople } from '../people/people.js'
import { issues } from '../permission.js'
import { type GithubResource, listCost, type RepositoryList } from '../resource.js'
import { wholeHistoryDays } from '../walk/import-windows.js'
import { restChangedPages } from '../walk/rest-changed-pages.js'
import { walkScript } from '../walk/walk-script.js'
import { firstIssues, type GraphqlIssue } from './first-issues.js'
import { graphqlIssueRow, issueRow, type RestIssue } from './issue-row.js'
import type { IssueWalk } from './issue-walk.js'
import { missingIssues } from './missing-issues.js'

const issueList: RepositoryList = { field: 'issues', orderBy: 'UPDATED_AT' }

/** Imports issues, last changed first, down to where the walk before began. */
export const issue: GithubResource = {
  name: 'issue',
  within: 'repository',
  events: ['issues', 'issue_comment'],
  tables: [issueTable],
  permission: issues,
  list: issueList,
  nothingIn: ({ hasIssues }) => (hasIssues ? undefined : 'issues are switched off'),
  withoutToken: 1,
  cost: listCost(issueList, {
    unit: 'issue',
    countOf: ({ hasIssues, items }) => (hasIssues ? (items.issues ?? 0) : 0),
    isTogether: true,
    inside: 2,
    pagesOf: 'rest',
    // REST lists pull requests as issues too.
    besides: ({ items }) => items.pullRequests ?? 0,
  }),
  script: walkScript<string | null, never>(
    { resource: 'issue', dependsOn: ['repository'], importWindowDays: wholeHistoryDays },
    () => ({
      markOf: ({ repository }) => repository.lists?.[issueList.field],
      firstPages: firstIssues,
      walk: importIssues,
    }),
  ),
}

async function importIssues(walk: IssueWalk): Promise<WalkEnd> {
  if (!walk.isEmptySince(walk.since)) await importChanged(walk)
  if (walk.context.isBackfill) return {}
  return walk.end({ rows: await missingIssues(walk) })
}

async function importChanged(walk: IssueWalk): Promise<void> {
  const { context, github, repository, since } = walk
  const few = await walk.firstPage<GraphqlIssue>()
  if (few && !few.pageInfo.hasNextPage) {
    const people = createPeople(context)
    // The query gives the whole list, also what last changed before the import begins.
    const isWanted = ({ updatedAt }: GraphqlIssue) => since === null || Date.parse(updatedAt) >= since.getTime()
    const rows = few.nodes.flatMap((issue) =>
      issue && isWanted(issue) ? graphqlIssueRow(issue, repository.id, people) : [],
    )
    await walk.checkpoint([people.rows(), rowsOf(issueTable, rows)], null)
    people.saved()
    return
  }
  const query = new URLSearchParams({ state: 'all', sort: 'updated', direction: 'desc', per_page: '100' })
  if (since) query.set('since', since.toISOString())
  const path = `${repository.path}/issues?${query}`
  const changedAt = ({ updated_at }: RestIssue) => updated_at
  for await (const { items, next } of restChangedPages<RestIssue>(github, path, walk.position, changedAt, walk)) {
    const people = createPeople(context)
    const rows = items.flatMap((item) => issueRow(item, repository.id, people) ?? [])
    await walk.checkpoint([people.rows(), rowsOf(issueTable, rows)], next)
    people.saved()
  }
}
