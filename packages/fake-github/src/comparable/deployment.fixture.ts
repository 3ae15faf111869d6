import type { Json } from '../client.fixture.js'
import { isoDate } from '../rest/iso-date.js'
import {
  comparable,
  type Entry,
  graphqlLogin,
  nodes,
  type RestReader,
  restLogin,
  trueLogin,
} from './comparable-kind.fixture.js'

export const comparableDeployments = comparable({
  name: 'deployments',
  form: (row) => ({
    ...{ sha: row.sha, environment: row.environment, creator: trueLogin(row.creator) },
    dates: [isoDate(row.createdAt), isoDate(row.updatedAt)],
    statuses: row.statuses.map((status) => [status.state, isoDate(status.createdAt)]).reverse(),
  }),
  async rest({ client, base }) {
    return Promise.all((await client.list(`${base}/deployments`)).map((row) => ofRest({ client, base }, row)))
  },
  graphql: async (all) => (await all(selection)).map(ofGraphql),
})

const selection = `rows:deployments(first:7,after:$after){pageInfo{hasNextPage endCursor} nodes{databaseId commitOid
  environment creator{login} createdAt updatedAt statuses(first:50){nodes{state createdAt}}}}`

async function ofRest({ client, base }: RestReader, row: Json): Promise<Entry> {
  const statuses = await client.list(`${base}/deployments/${row.id}/statuses`)
  return [
    row.id,
    {
      ...{ sha: row.sha, environment: row.environment, creator: restLogin(row.creator) },
      dates: [row.created_at, row.updated_at],
      statuses: statuses.map((status) => [status.state, status.created_at]),
    },
  ]
}

function ofGraphql(row: Json): Entry {
  return [
    row.databaseId,
    {
      ...{ sha: row.commitOid, environment: row.environment, creator: graphqlLogin(row.creator) },
      dates: [row.createdAt, row.updatedAt],
      statuses: nodes(row.statuses).map(({ state, createdAt }) => [String(state).toLowerCase(), createdAt]),
    },
  ]
}
