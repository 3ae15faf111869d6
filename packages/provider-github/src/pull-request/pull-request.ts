import { type DataSourceScript, rowsOf, type WalkEnd } from '@data-import/core/provider'
import { pullRequestTable } from '@data-import/model'
import type { OpenGithub } from '../client/open-github.js'
import type { GithubDatabase } from '../database.js'
import { createPeople } from '../people/people.js'
import { type ChangedList, type Connection, changedPages } from '../walk/changed-pages.js'
import { eachRepository } from '../walk/each-repository.js'
import { wholeHistoryDays } from '../walk/import-windows.js'
import type { RepositoryWalk } from '../walk/repository-walk.js'
import { restChangedPages } from '../walk/rest-changed-pages.js'
import { type GraphqlPullRequest, pullRequestQuery } from './pull-request-query.js'
import { pullRequestRow, type RestPullRequest, restPullRequestRow } from './pull-request-row.js'

type PullRequestWalk = RepositoryWalk<string | null, never>

/** Imports pull requests, last changed first, down to where the walk before began. */
export function pullRequestScript(open: OpenGithub): DataSourceScript<GithubDatabase> {
  return {
    dataSourceName: 'GITHUB',
    resource: 'pull-request',
    dependsOn: ['repository'],
    importWindowDays: wholeHistoryDays,
    run: (context) =>
      eachRepository<string | null, never>(context, open, {
        resource: 'pull-request',
        markOf: ({ repository }) => repository.pullRequests,
        walk: (walk) => (walk.hasGraphql ? importPullRequests(walk) : importListed(walk)),
      }),
  }
}

async function importPullRequests(walk: PullRequestWalk): Promise<WalkEnd> {
  const { context, github, repository } = walk
  const list: ChangedList<GraphqlPullRequest> = {
    query: pullRequestQuery(true),
    lighter: pullRequestQuery(false),
    repository: repository.nodeId,
    after: walk.position,
    itemsPerPage: 100,
    connectionOf: (node) => (node as { pullRequests?: Connection<GraphqlPullRequest> }).pullRequests,
    changedAt: ({ updatedAt }) => updatedAt,
  }
  let uncounted = 0
  for await (const { nodes, after } of changedPages(github, list, walk)) {
    const people = createPeople(context)
    const rows = nodes.map((node) => pullRequestRow(node, repository.id, people))
    uncounted += nodes.filter(({ additions }) => additions === undefined).length
    await walk.checkpoint([people.rows(), rowsOf(pullRequestTable, rows)], after)
    people.saved()
  }
  const note = `GitHub could not compute the line counts of ${uncounted} pull requests in time`
  return walk.end(uncounted > 0 ? { note } : {})
}

async function importListed(walk: PullRequestWalk): Promise<WalkEnd> {
  const { context, github, repository } = walk
  const path = walk.position ?? `${repository.path}/pulls?state=all&sort=updated&direction=desc&per_page=100`
  const changedAt = ({ updated_at }: RestPullRequest) => updated_at
  for await (const { items, next } of restChangedPages<RestPullRequest>(github, path, changedAt, walk)) {
    const people = createPeople(context)
    const rows = items.map((item) => restPullRequestRow(item, repository.id, people))
    await walk.checkpoint([people.rows(), rowsOf(pullRequestTable, rows)], next)
    people.saved()
  }
  return walk.end()
}
