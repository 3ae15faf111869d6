import type { Json } from '../client.fixture.js'
import { isoDateOrNull } from '../rest/iso-date.js'
import { comparable, type Entry, graphqlLogin, restLogin, trueLogin } from './comparable-kind.fixture.js'
import { pullRequestSelection } from './pull-request.fixture.js'

export const comparableReviews = comparable({
  name: 'reviews',
  form: (row) => ({
    ...{ pullRequest: row.pullRequest, state: row.state, author: trueLogin(row.author) },
    submittedAt: isoDateOrNull(row.submittedAt),
  }),
  async rest({ client, base }) {
    const pulls = await client.list(`${base}/pulls?state=all&per_page=100`)
    const reviews = pulls.map(async ({ number }) => {
      const rows = await client.list(`${base}/pulls/${number}/reviews`)
      return rows.map(
        (row) =>
          [
            row.id,
            { pullRequest: number, state: row.state, author: restLogin(row.user), submittedAt: row.submitted_at },
          ] as const,
      )
    })
    return (await Promise.all(reviews)).flat()
  },
  async graphql(all) {
    const pulls = await all(pullRequestSelection)
    const reviews = pulls.map(async (pull) => (await all(selectionOf(pull.number))).map((row) => ofGraphql(pull, row)))
    return (await Promise.all(reviews)).flat()
  },
})

const selectionOf = (number: Json | undefined) => `pullRequest(number:${number}){rows:reviews(first:50,after:$after){
  pageInfo{hasNextPage endCursor} nodes{fullDatabaseId state author{login} submittedAt}}}`

function ofGraphql({ number }: Json, row: Json): Entry {
  const { state, submittedAt } = row
  return [row.fullDatabaseId, { pullRequest: number, state, author: graphqlLogin(row.author), submittedAt }]
}
