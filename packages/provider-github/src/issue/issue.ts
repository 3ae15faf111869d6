import { type DataSourceScript, rowsOf, type WalkEnd } from '@data-import/core/provider'
import { issueTable } from '@data-import/model'
import type { OpenGithub } from '../client/open-github.js'
import type { GithubDatabase } from '../database.js'
import { createPeople } from '../people/people.js'
import { eachRepository } from '../walk/each-repository.js'
import { wholeHistoryDays } from '../walk/import-windows.js'
import type { RepositoryWalk } from '../walk/repository-walk.js'
import { restChangedPages } from '../walk/rest-changed-pages.js'
import { firstIssues, type GraphqlIssue } from './first-issues.js'
import { graphqlIssueRow, issueRow, type RestIssue } from './issue-row.js'
import { missingIssues } from './missing-issues.js'

/** A walk over the issues of one repository. */
export type IssueWalk = RepositoryWalk<string | null, never>

/** Imports issues, last changed first, down to where the walk before began. */
export function issueScript(open: OpenGithub): DataSourceScript<GithubDatabase> {
  return {
    dataSourceName: 'GITHUB',
    resource: 'issue',
    dependsOn: ['repository'],
    importWindowDays: wholeHistoryDays,
    run: (context) =>
      eachRepository<string | null, never>(context, open, {
        resource: 'issue',
        markOf: ({ repository }) => repository.issues,
        firstPages: firstIssues,
        walk: importIssues,
      }),
  }
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
