import type { Json } from '../client.fixture.js'
import { isoDate, isoDateOrNull } from '../rest/iso-date.js'
import { comparable, type Entry, graphqlLogin, restLogin, trueLogin } from './comparable-kind.fixture.js'

export const comparablePullRequests = comparable({
  name: 'pullRequests',
  form: (row) => ({
    ...{ id: row.id, title: row.title, body: row.body ?? '', state: row.state, isDraft: row.isDraft },
    people: [trueLogin(row.author), trueLogin(row.mergedBy)],
    refs: [row.headRefName, row.headRefOid, row.baseRefName, row.mergeCommitOid],
    sizes: [row.additions, row.deletions, row.changedFiles, row.commits],
    dates: [isoDate(row.createdAt), isoDate(row.updatedAt), ...[row.closedAt, row.mergedAt].map(isoDateOrNull)],
  }),
  async rest({ client, base }) {
    const listed = await client.list(`${base}/pulls?state=all&per_page=100`)
    return Promise.all(listed.map(async ({ number }) => ofRest((await client.get(`${base}/pulls/${number}`)).body)))
  },
  graphql: async (all) => (await all(pullRequestSelection)).map(ofGraphql),
})

export const pullRequestSelection = `rows:pullRequests(first:7,after:$after,orderBy:{field:UPDATED_AT,direction:DESC}){
  pageInfo{hasNextPage endCursor} nodes{number fullDatabaseId title body state isDraft author{login} mergedBy{login}
  headRefName headRefOid baseRefName mergeCommit{oid} additions deletions changedFiles commits{totalCount}
  createdAt updatedAt closedAt mergedAt}}`

function ofRest(row: Json): Entry {
  const isMerged = row.merged_at !== null
  const state = isMerged ? 'MERGED' : String(row.state).toUpperCase()
  return [
    row.number,
    {
      ...{ id: row.id, title: row.title, body: row.body ?? '', state, isDraft: row.draft },
      people: [restLogin(row.user), restLogin(row.merged_by)],
      refs: [row.head?.ref, row.head?.sha, row.base?.ref, isMerged ? row.merge_commit_sha : null],
      sizes: [row.additions, row.deletions, row.changed_files, row.commits],
      dates: [row.created_at, row.updated_at, row.closed_at, row.merged_at],
    },
  ]
}

function ofGraphql(row: Json): Entry {
  return [
    row.number,
    {
      ...{ id: Number(row.fullDatabaseId), title: row.title, body: row.body, state: row.state, isDraft: row.isDraft },
      people: [graphqlLogin(row.author), graphqlLogin(row.mergedBy)],
      refs: [row.headRefName, row.headRefOid, row.baseRefName, row.mergeCommit?.oid ?? null],
      sizes: [row.additions, row.deletions, row.changedFiles, row.commits?.totalCount],
      dates: [row.createdAt, row.updatedAt, row.closedAt, row.mergedAt],
    },
  ]
}
