import { expect, it } from 'vitest'
import { useGithubClient } from '../testing/github-client.fixture.js'
import { userFields } from './optional-fields.js'

const client = useGithubClient()
const query = `query viewer { viewer { ${userFields} } }`

it('a token without the scope for e-mail addresses is refused once, and then asks without them', async () => {
  const GITHUB_TOKEN = client.github().addToken({ owners: ['acme'], scopes: ['repo', 'read:org'] })
  const { github } = await client.open({ GITHUB_TOKEN })
  for (let time = 0; time < 3; time++) {
    expect(Object.keys((await github.query<{ viewer: object }>(query, {})).viewer)).toEqual(['databaseId', 'name'])
  }
  expect(github.usage.requests).toBe(4)
})

it('another token asks for them', async () => {
  const { github } = await client.open()
  expect((await github.query<{ viewer: object }>(query, {})).viewer).toHaveProperty('email')
})
