import type { Json } from '../client.fixture.js'
import { isoDateOrNull } from '../rest/iso-date.js'
import { comparable, type Entry, graphqlLogin, restLogin, trueLogin } from './comparable-kind.fixture.js'

export const comparableReleases = comparable({
  name: 'releases',
  form: (row) => ({
    ...{ tag: row.tagName, name: row.name, body: row.body, isDraft: row.isDraft, isPrerelease: row.isPrerelease },
    ...{ author: trueLogin(row.author), publishedAt: isoDateOrNull(row.publishedAt) },
  }),
  rest: async ({ client, base }) => (await client.list(`${base}/releases`)).map(ofRest),
  graphql: async (all) => (await all(selection)).map(ofGraphql),
})

const selection = `rows:releases(first:7,after:$after){pageInfo{hasNextPage endCursor} nodes{databaseId tagName name
  description isDraft isPrerelease author{login} publishedAt}}`

function ofRest(row: Json): Entry {
  return [
    row.id,
    {
      ...{ tag: row.tag_name, name: row.name, body: row.body, isDraft: row.draft, isPrerelease: row.prerelease },
      ...{ author: restLogin(row.author), publishedAt: row.published_at },
    },
  ]
}

function ofGraphql(row: Json): Entry {
  return [
    row.databaseId,
    {
      ...{
        tag: row.tagName,
        name: row.name,
        body: row.description,
        isDraft: row.isDraft,
        isPrerelease: row.isPrerelease,
      },
      ...{ author: graphqlLogin(row.author), publishedAt: row.publishedAt },
    },
  ]
}
