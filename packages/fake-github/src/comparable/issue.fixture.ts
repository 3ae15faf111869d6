import type { Json } from '../client.fixture.js'
import { isoDate, isoDateOrNull } from '../rest/iso-date.js'
import { comparable, type Entry, graphqlLogin, nodes, restLogin, trueLogin } from './comparable-kind.fixture.js'

export const comparableIssues = comparable({
  name: 'issues',
  form: (row) => ({
    ...{ id: row.id, title: row.title, state: row.state, reason: row.stateReason, labels: row.labels },
    author: trueLogin(row.author),
    dates: [isoDate(row.createdAt), isoDate(row.updatedAt), isoDateOrNull(row.closedAt)],
  }),
  async rest({ client, base }) {
    const rows = await client.list(`${base}/issues?state=all`)
    return rows.filter((row) => row.pull_request === undefined).map(ofRest)
  },
  graphql: async (all) => (await all(selection)).map(ofGraphql),
})

const selection = `rows:issues(first:7,after:$after){pageInfo{hasNextPage endCursor} nodes{number fullDatabaseId title state
  stateReason author{login} labels(first:50){nodes{name}} createdAt updatedAt closedAt}}`

function ofRest(row: Json): Entry {
  const labels = [...(row.labels ?? [])].map(({ name }) => name)
  const reason = row.state_reason === null ? null : String(row.state_reason).toUpperCase()
  return [
    row.number,
    {
      ...{
        id: row.id,
        title: row.title,
        state: String(row.state).toUpperCase(),
        reason,
        labels,
        author: restLogin(row.user),
      },
      dates: [row.created_at, row.updated_at, row.closed_at],
    },
  ]
}

function ofGraphql(row: Json): Entry {
  return [
    row.number,
    {
      ...{ id: Number(row.fullDatabaseId), title: row.title, state: row.state, reason: row.stateReason },
      ...{ labels: nodes(row.labels).map(({ name }) => name), author: graphqlLogin(row.author) },
      dates: [row.createdAt, row.updatedAt, row.closedAt],
    },
  ]
}
