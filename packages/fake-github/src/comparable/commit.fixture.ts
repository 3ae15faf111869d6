import type { Json } from '../client.fixture.js'
import { isoDate } from '../rest/iso-date.js'
import { comparable, type Entry, graphqlLogin, nodes, restLogin, trueLogin } from './comparable-kind.fixture.js'

export const comparableCommits = comparable({
  name: 'commits',
  form: (row) => ({
    parents: row.parents,
    message: row.message,
    author: [row.author.name, row.author.email, isoDate(row.author.date), trueLogin(row.author.account)],
    committedAt: isoDate(row.committer.date),
    lines: [row.additions, row.deletions, row.changedFiles],
  }),
  async rest({ client, base }) {
    const listed = await client.list(`${base}/commits?per_page=100`)
    const single = listed.map(async ({ sha }) => ofRest((await client.get(`${base}/commits/${sha}`)).body))
    return Promise.all(single)
  },
  graphql: async (all) => (await all(selection)).map(ofGraphql),
})

const selection = `defaultBranchRef{target{...on Commit{rows:history(first:7,after:$after){pageInfo{hasNextPage endCursor}
  nodes{oid message additions deletions changedFilesIfAvailable committedDate
  author{name email user{login}} authoredDate parents(first:3){nodes{oid}}}}}}}`

function ofRest(row: Json): Entry {
  const author = row.commit?.author
  return [
    row.sha,
    {
      parents: [...(row.parents ?? [])].map(({ sha }) => sha),
      message: row.commit?.message,
      author: [author?.name, author?.email, author?.date, restLogin(row.author)],
      committedAt: row.commit?.committer?.date,
      lines: [row.stats?.additions, row.stats?.deletions, [...(row.files ?? [])].length],
    },
  ]
}

function ofGraphql(row: Json): Entry {
  return [
    row.oid,
    {
      parents: nodes(row.parents).map(({ oid }) => oid),
      message: row.message,
      author: [row.author?.name, row.author?.email, row.authoredDate, graphqlLogin(row.author?.user)],
      committedAt: row.committedDate,
      lines: [row.additions, row.deletions, row.changedFilesIfAvailable],
    },
  ]
}
